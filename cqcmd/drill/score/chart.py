"""Expectations and moments drawn on an axis, a character a column; pictures are made of these."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from cqcmd.drill.score.axis import Axis
from cqcmd.drill.score.score import Judged

NOTHING, BEGIN, WITHIN, DUE, BEYOND = " ", "[", "-", "]", "."
"""Blank; its time begins, runs, is over; and what it took beyond that."""

MARKS = {"met": "O", "late": "!", "missed": "X", "pending": "?", "moot": ""}
"""Where it was done, in time or too late; where it should have been done at the latest."""

EARLIER, LATER = "<", ">"
"""The mark stands outside the window, on this side."""

MOST = 9
MANY = "+"


def bar(judged: Judged, axis: Axis, end: datetime) -> str:
    """``[----O---]``, ``[------]...!``, ``[-------X``; a mark is never hidden by its own bar.

    ``end`` is the end of the drill, where what is pending or was never begun is marked.
    """
    cells = [NOTHING] * axis.columns
    if judged.result == "moot":
        return "".join(cells)
    if judged.begin is not None and judged.due is not None:
        _fill(cells, axis.place(judged.begin), axis.place(judged.due), WITHIN)
        _put(cells, axis.place(judged.begin), BEGIN)
        _put(cells, axis.place(judged.due), DUE)
    if judged.at is not None and judged.due is not None and judged.at > judged.due:
        _fill(cells, axis.place(judged.due) + 1, axis.place(judged.at), BEYOND)
    # Last, over all else: the mark is what the reader looks for.
    _mark(cells, axis.place(_marked(judged, end)), MARKS[judged.result])
    return "".join(cells)


def counts(moments: Iterable[datetime], axis: Axis) -> str:
    """How many of the moments stand in each column: ``1`` to ``9``, of more ``+``."""
    found = Counter(axis.place(at) for at in moments)
    return "".join(figure(found[column]) for column in range(axis.columns))


def figure(count: int) -> str:
    """Return how many stand in one column, in one character."""
    if count > MOST:
        return MANY
    return str(count) if count else NOTHING


def _marked(judged: Judged, end: datetime) -> datetime:
    if judged.at is not None:
        return judged.at
    if judged.result == "missed" and judged.due is not None:
        return min(judged.due, end)
    return end


def _mark(cells: list[str], column: int, code: str) -> None:
    if column < 0:
        cells[0] = EARLIER
    elif column >= len(cells):
        cells[-1] = LATER
    else:
        cells[column] = code


def _put(cells: list[str], column: int, code: str) -> None:
    if 0 <= column < len(cells):
        cells[column] = code


def _fill(cells: list[str], first: int, last: int, code: str) -> None:
    # Within the window: a bar may begin before it and end behind it.
    for column in range(max(0, first), min(last, len(cells) - 1) + 1):
        cells[column] = code
