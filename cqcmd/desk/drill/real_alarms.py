"""The real record while a drill is played: what it asks for is shown, nothing in it is done."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from cqcmd.clock import Clock
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.plan_files import Plans
from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.drill.drawer import is_drill
from cqcmd.desk.situation.views import SituationViews
from cqcmd.desk.station.post_time import PostTime
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.incident.ledger import Ledger
from cqcmd.paths import JOURNAL
from cqcmd.rules.plan import Plan
from cqcmd.views import Alert

if TYPE_CHECKING:
    from cqcmd.journal.read_only import ReadOnlyJournal

REST = timedelta(seconds=10)
"""How long a journal that could not be read is left alone."""


class RealWatch:
    """The bells of the real post, read from its journal by a connection that cannot write.

    Its office has no journal to write to. ``poll`` may run in a thread; ``alerts`` and the clock
    may be asked meanwhile.

    Attributes:
        clock: the machine's, which no drill hurries.
        bells: everything that may ring by the last look.
    """

    def __init__(self, data: Path, plan: Plan, clock: Clock, plans: Plans | None = None) -> None:
        """Watch the journal in ``data``; nothing is opened yet.

        ``plans``: where the plans lie that its incidents are under.

        Raises:
            BadInput: ``data`` is a drill's.
        """
        if is_drill(data):
            raise BadInput(_("{place} 是演练的目录，里面没有真实的时限。").format(place=data))
        self.clock = clock
        self.bells: tuple[Alert, ...] = ()
        self._path = data / JOURNAL
        self._plan, self._plans = plan, plans
        self._journal: ReadOnlyJournal | None = None
        self._open_record, self._settings = self._anew(), Preferences(data)
        self._lock = Lock()
        self._closed = False
        self._failed_at: datetime | None = None

    def poll(self) -> None:
        """Take in what was written since; where there is no journal nothing rings.

        Raises:
            Refusal: it cannot be read; the bells are those of the last look.
        """
        with self._lock:
            if self._closed or self._rests():
                return
            try:
                self._read()
                self._failed_at = None
            except Refusal:
                self._failed_at = self.clock.now()
                self._let_go()
                raise

    def close(self) -> None:
        """Let go of the journal; a look under way is waited for, and none comes after."""
        with self._lock:
            self._closed = True
            self._let_go()

    def _rests(self) -> bool:
        return self._failed_at is not None and abs(self.clock.now() - self._failed_at) < REST

    def _read(self) -> None:
        if self._journal is not None and self._journal.replaced:
            self._let_go()
        if self._journal is None:
            self._open()
        elif self._journal.changed():
            self._open_record.absorb(self._journal.new_entries())
        self.bells = tuple(SituationViews(self._open_record, self._settings).alerts())

    def _open(self) -> None:
        # late: SQLAlchemy loads slowly; poll() may run in a thread
        from cqcmd.journal.faults import JournalMissing
        from cqcmd.journal.read_only import ReadOnlyJournal  # late: as above

        # Emptied even if none can be opened: a journal that is gone must not go on ringing.
        self._open_record = self._anew()
        with suppress(JournalMissing):  # another session may make it
            self._journal = ReadOnlyJournal.open(self._path)
            self._settings.peek()
            self._open_record.ledger = Ledger(self._journal.station)
            self._open_record.absorb(self._journal.new_entries())
            PostTime(self._open_record, self._path.parent).settle(self._journal.recorded_at)

    def _anew(self) -> OpenRecord:
        open_record = OpenRecord(self._plan, self.clock, self._plans)
        open_record.observing = True
        return open_record

    def _let_go(self) -> None:
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()


def foremost(bells: Sequence[Alert], now: datetime) -> Alert | None:
    """Return what is most urgent: a team that does not answer, else what is due first."""
    silent = [bell for bell in bells if bell.people and bell.over(now)]
    # Reversed, so that of several due at one moment the first stays.
    due = {bell.due: bell for bell in reversed(silent or list(bells)) if bell.due is not None}
    return due[min(due)] if due else None
