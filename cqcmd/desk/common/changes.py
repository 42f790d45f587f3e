"""Which incidents were written about, so that nobody looks at those that were not."""

from collections.abc import Iterable


class Changes:
    """A running number for each change; whoever reads remembers how far he has read.

    ``since`` costs a step for each incident that changed, however many there are.
    """

    def __init__(self) -> None:
        self.number = 0
        self._all = 0
        self._of: dict[str, int] = {}

    def note(self, idents: Iterable[str]) -> None:
        """Something was written about these."""
        self.number += 1
        for ident in idents:
            # Taken out first: the dict stays in the order of the last change.
            self._of.pop(ident, None)
            self._of[ident] = self.number

    def note_all(self) -> None:
        """Every incident may read otherwise: another plan, another station, another record."""
        self.number += 1
        self._all = self.number

    def since(self, number: int) -> set[str] | None:
        """Return what changed after ``number``; ``None`` where everything may have."""
        if self._all > number:
            return None
        found = set()
        for ident, changed in reversed(self._of.items()):
            if changed <= number:
                break
            found.add(ident)
        return found
