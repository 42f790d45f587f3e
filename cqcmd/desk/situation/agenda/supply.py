"""What was asked for and did not come (6)."""

from collections.abc import Iterator

from cqcmd.desk.situation.agenda.source import Moment
from cqcmd.i18n import _
from cqcmd.views import Step


def lacking(moment: Moment) -> Iterator[Step]:
    """Yield what is lacking, on one line; dimmed while all of it is on its way."""
    supply = moment.incident.supply
    needs = {code: need for code, need in supply.needs.items() if supply.lacking(code)}
    if not needs or moment.over:
        return
    names = "、".join(
        f"{need.asked.name} {supply.lacking(code)}{need.asked.unit}" for code, need in needs.items()
    )
    unsent = any(supply.lacking(code) > supply.coming(code) for code in needs)
    yield Step(
        _("还缺 {names}").format(names=names),
        moment.plan.clause_of("resources.supplies"),
        "resources",
        "",
        "calm" if unsent else "quiet",
        since=min(need.since for need in needs.values()),
        owner=_("指挥部"),
    )
