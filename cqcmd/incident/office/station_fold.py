"""What belongs to no incident and can be made void: folded in logical order, whatever arrives."""

from bisect import insort
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry


class StationFold:
    """Entries of any station, in any order of arrival; void ones are folded as absent.

    Attributes:
        kinds: the kinds of entries that are folded, beside those that make them void.
        struck: by id, which entry made one void, and why.
    """

    kinds: ClassVar[frozenset[str]] = frozenset()

    def __init__(self) -> None:
        self.struck: dict[str, tuple[Entry, events.Struck]] = {}
        self._entries: list[Entry] = []
        self._strikes: list[Entry] = []
        self._held = self._stale = False
        self._begin()

    def absorb(self, entry: Entry) -> None:
        """Take in one entry, wherever in the logical order it belongs."""
        events.decode(entry.kind, entry.data)  # before anything is changed
        strikes = entry.kind == events.Struck.kind
        among = self._strikes if strikes else self._entries
        in_order = not strikes and (not among or among[-1].order < entry.order)
        insort(among, entry, key=_order)
        if self._stale or not in_order:
            self._stale = True
            if not self._held:
                self._fold_anew()
        elif entry.id not in self.struck:
            self._step(entry)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Take in many entries, folded anew once at most, when this ends."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            if self._stale:
                self._fold_anew()

    def holds(self, ident: str) -> bool:
        """Return whether an entry is one of those folded here."""
        return any(entry.id == ident for entry in self._entries)

    def _fold_anew(self) -> None:
        # First what is void, then the rest: an entry may be struck long after it took effect.
        self.struck, self._stale = {}, False
        for entry in self._strikes:
            event = events.read(events.Struck, entry)
            if event.undone:
                self.struck.pop(event.entry, None)
            else:
                self.struck[event.entry] = (entry, event)
        self._begin()
        for entry in self._entries:
            if entry.id not in self.struck:
                self._step(entry)

    def _begin(self) -> None:
        raise NotImplementedError

    def _step(self, entry: Entry) -> None:
        raise NotImplementedError


def _order(entry: Entry) -> str:
    return entry.order
