"""Under which plan an incident goes on, once another one has come into force."""

from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.common.code_words import duty_words
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import grade_name
from cqcmd.desk.plan.lost import known_without_plan
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import PlanChosen
from cqcmd.incident.picture import Picture, draw
from cqcmd.incident.plan_codes import codes_used
from cqcmd.rules.plan import Plan
from cqcmd.rules.plan_takes_back import takes_back

Dues = dict[str, str]
"""By when a report is due, in words, by the report's name."""


class PlanChoices:
    """The verbs of going on under the former plan, or under the one in force."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    def question(self, ident: str) -> str:
        """Return which plan an incident is under, which is in force, and what that would change."""
        former, present = self._open_record.of(ident), self._open_record.in_force
        words = _("本事件按《{former}》判定，现行的是《{present}》。{change}")
        asked = _("按哪一个继续？") if self.may_change(ident) else ""
        said = words.format(
            former=plan_name(former.plan),
            present=plan_name(present),
            change=self._change(former, ident),
        )
        return said + asked

    def may_change(self, ident: str) -> bool:
        """Tell whether the plan in force has all that the incident uses."""
        former = self._open_record.of(ident)
        return not self._lacking(former, former.in_force, ident)

    def known_without_plan(self, ident: str) -> tuple[str, ...]:
        """Return what is known of an incident whose plan is lost."""
        return known_without_plan(self._open_record, ident)

    def _change(self, former: OpenRecord, ident: str) -> str:
        if faults := self._lacking(former, former.in_force, ident):
            return _("{faults}，不能改按现行预案。").format(faults="；".join(faults))
        picture = former.picture(ident)
        record = former.under(former.in_force.digest)
        other = draw(record.reader, picture.incident, record.org, picture.at)
        before, after = (
            grade_name(one.plan, shown.confirmed, shown.assessment.standing)
            for one, shown in ((former, picture), (record, other))
        )
        words = _("改按现行预案，等级由{before}变为{after}；{limits}。")
        if before == after:
            words = _("等级都是{after}；{limits}。")
        limits = _limits(
            _dues(former.plan, picture, picture.at), _dues(record.plan, other, picture.at)
        )
        return words.format(before=before, after=after, limits=limits)

    def choose(self, ident: str, digest: str) -> None:
        """Let the incident go on under the plan of this digest.

        Raises:
            BadInput: the plan lacks what is written down of the incident.
        """
        open_record = self._open_record
        with open_record.act() as write:
            chosen = open_record.under(digest).plan
            if faults := self._lacking(open_record.of(ident), chosen, ident):
                raise BadInput(_("{faults}；请按原预案继续。").format(faults="；".join(faults)))
            asked = open_record.in_force.digest
            write.append(PlanChosen(code=chosen.meta.code, digest=digest, asked=asked), ident)

    def _lacking(self, former: OpenRecord, plan: Plan, ident: str) -> tuple[str, ...]:
        """Return a sentence for each table of which a plan takes back what the incident uses."""
        incident = former.incident(ident)
        used = codes_used(former.plan, incident)
        return tuple(takes_back(plan, used, former.plan))


def _limits(former: Dues, present: Dues) -> str:
    """Return which of this station's reports would be due at another time, or no longer."""
    words, none = _("{report}由{before}改为{after}"), _("不用报")
    moved = [
        words.format(report=name, before=former.get(name, none), after=present.get(name, none))
        for name in dict.fromkeys((*former, *present))
        if former.get(name) != present.get(name)
    ]
    if not moved:
        return _("还没报的时限不变")
    return _("时限：{moved}").format(moved="，".join(moved))


def _dues(plan: Plan, picture: Picture, now: datetime) -> Dues:
    """Return by when each report is due that this station has still to make."""
    duties = [owed.duty for owed in picture.reports_owed if owed.open]
    return {
        duty_words(plan, duty.rule.code): stamp(duty.due, now) if duty.due else _("立即")
        for duty in duties
    }


def plan_name(plan: Plan) -> str:
    """Return ``cq-2023 第3版 1a2b3c4d5e6f``: what a plan is told apart by."""
    words = _("{code} 第{version}版 {digest}")
    return words.format(code=plan.meta.code, version=plan.meta.version, digest=plan.digest[:12])
