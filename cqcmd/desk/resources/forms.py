"""What is filled in of resources (6), and the names of their kinds and states."""

from datetime import datetime

from msgspec import Struct

from cqcmd.errors import at_field
from cqcmd.i18n import _
from cqcmd.incident.events.resources import Category as Category
from cqcmd.incident.events.resources import Condition as Condition
from cqcmd.incident.events.resources import LotState as LotState
from cqcmd.parsing.phones import read_phones

CATEGORIES: dict[Category, str] = {
    "team": _("队伍"),
    "expert": _("专家"),
    "equipment": _("装备"),
    "supply": _("物资"),
    "vehicle": _("车辆"),
    "link": _("通信"),
    "transport": _("运力"),
}

ROLES: dict[Category, str] = {
    "team": "resources.teams",
    "expert": "resources.teams",
    "equipment": "resources.supplies",
    "supply": "resources.supplies",
    "vehicle": "resources.supplies",
    "link": "resources.links",
    "transport": "resources.links",
}
"""Where the plan speaks of a kind."""

UNITS: dict[Category, str] = {
    "team": _("支"),
    "expert": _("人"),
    "equipment": _("台"),
    "supply": _("件"),
    "vehicle": _("辆"),
    "link": _("套"),
    "transport": _("辆"),
}
"""In what a kind is counted where nobody says otherwise."""

CONDITIONS: dict[Condition, str] = {
    "ready": _("可用"),
    "repair": _("修整"),
    "out": _("不能用"),
}

LOT_STATES: dict[str, str] = {
    "allotted": _("已调拨"),
    "on_way": _("在途"),
    "in_place": _("到位"),
    "returned": _("已归还"),
    "used_up": _("用完"),
    "lost": _("毁损灭失"),
}


def phone_in(typed: str) -> str:
    """Return the numbers in a field as they are written. Raises BadInput beside it: none is one."""
    with at_field("phone"):
        return "、".join(read_phones(typed))


class ResourceForm(Struct, frozen=True, kw_only=True):
    """A resource as it is kept; see `ResourceKept`."""

    category: Category
    name: str
    count: int = 1
    unit: str = ""
    place: str = ""
    owner: str = ""
    contact: str = ""
    phone: str = ""
    condition: Condition = "ready"
    words: str = ""


class CheckForm(Struct, frozen=True, kw_only=True):
    """What somebody found who looked."""

    count: int
    condition: Condition = "ready"
    who: str = ""
    words: str = ""
    at: datetime | None = None


class NeedForm(Struct, frozen=True, kw_only=True):
    """What an incident asks for; see `NeedAsked`."""

    category: Category
    name: str
    count: int
    unit: str = ""
    asked_of: str = ""
    beyond: bool = False
    place: str = ""
    words: str = ""
    at: datetime | None = None


class AllotForm(Struct, frozen=True, kw_only=True):
    """What is allotted to a need; see `LotAllotted`."""

    name: str
    count: int
    owner: str = ""
    contact: str = ""
    phone: str = ""
    requisitioned: bool = False
    words: str = ""
    at: datetime | None = None


class MoveForm(Struct, frozen=True, kw_only=True):
    """How far so much of a lot came."""

    state: LotState
    count: int
    words: str = ""
    at: datetime | None = None


class SpendForm(Struct, frozen=True, kw_only=True):
    """Money spent; see `MoneySpent`."""

    cents: int
    purpose: str
    payee: str = ""
    approver: str = ""
    voucher: str = ""
    at: datetime | None = None
