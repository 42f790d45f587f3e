"""What is filled in about tasks, families and referrals of 措施 and 善后, and names of states."""

from datetime import datetime

from msgspec import Struct

from cqcmd.i18n import _


class TaskForm(Struct, frozen=True, kw_only=True):
    """What is learned about a task afterwards; blank leaves it as it is."""

    words: str = ""
    owner: str = ""
    begun: datetime | None = None
    finished: datetime | None = None


class FamilyForm(Struct, frozen=True, kw_only=True):
    """A casualty, and his family; only his name must be there."""

    casualty: str
    harm: str = ""
    kin: str = ""
    phones: str = ""
    contact: str = ""
    words: str = ""


class PledgeForm(Struct, frozen=True, kw_only=True):
    """What is promised to a family, who is to do it, by when."""

    text: str
    owner: str = ""
    due: datetime | None = None


class ReferralForm(Struct, frozen=True, kw_only=True):
    """A service to which somebody is referred: for which family, who took it there, when."""

    service: str
    family: str = ""
    who: str = ""
    words: str = ""
    at: datetime | None = None


TASK_STATES: dict[str, str] = {
    "open": _("未开始"),
    "begun": _("进行中"),
    "finished": _("已完成"),
    "not_needed": _("不适用"),
}

REFERRAL_STATES: dict[str, str] = {"made": _("已转介"), "done": _("已办")}
