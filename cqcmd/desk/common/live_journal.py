"""The journal as this session has it open: what was taken in of it, what was last written."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cqcmd.clock import Clock, SystemClock
from cqcmd.desk.common.changes import Changes
from cqcmd.desk.common.damage import Damage
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
        unopened: why the journal cannot be opened; empty while it is open or being opened.
        operator: who sits at this terminal.
        only_looks: what whoever observes is told when he would write.
        protected: what is told where the disk takes no writing, and all is read from a copy.
        acts: how many were written from here since the program began.
        health: whether the disk does its part.
        changes: which incidents were written about, for whoever keeps something read of them.
        damage: what is wrong with the record, as far as it was found.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ledger = Ledger()
        self._journal: Journal | None = None
        self.unopened = ""
        self.health = Health(clock)
        self.operator = Operator()
        self._observing = False
        self.only_looks = _("观察模式只看不写，没有记录；要值班请在命令里关掉“观察模式”。")
        self.protected = ""
        self.last_act: tuple[datetime, tuple[Entry, ...]] | None = None
        self.acts = 0
        self._set_since = timedelta()
        """By how much the time was set since the last act: seconds went by as ever."""
        self.changes = Changes()
        self.damage = Damage()
        self._untaken: tuple[Entry, ...] = ()
        """Read from the journal, and not taken in while a disk refused what they are about."""
        self._unseen: set[str | None] = set()
        """What others changed, taken in already, and not yet told by `refresh`."""

    def attach(self, journal: "Journal", ledger: Ledger) -> None:
        """Take an open journal and the ledger read from it: from now on acts can be written."""
        self._journal, self.ledger = journal, ledger
        self.changes.note_all()
        self.follow_role()

    def follow_role(self) -> None:
        """Let whoever sits here have the role that he was given last."""
        self.operator = self.operator.with_role(self.ledger.roles.get(self.operator.name, ""))

    @property
    def ready(self) -> bool:
        """Whether the journal is open; until then a form can be filled in but not saved."""
        return self._journal is not None

    @property
    def journal(self) -> "Journal":
        """The open journal."""
        if self._journal is None and self.unopened:
            raise Refusal(_("日志打不开，没有记录；填的都在，请先记在纸上，恢复日志后再保存。"))
        if self._journal is None:
            raise Refusal(_("日志还在打开，内容都在，请过一秒再保存。"))
        return self._journal

    @property
    def org(self) -> str:
        """The code of the organisation this station serves; empty before it was asked."""
        return self.ledger.serving.org if self.ledger.serving else ""

    @property
    def doubtful(self) -> bool:
        """Whether the time is not sure, so that whatever counts is marked."""
        return isinstance(self.clock, SystemClock) and bool(self.clock.doubt)

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
        rested_on = self.ledger.clock
        self._untaken += tuple(entries)
        changed = self.ledger.absorb(self._untaken)
        self._untaken = ()
        if self.ledger.clock is not rested_on:
            self.follow_time()
        self.changes.note(ident for ident in changed if ident is not None)
        return changed

    def follow_time(self) -> None:
        """Show the time that every terminal of the station shows, from the journal."""
        if isinstance(self.clock, SystemClock) and self.ledger.clock is not None:
            _entry, moved = self.ledger.clock
            before = self.clock.now()
            if moved.base is not None:
                self.clock.follow(moved.base, moved.doubt)
            self.time_was_set(self.clock.now() - before)

    def time_was_set(self, by: timedelta) -> None:
        """Read everything anew by the time that is shown from now on."""
        self._set_since += by
        self.changes.note_all()

    def refresh(self) -> set[str | None]:
        """Take in what others wrote since the last look; returns the incidents that changed."""
        unseen, self._unseen = self._unseen, set()
        if self._journal is None or self.writing:
            return unseen
        nobody: set[str | None] = set()
        return unseen | self.health.reading(self._take_others, nobody)

    def _take_others(self) -> set[str | None]:
        journal = self.journal
        entries = journal.new_entries() if journal.changed() else ()
        return self.absorb(entries) if entries or self._untaken else set()

    def note_changed(self, idents: set[str | None]) -> None:
        """Have what is shown of these read anew: something else than an entry changed it."""
        self.changes.note(ident for ident in idents if ident is not None)
        self._unseen |= idents

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
        return self.last_act[1] if self.undo_left >= timedelta() else ()

    @property
    def undo_left(self) -> timedelta:
        """How long the last act can still be taken back, however the time was set since."""
        if self.last_act is None:
            return -UNDO_FOR
        return UNDO_FOR - (self.clock.now() - self.last_act[0] - self._set_since)

    def acted(self, entries: Sequence[Entry]) -> None:
        """Take note of an act that was written: it can be taken back."""
        self.last_act = (self.clock.now(), tuple(entries))
        self._set_since = timedelta()
        self.acts += 1

    def protect(self, words: str) -> None:
        """Only look from now on: what would be written could not be kept."""
        self.protected = self.only_looks = words
        self.observing = True

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
