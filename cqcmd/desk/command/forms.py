"""What is filled in at 指挥: who takes command, what is decided, who is called out; and the labels.

Names of steps, ways and states are said here once, for screens and for the log.
"""

from datetime import datetime

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.incident.events.annex import SentenceState as SentenceState
from cqcmd.incident.events.annex import Service as Service
from cqcmd.incident.events.command import How as How
from cqcmd.incident.events.command import Level as Level
from cqcmd.incident.events.command import PersonState as PersonState
from cqcmd.incident.events.command import StepCode as StepCode
from cqcmd.rules.rows import ResponseLevel as ResponseLevel

REASONED = ("raised", "lowered", "ended", "consulted")
"""Steps of the response that say why, or what was thought."""


class CommandForm(Struct, frozen=True, kw_only=True):
    """Who takes command of which headquarters, from whom, and how that was said."""

    headquarters: Level
    who: str
    post: str = ""
    how: How = ""
    relieved: str = ""
    at: datetime


class SetUpForm(Struct, frozen=True, kw_only=True):
    """When and where a headquarters was set up, and its members as they were typed."""

    headquarters: Level
    place: str
    members: str = ""
    at: datetime


class ActForm(Struct, frozen=True, kw_only=True):
    """An act of the headquarters as it was decided."""

    act: str
    who: str
    post: str = ""
    how: How = ""
    words: str = ""
    lifted: bool = False
    at: datetime


class StepForm(Struct, frozen=True, kw_only=True):
    """A step as somebody took it: who, in which post, told how, when.

    ``last`` is the entry of the same step that stood when the form was opened, if one looked.
    """

    step: StepCode
    level: ResponseLevel | None = None
    who: str = ""
    post: str = ""
    how: How = ""
    at: datetime
    words: str = ""
    items: str = ""
    duration: str = ""
    measures: str = ""
    last: str | None = None


STEP_NAMES: dict[str, str] = {
    "verified": _("查证核实"),
    "consulted": _("会商"),
    "proposed": _("建议启动"),
    "approved": _("批准"),
    "started": _("启动"),
    "raised": _("提高"),
    "lowered": _("降低"),
    "ended": _("终止"),
}


HOW_NAMES: dict[How, str] = {
    "": _("未记"),
    "face": _("当面"),
    "phone": _("电话"),
    "written": _("书面"),
}


LEVELLED = ("proposed", "approved", "started", "raised", "lowered")
"""Steps that are about a level."""


class PersonForm(Struct, frozen=True, kw_only=True):
    """Somebody to be given a place; ``contact`` is his id in the 通讯录, if he is in it."""

    name: str
    post: str = ""
    unit: str = ""
    phones: tuple[str, ...] = ()
    contact: str = ""


PERSON_STATES: dict[str, str] = {
    "called": _("未打通"),
    "notified": _("已通知"),
    "accepted": _("已应答"),
    "on_way": _("在途"),
    "on_scene": _("到场"),
    "released": _("撤离"),
}


class UnitDutyForm(Struct, frozen=True, kw_only=True):
    """Duty sentences of a unit (annex 1) came into a state: by whose word, told how, when."""

    unit: str
    duties: tuple[int, ...]
    state: SentenceState
    who: str
    how: How = ""
    words: str = ""
    at: datetime


SENTENCE_STATES: dict[str, str] = {
    "": _("未通知"),
    "notified": _("已通知"),
    "accepted": _("已受领"),
    "done": _("已完成"),
}


SERVICES: dict[Service, str] = {
    "power": _("供电"),
    "water": _("供水"),
    "gas": _("供气"),
    "other": _("其他"),
}
