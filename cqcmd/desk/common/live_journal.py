"""The journal as this session has it open: what was taken in of it, what was last written."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cqcmd.clock import Clock
from cqcmd.desk.common.changes import Changes
from cqcmd.desk.common.entry_times import refuse_strange_time
from cqcmd.desk.common.health import Health
from cqcmd.desk.common.operator import Operator
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger

if TYPE_CHECKING:
    from cqcmd.journal.store import Journal

UNDO_FOR = timedelta(seconds=30)
"""How long an act can be taken back as a slip."""


class LiveJournal:
    """An open journal and the ledger folded from it, kept up with what others write.

    Attributes:
        operator: who sits at this terminal.
        only_looks: what whoever observes is told when he would write.
        acts: how many were written from here since the program began.
        health: whether the disk does its part.
        changes: which incidents were written about, for whoever keeps something read of them.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ledger = Ledger()
        self._journal: Journal | None = None
        self.health = Health(clock)
        self.operator = Operator()
        self._observing = False
        self.only_looks = _("观察模式只看不写，没有记录；要值班请在命令里关掉“观察模式”。")
        self.last_act: tuple[datetime, tuple[Entry, ...]] | None = None
        self.acts = 0
        self.changes = Changes()
        self._unseen: set[str | None] = set()
        """What others changed, taken in already, and not yet told by `refresh`."""

    def attach(self, journal: "Journal", ledger: Ledger) -> None:
        """Take an open journal and the ledger read from it: from now on acts can be written."""
        self._journal, self.ledger = journal, ledger
        self.changes.note_all()

    @property
    def ready(self) -> bool:
        """Whether the journal is open; until then a form can be filled in but not saved."""
        return self._journal is not None

    @property
    def journal(self) -> "Journal":
        """The open journal."""
        if self._journal is None:
            raise Refusal(_("日志还在打开，内容都在，请过一秒再保存。"))
        return self._journal

    @property
    def org(self) -> str:
        """The code of the organisation this station serves; empty before it was asked."""
        return self.ledger.serving.org if self.ledger.serving else ""

    @property
    def observing(self) -> bool:
        """Whether nothing is written from here: somebody chose to look, or has that role."""
        return self._observing or self.operator.observes

    @observing.setter
    def observing(self, observing: bool) -> None:
        self._observing = observing

    # Taking in

    def absorb(self, entries: Sequence[Entry]) -> set[str | None]:
        """Take in entries that stand in the journal; returns the incidents that changed."""
        changed = self.ledger.absorb(entries)
        self.changes.note(ident for ident in changed if ident is not None)
        return changed

    def refresh(self) -> set[str | None]:
        """Take in what others wrote since the last look; returns the incidents that changed."""
        unseen, self._unseen = self._unseen, set()
        if self._journal is None or self.writing:
            return unseen
        entries: tuple[Entry, ...] = self.health.reading(self._others_entries, ())
        return unseen | self.absorb(entries) if entries else unseen

    def _others_entries(self) -> tuple[Entry, ...]:
        journal = self.journal
        return journal.new_entries() if journal.changed() else ()

    def take_in(self) -> None:
        """Take in new entries; the next `refresh` tells which incidents changed."""
        # refresh() empties _unseen and gives it back with the new: nothing is told to nobody.
        self._unseen = self.refresh()

    # Writing

    @property
    def writing(self) -> bool:
        """Whether an act is under way, maybe waiting for the disk or for another post."""
        return self._journal is not None and self._journal.access.in_use

    def recent(self) -> tuple[Entry, ...]:
        """Return what this session's last act wrote; nothing after 30 seconds, or who observes."""
        if self.last_act is None or self.observing:
            return ()
        at, entries = self.last_act
        return entries if self.clock.now() - at <= UNDO_FOR else ()

    def refuse_observing(self) -> None:
        """Refuse to go on where nothing may be written. Raises Refusal."""
        if self.operator.observes:
            raise Refusal(_("你登录的角色是“观察”，只看不写，没有记录；要记，请值班的人记。"))
        if self.observing:
            raise Refusal(self.only_looks)

    def check_time(self, at: datetime, reason: str) -> None:
        """Refuse a moment that cannot be, or that lies far back without a reason.

        Nobody is asked for a reason who may not write at all.
        """
        self.refuse_observing()
        refuse_strange_time(at, self.clock.now(), reason)
