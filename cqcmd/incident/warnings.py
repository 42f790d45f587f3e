"""Warnings in force, folded from their entries in logical order."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry


class Issue(Struct, frozen=True):
    """A warning as issued at ``at``: a level, what it says, who issued it (3.2.2)."""

    at: datetime
    event: events.WarningIssued


class Action(Struct, frozen=True):
    """One of the eight actions as taken: when, by whom, and the level in force then (3.2.3)."""

    at: datetime
    by: str
    level: int


class Warned:
    """A warning (3.2): its issues in their order, the actions taken, its lifting."""

    __slots__ = ("actions", "issues", "lifted")

    def __init__(self, first: Issue) -> None:
        self.issues = [first]
        self.actions: dict[str, Action] = {}
        self.lifted: tuple[datetime, events.WarningLifted] | None = None

    @property
    def issued(self) -> events.WarningIssued:
        """The warning as last issued: its level, its words and its issuer are in force."""
        return self.issues[-1].event

    @property
    def since(self) -> datetime:
        """When it was last issued, which is when its level began."""
        return self.issues[-1].at


class Warnings:
    """Every warning, by id. Entries of any station may arrive in any order."""

    def __init__(self) -> None:
        self.by_id: dict[str, Warned] = {}
        self._entries: list[Entry] = []

    def absorb(self, entry: Entry) -> None:
        """Take in one entry about a warning (3.2), wherever in the logical order it belongs."""
        in_order = not self._entries or self._entries[-1].order < entry.order
        if in_order:
            self._step(entry)
            self._entries.append(entry)
            return
        events.decode(entry.kind, entry.data)  # before anything is changed
        self._entries.append(entry)
        self._entries.sort(key=lambda entry: entry.order)
        self.by_id = {}
        for other in self._entries:
            self._step(other)

    def _step(self, entry: Entry) -> None:
        match events.decode(entry.kind, entry.data):
            case events.WarningIssued() as event:
                issue, known = Issue(entry.occurred_at, event), self.by_id.get(event.warning)
                if known is None:
                    self.by_id[event.warning] = Warned(issue)
                else:
                    # Issued anew, at another level, it is in force again (3.2.4).
                    known.issues.append(issue)
                    known.lifted = None
            case events.WarningActed(warning=ident, action=action, undone=undone):
                if ident in self.by_id:
                    known = self.by_id[ident]
                    actions = known.actions
                    # Out first, so that an action taken once more stands last.
                    actions.pop(action, None)
                    if not undone:
                        level = known.issued.level
                        actions[action] = Action(entry.occurred_at, entry.writer, level)
            case events.WarningLifted(warning=ident) as event:
                if ident in self.by_id:
                    self.by_id[ident].lifted = (entry.occurred_at, event)


KINDS = frozenset(
    event.kind for event in (events.WarningIssued, events.WarningActed, events.WarningLifted)
)
