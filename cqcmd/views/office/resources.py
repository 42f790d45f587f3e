"""Resources (6): what there is; what an incident asked for, has, lacks and spent."""

from datetime import datetime

from msgspec import Struct


class StockView(Struct, frozen=True):
    """A resource of the stock: how many there are, how many are free, when somebody last looked.

    ``held`` says where the others are; ``fault`` what does not add up; ``stale`` that nobody
    looked for too long. ``removed`` says when and why it was taken out.
    """

    ident: str
    category: str
    category_name: str
    name: str
    unit: str
    count: int
    free: int
    place: str
    owner: str
    contact: str
    phone: str
    condition: str
    condition_name: str
    words: str
    looked_at: datetime
    looked_by: str
    stale: bool
    held: tuple[str, ...]
    fault: str
    removed: str
    clause: str


class LotStep(Struct, frozen=True):
    """That so much of a lot came into a state."""

    name: str
    count: int
    at: datetime
    words: str
    actor: str


class LotView(Struct, frozen=True):
    """Something allotted: whose, how much of it is where, every step with its time.

    ``amounts`` has a state, its name and how much is in it now, in the order of their course;
    ``movable`` a state and how much can come into it.
    ``next_state`` is what Space records of all that waits for it; empty once it is in place.
    """

    ident: str
    need: str
    name: str
    count: int
    unit: str
    owner: str
    contact: str
    phone: str
    requisitioned: bool
    elsewhere: str
    words: str
    amounts: tuple[tuple[str, str, int], ...]
    movable: tuple[tuple[str, int], ...]
    steps: tuple[LotStep, ...]
    out: int
    next_state: str

    @property
    def standing(self) -> str:
        """``在途2 到位4``; the number alone goes without saying where it is all of it."""
        if len(self.amounts) == 1:
            return self.amounts[0][1]
        return " ".join(f"{name}{count}" for _state, name, count in self.amounts)


class NeedView(Struct, frozen=True):
    """What was asked for, of whom, what became of it; ``lacking`` is asked minus in place.

    ``over`` says when and why it is not needed any more.
    """

    ident: str
    category: str
    category_name: str
    name: str
    count: int
    unit: str
    lacking: int
    coming: int
    asked_of: str
    beyond: str
    place: str
    words: str
    since: datetime
    over: str
    lots: tuple[LotView, ...]
    clause: str


class SpendingView(Struct, frozen=True):
    """Money spent."""

    ident: str
    entry: str
    at: datetime
    cents: int
    sum_words: str
    purpose: str
    payee: str
    approver: str
    voucher: str
    actor: str


class SupplyView(Struct, frozen=True):
    """All of an incident: needs, what was spent and its sum."""

    needs: tuple[NeedView, ...]
    spendings: tuple[SpendingView, ...]
    sum_words: str
    money_clause: str

    @property
    def lacking(self) -> tuple[NeedView, ...]:
        """What is lacking."""
        return tuple(need for need in self.needs if need.lacking)

    @property
    def lots(self) -> tuple[LotView, ...]:
        """All that was allotted."""
        return tuple(lot for need in self.needs for lot in need.lots)

    @property
    def lacking_words(self) -> str:
        """``排水泵 6台、急救药品 20件``; empty where nothing is lacking."""
        return "、".join(f"{need.name} {need.lacking}{need.unit}" for need in self.lacking)
