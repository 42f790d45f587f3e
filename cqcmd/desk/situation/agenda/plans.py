"""Whether the incident goes on under the plan it was taken under, once another is in force."""

from collections.abc import Iterator

from cqcmd.desk.situation.agenda.source import Moment
from cqcmd.i18n import _
from cqcmd.views import Step


def another_plan(moment: Moment) -> Iterator[Step]:
    """Yield the question, until somebody has answered it for the plan that is in force now."""
    present = moment.open_record.in_force
    answered = moment.incident.plan_asked == present.digest
    if present.digest != moment.plan.digest and not answered and not moment.over:
        words = _("现行预案已换为 {code} 第{version}版：按原预案还是现行预案？")
        said = words.format(code=present.meta.code, version=present.meta.version)
        yield Step(said, "", "plan", "", "calm")
