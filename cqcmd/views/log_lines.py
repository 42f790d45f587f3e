"""The entries of a log, each put into words only when it is looked at."""

from collections.abc import Callable, Container, Sequence
from typing import Generic, Protocol, TypeVar, overload

from cqcmd.views.log import LogLine

ALTERED = "altered"
"""Beside the kinds of entry: those that are not what was written."""


class Written(Protocol):
    """An entry, as far as a log is looked through without its words."""

    @property
    def id(self) -> str:
        """What names it."""

    @property
    def kind(self) -> str:
        """What it records."""


Held = TypeVar("Held", bound=Written)


class LogLines(Sequence[LogLine], Generic[Held]):
    """Entries in their order. A line is made when it is asked for, and kept from then on.

    An incident may have a hundred thousand entries, of which a screen shows twenty. ``struck`` and
    ``altered`` hold the ids of those that are void, and of those that are not what was written.
    """

    def __init__(
        self,
        entries: Sequence[Held],
        say: Callable[[Held], LogLine],
        struck: Container[str],
        altered: Container[str],
    ) -> None:
        self._entries, self._say = entries, say
        self._is_struck, self._altered = struck, altered
        self._said: dict[str, LogLine] = {}

    def __len__(self) -> int:
        """How many entries there are; none of them is put into words for it."""
        return len(self._entries)

    @overload
    def __getitem__(self, place: int) -> LogLine: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[LogLine]: ...
    def __getitem__(self, place: int | slice) -> LogLine | Sequence[LogLine]:
        """Return the line at a place, or those of a stretch."""
        if isinstance(place, slice):
            return tuple(map(self._line, self._entries[place]))
        return self._line(self._entries[place])

    def __eq__(self, other: object) -> bool:
        """Whether the same is said in the same order."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as a list's: lines are made later

    @property
    def struck(self) -> list[str]:
        """The entries that are void."""
        return [entry.id for entry in self._entries if entry.id in self._is_struck]

    def only(self, kinds: Container[str], shown: Callable[[str], bool]) -> "LogLines[Held]":
        """Return those of some kinds, or of all if there is none; of void ones those ``shown``."""
        passing = [
            entry
            for entry in self._entries
            if (not kinds or entry.kind in kinds or self._is_called(entry, kinds))
            and (entry.id not in self._is_struck or shown(entry.id))
        ]
        found = LogLines(passing, self._say, self._is_struck, self._altered)
        found._said = self._said
        return found

    def _is_called(self, entry: Held, kinds: Container[str]) -> bool:
        return ALTERED in kinds and entry.id in self._altered

    def _line(self, entry: Held) -> LogLine:
        line = self._said.get(entry.id)
        if line is None:
            line = self._said[entry.id] = self._say(entry)
        return line
