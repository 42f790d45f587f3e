"""One line of the table, and the table."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

HEAD = ("#", "work", "base", "measured", "budget", "limit", "", "figures")


class Row(Struct, frozen=True, kw_only=True):
    """What was measured, beside what it may be.

    ``unit`` stands behind the numbers (``x``: a ratio to the base). ``at_least``: more is better.
    ``figures`` are the absolute ones, for the machine at hand alone.
    """

    number: str
    work: str
    base: str
    measured: float
    budget: float
    limit: float | None = None
    unit: str = "x"
    at_least: bool = False
    figures: str = ""

    @property
    def verdict(self) -> str:
        """``met``; ``in limit`` between budget and limit; ``MISSED``."""
        if self._within(self.budget):
            return "met"
        return "in limit" if self.limit is not None and self._within(self.limit) else "MISSED"

    def _within(self, bound: float) -> bool:
        return self.measured >= bound if self.at_least else self.measured <= bound

    def cells(self) -> tuple[str, ...]:
        """The line as text, column by column."""
        limit = "" if self.limit is None else self._shown(self.limit)
        measured, budget = self._shown(self.measured), self._shown(self.budget)
        return (
            *(self.number, self.work, self.base, measured),
            *(budget, limit, self.verdict, self.figures),
        )

    def _shown(self, value: float) -> str:
        space = "" if self.unit == "x" else " "
        digits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 100 else 2
        return f"{value:,.{digits}f}{space}{self.unit}"


def table(rows: Iterable[Row]) -> str:
    """The rows under their heads."""
    return columns([HEAD, *(row.cells() for row in rows)])


def columns(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells, each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
