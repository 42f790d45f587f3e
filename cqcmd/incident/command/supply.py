"""What an incident asked for, what was allotted and how far it came, what was spent (6)."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident.events.entry import Entry
from cqcmd.incident.events.resources import (
    Category,
    LotAllotted,
    LotMoved,
    LotState,
    MoneySpent,
    NeedAsked,
    NeedOver,
)

Standing = LotState | str
"""A state of a lot, or ``allotted`` before it set out."""

WAY = ("allotted", "on_way", "in_place")
"""Where a lot is until it is gone, the nearest last."""

BEFORE: dict[LotState, tuple[str, ...]] = {
    "on_way": ("allotted",),
    "in_place": ("on_way", "allotted"),
    "returned": ("in_place", "on_way", "allotted"),
    "used_up": ("in_place", "on_way", "allotted"),
    "lost": ("in_place", "on_way", "allotted"),
}
"""From where a part of a lot comes into a state: what is nearest first."""


class Move(Struct, frozen=True):
    """That so much of a lot came into a state: when, how it was said, and who wrote it down."""

    at: datetime
    state: LotState
    count: int
    words: str
    actor: str
    order: str


class Lot(Struct):
    """Something allotted by an entry, and how much of it is where.

    Attributes:
        arrived: how much of it ever was in place, whatever became of it.
    """

    allotted: LotAllotted
    entry: str
    at: datetime
    by: str
    amounts: dict[str, int]
    moves: list[Move] = []
    arrived: int = 0

    def movable(self, state: LotState) -> int:
        """Return how much of it can still come into a state."""
        return sum(self.amounts.get(before, 0) for before in BEFORE[state])

    def of(self, state: Standing) -> int:
        """Return how much of it is in a state now."""
        return self.amounts.get(state, 0)

    @property
    def out(self) -> int:
        """How much of it is neither back nor gone."""
        return sum(self.of(state) for state in WAY)

    def move(self, entry: Entry, event: LotMoved) -> None:
        """Take in a move; of two stations that move the same only what there is can move."""
        left = moved = min(event.count, self.movable(event.state))
        for before in BEFORE[event.state]:
            part = min(left, self.of(before))
            self.amounts[before] = self.of(before) - part
            left -= part
            if event.state in ("in_place", "used_up", "lost") and before != "in_place":
                self.arrived += part
        self.amounts[event.state] = self.of(event.state) + moved
        self.moves.append(
            Move(entry.occurred_at, event.state, moved, event.words, entry.writer, entry.order)
        )


class Held(Struct, frozen=True):
    """A lot with the incident it was allotted to, and the kind of thing it was asked for as."""

    ident: str
    number: str
    category: Category
    lot: Lot


class Need(Struct):
    """What was asked for: since when, as last said, and why it is over if it is."""

    since: datetime
    asked: NeedAsked
    over: tuple[datetime, str] | None = None


class Spending(Struct, frozen=True):
    """Money spent: when, on what, and which entry says so."""

    at: datetime
    event: MoneySpent
    actor: str
    entry: str


class Supply:
    """Needs, lots and spendings of an incident, by their ids, in order."""

    __slots__ = ("lots", "needs", "spendings")

    def __init__(self) -> None:
        self.needs: dict[str, Need] = {}
        self.lots: dict[str, Lot] = {}
        self.spendings: dict[str, Spending] = {}

    def ask(self, entry: Entry, event: NeedAsked) -> None:
        """Record what is asked for; said anew it is asked for again."""
        known = self.needs.setdefault(event.need, Need(entry.occurred_at, event))
        known.asked, known.over = event, None

    def end(self, entry: Entry, event: NeedOver) -> None:
        """Record that it is not needed any more."""
        if event.need in self.needs:
            self.needs[event.need].over = (entry.occurred_at, event.reason)

    def allot(self, entry: Entry, event: LotAllotted) -> None:
        """Record that something was allotted."""
        amounts = {"allotted": event.count}
        lot = Lot(event, entry.id, entry.occurred_at, entry.writer, amounts)
        self.lots.setdefault(event.lot, lot)

    def move(self, entry: Entry, event: LotMoved) -> None:
        """Record a move; of a lot whose allotting is void nothing can be said."""
        if event.lot in self.lots:
            self.lots[event.lot].move(entry, event)

    def spend(self, entry: Entry, event: MoneySpent) -> None:
        """Record money; said anew under the same id, the last stands."""
        spending = Spending(entry.occurred_at, event, entry.writer, entry.id)
        self.spendings[event.spending] = spending

    def lots_of(self, need: str) -> list[Lot]:
        """Return what was allotted to a need, in order."""
        return [lot for lot in self.lots.values() if lot.allotted.need == need]

    def lacking(self, need: str) -> int:
        """Return how much of what was asked for never came: asked minus in place."""
        known = self.needs[need]
        if known.over is not None:
            return 0
        return max(0, known.asked.count - sum(lot.arrived for lot in self.lots_of(need)))

    def coming(self, need: str) -> int:
        """Return how much of what was allotted to a need is still to arrive."""
        return sum(lot.of("allotted") + lot.of("on_way") for lot in self.lots_of(need))

    @property
    def cents(self) -> int:
        """All that was spent."""
        return sum(one.event.cents for one in self.spendings.values())
