"""What is written down of resources (6): stock kept, things asked for and allotted, money spent."""

from typing import ClassVar, Literal

from cqcmd.incident.events.entry import Event, LateEvent

Category = Literal["team", "expert", "equipment", "supply", "vehicle", "link", "transport"]
"""队伍, 专家, 装备, 物资, 车辆, 通信, 运力."""

Condition = Literal["ready", "repair", "out"]
"""可用, 修整, 不能用."""

LotState = Literal["on_way", "in_place", "returned", "used_up", "lost"]
"""在途, 到位, 归还, 用完, 毁损灭失."""


class ResourceKept(LateEvent, frozen=True):
    """A resource and what holds of it; written anew under the same id, from then on (6.1-6.3).

    ``owner`` is whose it is, ``contact`` and ``phone`` who sends it, ``words`` what it can do.
    """

    kind: ClassVar[str] = "resource"
    resource: str
    category: Category
    name: str
    count: int
    unit: str = ""
    place: str = ""
    owner: str = ""
    contact: str = ""
    phone: str = ""
    condition: Condition = "ready"
    words: str = ""


class ResourceChecked(LateEvent, frozen=True):
    """Somebody looked: so many there are, those lent out counted too, in that condition."""

    kind: ClassVar[str] = "resource_checked"
    resource: str
    count: int
    condition: Condition = "ready"
    who: str = ""
    words: str = ""


class ResourceRemoved(Event, frozen=True, kw_only=True):
    """A resource is none any more; the entries about it stay."""

    kind: ClassVar[str] = "resource_removed"
    resource: str
    reason: str


class NeedAsked(LateEvent, frozen=True):
    """An incident asks for something: so much, of whom; said anew, from then on.

    ``beyond``: help from beyond the city, which the headquarters above coordinates (4.7).
    """

    kind: ClassVar[str] = "need"
    leans: ClassVar[bool] = False
    need: str
    category: Category
    name: str
    count: int
    unit: str = ""
    asked_of: str = ""
    beyond: bool = False
    place: str = ""
    words: str = ""


class NeedOver(Event, frozen=True, kw_only=True):
    """What was asked for is not needed any more."""

    kind: ClassVar[str] = "need_over"
    leans: ClassVar[bool] = False
    need: str
    reason: str


class LotAllotted(LateEvent, frozen=True):
    """Something was allotted to what an incident asked for, out of the stock or from elsewhere.

    ``resource`` is its id in the stock. ``requisitioned``: taken by order, to be given back.
    ``elsewhere`` names incidents to which the very same was allotted already.
    """

    kind: ClassVar[str] = "lot"
    leans: ClassVar[bool] = False
    lot: str
    need: str
    name: str
    count: int
    resource: str = ""
    owner: str = ""
    contact: str = ""
    phone: str = ""
    requisitioned: bool = False
    elsewhere: tuple[str, ...] = ()
    words: str = ""


class LotMoved(LateEvent, frozen=True):
    """So much of what was allotted set out, arrived, went back, was used up or is lost."""

    kind: ClassVar[str] = "lot_moved"
    of_void: ClassVar[bool] = True
    leans: ClassVar[bool] = False
    lot: str
    state: LotState
    count: int
    words: str = ""


class MoneySpent(LateEvent, frozen=True):
    """Money was spent on an incident (6.4); ``cents`` are hundredths of a yuan (分)."""

    kind: ClassVar[str] = "spent"
    leans: ClassVar[bool] = False
    spending: str
    cents: int
    purpose: str
    payee: str = ""
    approver: str = ""
    voucher: str = ""
