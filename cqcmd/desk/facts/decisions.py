"""Decisions somebody takes about an incident, recorded with who and why."""

from collections.abc import Callable, Sequence

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import Closed, Dismissed, GradeOverridden, ScopeJudged
from cqcmd.rules.rows import Grade
from cqcmd.views.debts import Debt, told_together


class DecisionsDesk:
    """The verbs of judgement: another grade, out of scope, no accident, closed."""

    def __init__(self, open_record: OpenRecord, debts: Callable[[str], Sequence[Debt]]) -> None:
        """``debts``: what stands open of an incident."""
        self._open_record = open_record
        self._debts = debts

    def override(self, ident: str, grade: Grade | None, decided_by: str, reason: str) -> None:
        """Record another grade decided by a named person; the plan's result stays beside it."""
        scale = self._open_record.of(ident).plan.grade_scale
        if grade is not None and grade not in scale.codes:
            raise BadInput(_("没有这个等级。"))
        self._named(decided_by, reason)
        with self._open_record.act() as write:
            self._open_record.incident(ident)
            # A lower grade is taken as well: it removes no duty and silences no clock.
            event = GradeOverridden(grade=grade, decided_by=decided_by, reason=reason)
            write.append(event, ident)

    def lift_override(self, ident: str, decided_by: str, reason: str) -> None:
        """Go back to the plan's own result."""
        self._named(decided_by, reason)
        with self._open_record.act() as write:
            if self._open_record.incident(ident).override is None:
                raise BadInput(_("没有人工定级可以撤销。"))
            event = GradeOverridden(grade=None, decided_by=decided_by, reason=reason, lifted=True)
            write.append(event, ident)

    def judge_scope(
        self, ident: str, rule: str | None, decided_by: str = "", reason: str = ""
    ) -> None:
        """Record that it is out of scope by a rule of 1.3; ``None``: within it, or again.

        Who decides that it is not ends the duties, so he is named, as is whoever takes that back.
        """
        if rule is not None and rule not in self._open_record.plan.index["scope"]:
            raise BadInput(_("没有这一种不适用情形。"))
        with self._open_record.act() as write:
            if rule is not None or self._open_record.incident(ident).out_of_scope:
                self._named(decided_by, reason)
            event = ScopeJudged(
                out=rule is not None,
                rule=rule,
                reason=reason,
                decided_by=decided_by,
                ended=self._unmade(ident) if rule is not None else (),
            )
            write.append(event, ident)

    def dismiss(self, ident: str, decided_by: str, reason: str) -> None:
        """Record that it is verified to be no special equipment accident: its duties end."""
        self._named(decided_by, reason)
        with self._open_record.act() as write:
            self._open_record.incident(ident)
            # Nothing is taken back: reports made stay, and `reinstate` brings the duties again.
            event = Dismissed(reason=reason, decided_by=decided_by, ended=self._unmade(ident))
            write.append(event, ident)

    def reinstate(self, ident: str, decided_by: str, reason: str) -> None:
        """Record that a dismissed incident is an accident after all."""
        self._named(decided_by, reason)
        with self._open_record.act() as write:
            if self._open_record.incident(ident).dismissed is None:
                raise BadInput(_("这起事件没有被排除。"))
            write.append(Dismissed(reason=reason, decided_by=decided_by, lifted=True), ident)

    def close(
        self, ident: str, reason: str, decided_by: str = "", *, finished: bool = True
    ) -> None:
        """Close the incident; ``finished``: because its handling is over (4.1.3).

        What stands open goes on all the same, and then somebody is named who closed it so.
        """
        with self._open_record.act() as write:
            if self._open_record.incident(ident).closed is not None:
                raise BadInput(_("这起事件已经办结。"))
            debts = tuple(told_together(self._debts(ident)))
            if debts:
                self._named(decided_by, reason)
            event = Closed(reason=reason, finished=finished, decided_by=decided_by, debts=debts)
            write.append(event, ident)

    def reopen(self, ident: str, reason: str) -> None:
        """Reopen a closed incident."""
        with self._open_record.act() as write:
            if self._open_record.incident(ident).closed is None:
                raise BadInput(_("这起事件没有办结。"))
            write.append(Closed(reason=reason, reopened=True), ident)

    def _unmade(self, ident: str) -> tuple[str, ...]:
        """Return this station's reports that are still to be made, as they are shown."""
        found = (debt for debt in self._debts(ident) if debt.kind == "report")
        return tuple(_("{words}（{time}）").format(words=one.words, time=one.time) for one in found)

    def _named(self, decided_by: str, reason: str) -> None:
        for field, words in (("who", decided_by), ("why", reason)):
            if not words.strip():
                raise BadInput(_("请写明决定人和理由。"), field)
