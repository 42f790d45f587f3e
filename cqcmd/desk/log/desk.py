"""The log itself: notes, promises, and striking what is void."""

from collections.abc import Iterable
from datetime import datetime
from math import ceil

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import Noted, Opened, Promised, PromiseKept, Struck
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger

SLIP = _("误按")


class LogDesk:
    """The verbs of 日志."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    def note(self, ident: str, text: str, at: datetime | None = None, *, reason: str = "") -> None:
        """Write a free note."""
        open_record = self._open_record
        if not text.strip():
            raise BadInput(_("记事是空的，未保存。"), "text")
        if at is not None:
            open_record.check_time(at, reason)
        with open_record.act() as write:
            open_record.incident(ident)
            write.append(Noted(text=text.strip(), late_reason=reason), ident, at)

    def promise(self, ident: str, text: str, due: datetime | None) -> None:
        """Write down what was promised to somebody, and by when."""
        if not text.strip():
            raise BadInput(_("承诺事项是空的，未保存。"), "text")
        with self._open_record.act() as write:
            self._open_record.incident(ident)
            write.append(Promised(text=text.strip(), due=due), ident)

    def keep_promise(self, ident: str, entry: str) -> None:
        """Record that a promise was kept."""
        with self._open_record.act() as write:
            if entry not in self._open_record.incident(ident).promises:
                raise BadInput(_("这件承诺已经办结。"))
            write.append(PromiseKept(entry=entry), ident)

    def strike(self, ident: str | None, entry: str, reason: str) -> None:
        """Mark an entry void; it stays in the log, and can be made to stand again.

        Without ``ident`` it is one of the station's own: of a warning, of a hazard.
        """
        if not reason.strip():
            raise BadInput(_("作废须写明原因。"))
        with self._open_record.act() as write:
            target = self._target(ident, entry)
            if self._is_struck(ident, entry):
                raise BadInput(_("这一条已经作废。"))
            write.append(Struck(entry=target.id, reason=reason.strip()), ident)

    def restore(self, ident: str | None, entry: str, reason: str = "") -> None:
        """Make a struck entry stand again."""
        with self._open_record.act() as write:
            self._target(ident, entry)
            if not self._is_struck(ident, entry):
                raise BadInput(_("这一条没有作废。"))
            write.append(Struck(entry=entry, reason=reason, undone=True), ident)

    @property
    def last_at(self) -> datetime | None:
        """When this session last wrote something, if it did: one act has one moment."""
        return self._open_record.last_act[0] if self._open_record.last_act else None

    @property
    def last_incident(self) -> str:
        """The incident of this session's last act that can still be struck; empty without one."""
        recent = self._open_record.recent()
        return next((entry.incident or "" for entry in recent if self._strikable(entry)), "")

    @property
    def acts(self) -> int:
        """How many acts this session has written."""
        return self._open_record.acts

    def can_undo(self) -> bool:
        """Return whether this session's last act is less than 30 seconds old and can be struck."""
        return any(self._strikable(entry) for entry in self._open_record.recent())

    def undo_left(self, ident: str | None = None) -> int:
        """Return for how many seconds `undo` would still do something; 0 if it would refuse."""
        last = self._open_record.last_act
        if last is None or not self.can_undo():
            return 0
        if ident is not None and not self._only_about(ident, last[1]):
            return 0
        return ceil(self._open_record.undo_left.total_seconds())

    def undo(self, ident: str | None = None) -> None:
        """Strike this session's last act, reason 误按; with ``ident`` only if it was about that."""
        open_record = self._open_record
        entries = [entry for entry in open_record.recent() if self._strikable(entry)]
        if not entries:
            raise BadInput(_("30 秒内没有可以撤回的操作；更早的请在日志里作废。"))
        if ident is not None and not self._only_about(ident, entries):
            raise BadInput(_("上一步操作属于另一起事件，请到那一起里撤回。"))
        # A call is taken back by its opening alone, so that one entry makes it whole again.
        opening = [entry for entry in entries if entry.kind == Opened.kind]
        with open_record.act() as write:
            for entry in opening or entries:
                write.append(Struck(entry=entry.id, reason=SLIP), entry.incident)
        open_record.last_act = None

    def _target(self, ident: str | None, entry: str) -> Entry:
        ledger = self._open_record.ledger
        own = ledger.station_entries
        for other in own if ident is None else self._open_record.incident(ident).entries:
            if other.id == entry and self._strikable(other):
                return other
        raise BadInput(_("这一条不能作废。"))

    def _is_struck(self, ident: str | None, entry: str) -> bool:
        if ident is None:
            return self._open_record.ledger.struck(entry) is not None
        return entry in self._open_record.incident(ident).struck

    def _strikable(self, entry: Entry) -> bool:
        return can_be_struck(self._open_record.ledger, entry)

    def _only_about(self, ident: str, entries: Iterable[Entry]) -> bool:
        """Whether what can be struck is about an incident, with what it says of a warning."""
        found = {entry.incident for entry in entries if self._strikable(entry)}
        return found in ({ident}, {ident, None})


def can_be_struck(ledger: Ledger, entry: Entry) -> bool:
    """Return whether an entry can be made void: of an incident any, of the station's a few."""
    if entry.kind == Struck.kind:
        return False
    return entry.incident is not None or any(entry.kind in fold.kinds for fold in ledger.folds)
