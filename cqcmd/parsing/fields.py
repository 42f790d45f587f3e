"""What a field of a form may hold: yes, no or perhaps; words with a number; any fact."""

from typing import Literal

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.text import half_width

Flag = Literal["yes", "no", "possible"]
NumericKind = Literal["people", "yuan", "hours", "megawatts"]

WORDS: dict[Flag, tuple[str, ...]] = {
    "yes": ("是", "有", "1", "y", "yes", "shi"),
    "no": ("否", "无", "没有", "0", "n", "no", "fou"),
    "possible": ("?", "可能", "疑似", "possible"),
}
"""What may be typed for a flag; full-width and capital letters are read as these."""

WORD_FIELDS = (
    "district",
    "unit",
    "place",
    "summary",
    "caller",
    "callback",
    "unit_profile",
    "scene",
    "cause",
)
"""Fields of a form that hold words and are no facts of the plan: no criterion reads them."""


def read_flag(text: str) -> Flag:
    """Read what a flag's field says.

    Raises:
        BadInput: none of the words.
    """
    word = half_width(text).strip().lower()
    for flag, words in WORDS.items():
        if word in words:
            return flag
    raise BadInput(_("请填 是、否 或 ?（可能）。"))
