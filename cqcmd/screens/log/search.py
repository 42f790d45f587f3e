"""Entries of the log that pass a filter, and those among them in which a search finds its words."""

from collections.abc import Sequence

from cqcmd.text import half_width
from cqcmd.views import LogLine

APART = "\0"
"""What stands between texts that are folded as one: no text that was taken in has it."""


class LogSearch:
    """The entries in their order; a letter more is looked for only where the others were found."""

    def __init__(self, entries: Sequence[LogLine]) -> None:
        self.entries = entries
        self._texts: list[str] = []
        self._typed = ""
        self._found: Sequence[int] = range(len(entries))

    def prepare(self, most: int | None = None) -> bool:
        """Make the texts in which letters are looked for, at ``most`` so many or all that lack.

        Returns whether none lacks, so that a letter finds them there.
        """
        made = len(self._texts)
        if more := self.entries[made : None if most is None else made + most]:
            joined = APART.join(map(_text, more))
            self._texts += half_width(joined).casefold().split(APART)
        return len(self._texts) == len(self.entries)

    def found(self, typed: str) -> Sequence[int]:
        """Return where the entries stand in which every typed word is."""
        typed = half_width(typed).casefold()
        if not typed.startswith(self._typed):
            self._found = range(len(self.entries))
        for word in typed.split():
            self.prepare()
            texts = self._texts
            self._found = [place for place in self._found if word in texts[place]]
        self._typed = typed
        return self._found


def _text(entry: LogLine) -> str:
    """Return all words by which an entry is found."""
    return f"{entry.kind_name} {entry.operator} {entry.actor} {entry.words} {entry.struck}"
