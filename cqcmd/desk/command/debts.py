"""All that stands open before an incident could be closed: people and parked calls as well."""

from collections.abc import Iterable, Iterator

from cqcmd.clock import stamp
from cqcmd.desk.command.roster_views import RosterViews
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.situation.views import SituationViews
from cqcmd.views.debts import KINDS, Debt

GONE = ("", "released")
"""States of people who are not, or no longer, at work: not yet called, and released."""


class DebtsView:
    """What whoever closes an incident is shown."""

    def __init__(self, open_record: OpenRecord, views: SituationViews, roster: RosterViews) -> None:
        self._open_record, self._views, self._roster = open_record, views, roster

    def of(self, ident: str, parked: Iterable[str] = ()) -> tuple[Debt, ...]:
        """Return what stands open; ``parked`` are calls not accepted yet that may be of it."""
        found = [
            *self._views.debts(ident),
            *self._people(ident),
            *self._calls(parked),
        ]
        order = list(KINDS)
        return tuple(sorted(found, key=lambda debt: order.index(debt.kind)))

    def _people(self, ident: str) -> Iterator[Debt]:
        clause = self._open_record.plan.role("headquarters").clause
        now = self._open_record.clock.now()
        for person in self._roster.call_list(ident):
            if person.state not in GONE:
                parts = (person.name, person.unit, person.place, person.state_name)
                since = stamp(person.since, now) if person.since else ""
                words = " ".join(part for part in parts if part)
                yield Debt("person", person.person, words, since, clause)

    def _calls(self, parked: Iterable[str]) -> Iterator[Debt]:
        clause = self._open_record.plan.role("report.first").clause
        yield from (Debt("call", "", words, "", clause) for words in parked)
