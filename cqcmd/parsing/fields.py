"""What a field of a form may hold: yes, no or perhaps; an answer of several; words."""

from typing import Literal

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.rules.form_fields import WORD_FIELDS as WORD_FIELDS
from cqcmd.rules.form_fields import is_read as is_read
from cqcmd.rules.rows import Choice, Fact
from cqcmd.text import half_width

Flag = Literal["yes", "no", "possible"]
NumericKind = Literal["people", "yuan", "hours", "megawatts"]

WORDS: dict[Flag, tuple[str, ...]] = {
    "yes": ("是", "有", "1", "y", "yes", "shi"),
    "no": ("否", "无", "没有", "0", "n", "no", "fou"),
    "possible": ("?", "可能", "疑似", "possible"),
}
"""What may be typed for a flag; full-width and capital letters are read as these."""


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


def choice_text(fact: Fact, choice: Choice) -> str:
    """Return how a field writes an answer: ``?未明`` where it leaves the matter open."""
    unsure = [other for other in fact.choices if other.reading == "possible"][-1:]
    return f"?{choice.name}" if choice in unsure else choice.name


def read_choice(fact: Fact, text: str) -> str:
    """Read the code of an answer from its number, its name or how the name begins.

    Raises:
        BadInput: none of the answers, or more than one.
    """
    word = half_width(text).strip().removeprefix("?")
    if word.isdecimal() and word.isascii() and 1 <= int(word) <= len(fact.choices):
        return fact.choices[int(word) - 1].code
    names = {choice.code: half_width(choice.name) for choice in fact.choices}
    exact = [code for code, name in names.items() if word in (name, code)]
    begun = [code for code, name in names.items() if word and name.startswith(word)]
    found = exact or begun
    if len(found) != 1:
        numbered = "、".join(f"{i} {choice.name}" for i, choice in enumerate(fact.choices, 1))
        raise BadInput(_("请选：{choices}。").format(choices=numbered))
    return found[0]
