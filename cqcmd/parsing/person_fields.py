"""What is typed into fields for a name or for telephone numbers alone."""

import re
from collections.abc import Iterable

from cqcmd.errors import BadInput, at_field
from cqcmd.i18n import _
from cqcmd.parsing.heads import read_heads
from cqcmd.parsing.nothing import is_total
from cqcmd.parsing.phones import read_phones
from cqcmd.patterns import regex
from cqcmd.text import half_width

_AROUND = regex(_("(?:内线|总机|手机|座机|传真|值班室|值班|电话|专线|热线)[:：]?"))
"""Words that people write around a telephone number."""
_HAN = regex(r"[\u3400-\u9fff]")
_EXTENSION = regex(_("转|分机"))
_FIGURE = regex(r"\d", re.ASCII)
SHOWN = 20


def check_phones(typed: str, field: str) -> None:
    """Refuse what is no telephone number in a field for them; a blank is none. Raises BadInput."""
    numbers = _AROUND.sub(" ", typed)
    # A name typed into the number's field: without such words a number has no Chinese left.
    if _HAN.search(_EXTENSION.sub("", numbers)):
        words = _("号码里有“{typed}”这样的字，不像电话号码；姓名请填在姓名一栏。")
        raise BadInput(words.format(typed=typed.strip()[:SHOWN]), field)
    with at_field(field):
        read_phones(numbers)


def check_name(typed: str, field: str, *, digits: int = 0) -> None:
    """Refuse figures and totals where a name belongs; a blank is left to the form. Raises BadInput.

    ``digits``: so many of them are needed to be a number; 110 is what some are called.
    """
    name = typed.strip()
    if is_total(name):
        words = _("“{name}”是表上的合计，不是人；这里填人的姓名。")
        raise BadInput(words.format(name=name[:SHOWN]), field)
    figures = sum(character.isdigit() for character in name)
    if name and figures >= digits and not any(character.isalpha() for character in name):
        words = _("“{name}”不像姓名；这里填人的姓名，号码请填在电话一栏。")
        raise BadInput(words.format(name=name[:SHOWN]), field)


def check_names(texts: Iterable[str], field: str) -> None:
    """Refuse a figure in any of several names; ``张三等5人`` is a count. Raises BadInput."""
    for name in read_heads(texts).names:
        if _FIGURE.search(half_width(name)) and name.replace("·", "").isalnum():
            words = _("“{name}”里有数字，不像姓名；请改成人的姓名，人数写成“等5人”。")
            raise BadInput(words.format(name=name[:SHOWN]), field)
