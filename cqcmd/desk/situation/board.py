"""值班台: a row an incident, read anew only when something was written or time turned it."""

from bisect import bisect_left, insort
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from cqcmd.clock import local
from cqcmd.desk.common.kept import KeptByIncident
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.duties.deadlines import deadlines
from cqcmd.desk.plan.choosing import plan_name
from cqcmd.desk.safety.missed_checks import alarm_words
from cqcmd.desk.situation.board_words import (
    equipment_of,
    inside_of,
    level_of,
    place_of,
)
from cqcmd.desk.situation.debts import assessment_debts, debts_of
from cqcmd.desk.situation.strip import FORMER_PLAN, watched_words
from cqcmd.desk.situation.toll import cell_toll
from cqcmd.desk.warnings.lines import warning_lines
from cqcmd.errors import PlanLost
from cqcmd.incident.follow_up_reasons import watched_until
from cqcmd.incident.state import Incident
from cqcmd.rules.urgency import Minutes
from cqcmd.views import Board, BoardRow, Deadline, Strip
from cqcmd.views.debts import Debt
from cqcmd.views.duties import turn_of

SECTIONS = ("open", "debt", "watched")
"""Of what stands on the board unasked, in this order."""

NO_GRADE = 99

Shown = tuple[Deadline, ...] | None
"""The duties of an incident as they stand; ``None``: nobody can tell without its plan."""

StripOf = Callable[[str, Shown], Strip]


class BoardRows:
    """The rows as they stand; of thousands that are closed none is looked at twice."""

    def __init__(self, open_record: OpenRecord, strip: StripOf) -> None:
        self._open_record, self._strip = open_record, strip
        self._kept = KeptByIncident(open_record, self._read)
        self._minutes: Minutes = {}
        self._shown: dict[str, BoardRow] = {}
        self._closed: list[BoardRow] = []
        self._of_closed: dict[str, BoardRow] = {}
        self._closed_now: tuple[BoardRow, ...] | None = None

    def board(self, minutes: Minutes) -> Board:
        """Return every incident, what is at stake first; ``minutes``: stages of the countdowns."""
        self._renew(minutes)
        open_record = self._open_record
        backup = open_record.ledger.backup
        if self._closed_now is None:
            self._closed_now = tuple(self._closed)
        return Board(
            tuple(sorted(self._shown.values(), key=at_stake)),
            self._closed_now,
            warning_lines(open_record),
            backup[0] if backup else None,
            plan_name(open_record.plan),
            open_record.plan_fault,
            *self._older(),
        )

    def _older(self) -> tuple[int, int]:
        """Count finished incidents that nobody asked for, and the void calls among them."""
        ledger = self._open_record.ledger
        asked = ledger.finished.numbers.keys() & ledger.recalled
        void = ledger.finished.void
        return len(ledger.finished.numbers) - len(asked), len(void) - len(void & asked)

    def turned(self, minutes: Minutes) -> set[str]:
        """Return whose row time alone has made another: a watch ended, another day began."""
        return self._renew(minutes) if self._kept.due() else set()

    # Keeping

    def _renew(self, minutes: Minutes) -> set[str]:
        """Put the rows read anew where they belong, and drop what stood there of them."""
        self._minutes = minutes
        idents = self._kept.renew(minutes)
        if len(idents) == len(self._kept.values):  # all anew: incidents may be another record's
            self._shown.clear()
            self._closed, self._of_closed, self._closed_now = [], {}, None
        for ident in idents:
            self._shown.pop(ident, None)
            self._drop_closed(ident)
            if (row := self._kept.values[ident]) is not None:
                self._put(row)
        return set(idents)

    def _put(self, row: BoardRow) -> None:
        if row.section != "closed":
            self._shown[row.ident] = row
            return
        insort(self._closed, row, key=_latest_first)
        self._of_closed[row.ident], self._closed_now = row, None

    def _drop_closed(self, ident: str) -> None:
        row = self._of_closed.pop(ident, None)
        if row is not None:
            del self._closed[bisect_left(self._closed, _latest_first(row), key=_latest_first)]
            self._closed_now = None

    # Reading

    def row_of(self, incident: Incident, minutes: Minutes) -> BoardRow | None:
        """Return the row of an incident, if it has one."""
        self._minutes = minutes
        return self._read(incident)[0]

    def _read(self, incident: Incident) -> tuple[BoardRow | None, datetime | None]:
        # Its call may not have come from another station yet; one that cannot be read is here.
        if incident.call is None and not incident.unreadable:
            return None, None
        try:
            record = self._open_record.of(incident.id)
        except PlanLost:
            return self._row(None, incident), _alarm_of(incident, self._now)
        row = self._row(record, incident)
        return row, self._until(record, incident, row)

    def _row(self, record: OpenRecord | None, incident: Incident) -> BoardRow:
        """Return a line of the board, by the plan it is under; without that what was last known."""
        shown = self._duties(record, incident)
        strip, equipment = self._strip(incident.id, shown), equipment_of(record, incident)
        return BoardRow(
            incident.id,
            strip.number,
            strip.grade,
            strip.possible,
            incident.called_at,
            strip.title,
            strip.response,
            strip.next,
            strip.status,
            incident.closed is not None or incident.void,
            alarm_words(incident, self._now),
            watched_words(record, incident) if record else "",
            self._debts(record, incident, shown),
            who=self._marks(record, incident)
            + (incident.details.get("unit") or place_of(incident)),
            what=incident.details.get("summary", ""),
            where=" ".join(filter(None, (place_of(incident), equipment))),
            toll=cell_toll(record.plan, incident.facts) if record else "",
            inside=inside_of(incident),
            level=level_of(record, incident),
            idle=incident.void or strip.dismissed or strip.out_of_scope,
        )

    def _duties(self, record: OpenRecord | None, incident: Incident) -> Shown:
        if record is None:
            return None
        return deadlines(record, record.picture(incident.id), self._minutes)

    def _debts(
        self, record: OpenRecord | None, incident: Incident, shown: Shown
    ) -> tuple[Debt, ...]:
        """Return what stands open of a closed incident; nobody can tell without its plan.

        Of one in hand the assessment alone, which nothing else on the board tells of.
        """
        if record is None or shown is None or incident.void:
            return ()
        found = assessment_debts(record, incident)
        if incident.closed is not None:
            found = debts_of(record, record.picture(incident.id), shown)
        # Without times: a row stands for longer than what they say, by how much it is overdue.
        return tuple(replace(debt, time="") for debt in found if debt.stays)

    def _marks(self, record: OpenRecord | None, incident: Incident) -> str:
        former = record and record.plan.digest != self._open_record.in_force.digest
        return self._open_record.damage.mark_of(incident) + (FORMER_PLAN if former else "")

    @property
    def _now(self) -> datetime:
        return self._open_record.clock.now()

    def _until(self, record: OpenRecord, incident: Incident, row: BoardRow) -> datetime | None:
        """Return when time alone makes another row."""
        picture = record.picture(incident.id)
        watch = watched_until(record.plan, incident) if row.watched else None
        # Words may say today or tomorrow; those of a closed one of which nothing is due never do.
        tomorrow = None if row.closed and row.next is None else _midnight(self._now)
        moments = (picture.until, watch, tomorrow)
        return min((moment for moment in moments if moment is not None), default=None)


def at_stake(row: BoardRow) -> tuple[object, ...]:
    """Return what a row is ranked by: people inside, the grade it may have, its own clock.

    A team that does not answer stands before all else, then a team inside; the possible grade
    counts as much as the confirmed one; of the same grade what is due first, then the later call.
    """
    sure, maybe = (
        _rank(row.grade.grade, row.grade.rank),
        _rank(row.possible.grade, row.possible.rank),
    )
    return (
        SECTIONS.index(row.section),
        not row.alarm,
        not row.inside,
        row.idle,
        min(sure, maybe),
        sure,
        row.next is None,
        turn_of(row.next) if row.next else (),
        *_latest_first(row),
    )


def _rank(grade: object, rank: int) -> int:
    return rank if grade else NO_GRADE


def _latest_first(row: BoardRow) -> tuple[float, tuple[int, ...], str]:
    # Of two calls of one second the one with the later number.
    later = tuple(-ord(character) for character in row.number)
    return -row.received_at.timestamp(), later, row.ident


def _alarm_of(incident: Incident, now: datetime) -> datetime | None:
    moments = [team.check(now).alarm for team in incident.cordon.inside]
    return min((moment for moment in moments if moment > now), default=None)


def _midnight(now: datetime) -> datetime:
    return local(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
