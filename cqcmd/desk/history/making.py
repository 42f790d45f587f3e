"""A checkpoint made: what the last one has of finished incidents stays, the rest is looked over."""

from array import array
from collections.abc import Sequence
from pathlib import Path

from cqcmd import __version__
from cqcmd.clock import Clock
from cqcmd.desk.common.altered import altered
from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.history.checkpoint_file import CheckpointWriter, Index
from cqcmd.desk.history.finished_incidents import FinishedIncidents, finished_incidents
from cqcmd.desk.history.settled import Settled
from cqcmd.desk.register.one_by_one import cases_of, record_of, refuse_absent
from cqcmd.desk.resources.holdings import lots_of
from cqcmd.desk.situation.views import SituationViews
from cqcmd.errors import BadInput, Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.incident.command.supply import Held
from cqcmd.incident.events import VerdictKept
from cqcmd.incident.events.entry import Entry
from cqcmd.journal.history.case_by_case import CaseByCase
from cqcmd.journal.rows import is_as_written
from cqcmd.local_store.json_document import file_lock
from cqcmd.paths import CHECKPOINT, JOURNAL
from cqcmd.views.office.sheet import Sheet

TURNS = 20
"""Each making derives one in so many of the sheets anew, and throws all away if one differs."""


def make_checkpoint(data: Path, clock: Clock, *, anew: bool = False) -> str:
    """Write the checkpoint of a data directory; return what to tell.

    ``anew``: nothing is taken from the last one.

    Raises:
        BadInput: it is a drill's, or another program makes one just now.
        Refusal: the journal cannot be read, or the checkpoint not be written.
    """
    refuse_absent(data)
    try:
        lock = file_lock(data / f"{CHECKPOINT}.lock", 0)
    except TimeoutError as error:
        raise BadInput(_("检查点正由另一个程序做，这次没有做。")) from error
    except OSError as error:
        words = _("检查点没有做（{why}）：日志照常；请检查 {place} 的磁盘和权限。")
        raise Unwritable(words.format(why=reason_of(error), place=data)) from error
    try:
        with cases_of(data) as cases:
            return _Making(data, cases, clock).make(anew=anew)
    finally:
        lock.release()


class _Differs(Exception):
    """A sheet is not what its incident gives now: the whole checkpoint is not to be trusted."""


class _Making:
    """One making. Incidents are read one at a time; none of them stays in memory."""

    def __init__(self, data: Path, cases: CaseByCase, clock: Clock) -> None:
        self._data, self._cases, self._clock = data, cases, clock
        self._record = record_of(cases, data, None, clock)
        self._record.follow_time()
        self._settled = Settled(self._record, SituationViews(self._record, Preferences(data)))
        self._writer = CheckpointWriter()
        self._standing = array("q", cases.places(None))
        self._never = cases.holding_the_last()
        self._turn = 0

    def make(self, *, anew: bool) -> str:
        before = None if anew else self._before()
        try:
            self._take_all(before)
        except _Differs:
            return self._begin_anew()
        finally:
            if before is not None:
                before.close()
        self._writer.write(self._data / CHECKPOINT, self._index())
        words = _("检查点已更新：已办结 {n} 起，启动时不再逐条读；其余 {m} 条照读。")
        return words.format(n=len(self._writer.cases), m=len(self._standing))

    def _begin_anew(self) -> str:
        return _Making(self._data, self._cases, self._clock).make(anew=True)

    def _before(self) -> FinishedIncidents | None:
        journal, cases = self._data / JOURNAL, self._cases
        before = finished_incidents(
            self._data, journal, cases.station, self._clock.now(), cases.up_to
        )
        if before is not None and before.org != self._record.org:
            before.close()
            return None
        return before

    def _take_all(self, before: FinishedIncidents | None) -> None:
        self._turn = (before.turn + 1) % TURNS if before else 0
        for number, ident in enumerate(self._cases.idents):
            proved = number % TURNS == self._turn
            if not (before and self._kept(before, ident, proved=proved)):
                self._looked_over(ident)

    def _kept(self, before: FinishedIncidents, ident: str, *, proved: bool) -> bool:
        """Take over what was kept of an incident, if nothing was written of it since."""
        places = self._cases.places(ident)
        kept = before.raw(ident)
        if kept is None or kept[0].entries != len(places) or ident in self._never:
            return False
        case, raw = kept
        if proved:
            made = self._sheet(ident)
            if made is None or made[0] != before.sheet(ident):
                raise _Differs
        self._writer.add_raw(case, raw)
        return True

    def _looked_over(self, ident: str) -> None:
        made = None if ident in self._never else self._sheet(ident)
        if made is None:
            self._standing.extend(self._cases.places(ident))
            return
        sheet, verdicts, lots = made
        self._writer.add(sheet, verdicts=verdicts, lots=lots)

    def _sheet(self, ident: str) -> tuple[Sheet, int, tuple[Held, ...]] | None:
        entries = self._cases.entries(ident)
        if altered(entries, is_as_written):
            return None
        self._record.absorb(entries)
        incident = self._record.incident(ident)
        try:
            sheet = self._settled.sheet(incident, self._cases.places(ident).tobytes())
            if sheet is None:
                return None
            return sheet, self._verdicts(entries), tuple(lots_of(incident))
        finally:
            self._record.let_go(ident)

    def _verdicts(self, entries: Sequence[Entry]) -> int:
        station, kind = self._cases.station, VerdictKept.kind
        return sum((one.kind, one.station) == (kind, station) for one in entries)

    def _index(self) -> Index:
        arrival = self._cases.arrival
        return Index(
            __version__,
            self._cases.station,
            self._record.org,
            self._clock.now(),
            arrival,
            self._cases.up_to(arrival)[1],
            array("q", sorted(self._standing)).tobytes(),
            self._turn,
            (),
        )
