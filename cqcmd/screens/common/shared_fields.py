"""Fields that several forms have: how a decision was told, how a report was made, read back."""

from typing import Literal

from cqcmd.desk.command.forms import HOW_NAMES, How
from cqcmd.i18n import _
from cqcmd.widgets.fields.choice import Choice

TIME_EXAMPLE = _("空为现在；例 14:20、5分钟前")
PERSON_EXAMPLE = _("姓名，例 张伟")
WHO_EXAMPLE = _("姓名或单位，例 张伟")
POST_EXAMPLE = _("例 副局长")
NUMBER_EXAMPLE = _("例 63765110转801")
MAY_BE_BLANK = _("可空")
"""Stand grey in empty fields."""

_READ_BACK = {"": None, "yes": True, "no": False}


def how_field() -> Choice:
    """当面, 电话, 书面: how somebody said what he had decided."""
    return Choice("how", _("方式"), tuple(HOW_NAMES.items()))


def how_of(text: str) -> How:
    """Return the answer in `how_field`."""
    return next(how for how in HOW_NAMES if how == text)


def channel_field() -> Choice:
    """By telephone or on paper, where the plan leaves it open."""
    return Choice("channel", _("方式"), (("phone", _("电话")), ("written", _("书面"))))


def channel_of(text: str) -> Literal["phone", "written"]:
    """Return the answer in `channel_field`."""
    return "written" if text == "written" else "phone"


def read_back_field() -> Choice:
    """复诵: whether the one who took the report said it back."""
    answers = (("", _("未记")), ("yes", _("已复诵 y")), ("no", _("未复诵 n")))
    return Choice("read_back", _("复诵"), answers, letters="-yn")


def read_back_of(text: str) -> bool | None:
    """Return the answer in `read_back_field`; ``None``: nobody wrote it down."""
    return _READ_BACK[text]
