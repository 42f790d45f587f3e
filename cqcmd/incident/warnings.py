"""Warnings in force, folded from their entries in logical order."""

from datetime import datetime

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry


class Warned:
    """A warning (3.2) as last issued, when it first was, what was done, and its lifting."""

    __slots__ = ("actions", "issued", "lifted", "since")

    def __init__(self, issued: events.WarningIssued, since: datetime) -> None:
        self.issued = issued
        self.since = since
        self.actions: dict[str, tuple[datetime, str]] = {}
        self.lifted: tuple[datetime, events.WarningLifted] | None = None


class Warnings:
    """Every warning, by id. Entries of any station may arrive in any order."""

    def __init__(self) -> None:
        self.by_id: dict[str, Warned] = {}
        self._entries: list[Entry] = []

    def absorb(self, entry: Entry) -> None:
        """Take in one entry about a warning (3.2), wherever in the logical order it belongs."""
        in_order = not self._entries or self._entries[-1].order < entry.order
        self._entries.append(entry)
        if in_order:
            self._step(entry)
            return
        self._entries.sort(key=lambda entry: entry.order)
        self.by_id = {}
        for other in self._entries:
            self._step(other)

    def _step(self, entry: Entry) -> None:
        match events.decode(entry.kind, entry.data):
            case events.WarningIssued() as event:
                known = self.by_id.get(event.warning)
                if known is None:
                    self.by_id[event.warning] = Warned(event, entry.occurred_at)
                else:
                    # Issued anew, at another level, it is in force again (3.2.4).
                    known.issued, known.lifted = event, None
            case events.WarningActed(warning=ident, action=action, undone=undone):
                if ident in self.by_id:
                    actions = self.by_id[ident].actions
                    # Out first, so that an action taken once more stands last.
                    actions.pop(action, None)
                    if not undone:
                        actions[action] = (entry.occurred_at, entry.actor)
            case events.WarningLifted(warning=ident) as event:
                if ident in self.by_id:
                    self.by_id[ident].lifted = (entry.occurred_at, event)


KINDS = frozenset(
    event.kind for event in (events.WarningIssued, events.WarningActed, events.WarningLifted)
)
