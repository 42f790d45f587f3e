"""Where the boxes of the reporting chain stand: worked out from who reports to whom."""

from collections.abc import Iterator, Sequence

Pair = tuple[str, str]
"""Who reports to whom."""

Place = tuple[int, int]
"""Column and row."""


def layout(pairs: Sequence[Pair]) -> dict[str, Place]:
    """Return the place of every organisation; empty where the chain cannot be drawn in boxes.

    A column holds those that are as many reports away from the scene, by the longest way. Whoever
    is reported to first stands in the row of the sender, every other in a row of its own below.
    """
    columns = _columns(pairs)
    if not columns:
        return {}
    places = _rows(pairs, columns)
    taken = set(places.values())
    clear = all(taken.isdisjoint(_passed(places[one], places[other])) for one, other in pairs)
    return places if clear else {}


def _columns(pairs: Sequence[Pair]) -> dict[str, int]:
    """Return how far from the scene each stands; empty where reports go in a circle."""
    columns = dict.fromkeys((org for pair in pairs for org in pair), 0)
    for _round in columns:
        moved = False
        for sender, receiver in pairs:
            if columns[receiver] <= columns[sender]:
                columns[receiver], moved = columns[sender] + 1, True
        if not moved:
            return columns
    return {}


def _rows(pairs: Sequence[Pair], columns: dict[str, int]) -> dict[str, Place]:
    """Give each its row, from the scene on; a branch has all its rows before the next begins."""
    places: dict[str, Place] = {}

    def place(org: str, row: int) -> None:
        # Straight from further back, a line in this row would run through a box between.
        senders = [places[one] for one, other in pairs if other == org and one in places]
        skips = any(back == row and column + 1 < columns[org] for column, back in senders)
        if skips or (columns[org], row) in places.values():
            row = lowest() + 1
        places[org] = (columns[org], row)
        receivers = [receiver for sender, receiver in pairs if sender == org]
        # The line to one above runs where the next box of this row would stand.
        beside = not any(places[one][1] < row for one in receivers if one in places)
        for receiver in receivers:
            if receiver not in places:
                place(receiver, row if beside else lowest() + 1)
                beside = False

    def lowest() -> int:
        return max((row for _column, row in places.values()), default=-1)

    for org in sorted(columns, key=columns.__getitem__):
        if org not in places:
            place(org, lowest() + 1)
    return places


def _passed(sender: Place, receiver: Place) -> Iterator[Place]:
    """Yield the places that the line between two boxes runs through."""
    (column, row), (end, last) = sender, receiver
    if last > row:
        yield from ((column, below) for below in range(row + 1, last + 1))
    yield from ((between, max(row, last)) for between in range(column + 1, end))
    if last < row:
        yield from ((end, below) for below in range(last + 1, row + 1))
