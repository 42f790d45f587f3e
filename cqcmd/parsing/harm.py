"""Counts of people in a line: ``1死3重伤``, ``死亡2人``, ``约300人转移``, ``无人员伤亡``."""

import re
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing import harm_words as words
from cqcmd.parsing.numbers import Number
from cqcmd.parsing.quantities import Quantity, read_quantity, write_quantity
from cqcmd.parsing.scanned_line import MOST, Found, Line
from cqcmd.parsing.vocabulary import Vocabulary

_HARM = re.compile(f"{words.FIRSTS}(?:{words.COUNT_FIRST}|{words.LABEL_FIRST})", re.ASCII)
_LABEL_AHEAD = re.compile(words.LABEL_AHEAD)
_LABEL_WITHOUT_COUNT = re.compile(words.LABEL_WITHOUT_COUNT)
_COUNT_AHEAD = re.compile(words.COUNT_AHEAD, re.ASCII)
_PLANNED = re.compile(words.PLANNED)
_NOBODY = re.compile(words.NOBODY)
_ZERO = {
    "伤亡": ("deaths", "serious_injuries"),
    "死伤": ("deaths", "serious_injuries"),
    "死亡": ("deaths",),
    "受伤": ("serious_injuries", "light_injuries"),
    "重伤": ("serious_injuries",),
    "轻伤": ("light_injuries",),
    "被困": ("trapped",),
    "失踪": ("missing",),
    "失联": ("missing",),
}


class _Harm(Struct, frozen=True):
    field: str
    count: Quantity
    start: int
    end: int
    question: str = ""
    overall: bool = False
    """Deaths and injuries in one count; a count of its own replaces it."""


def find_harm(line: Line, vocabulary: Vocabulary, equipment: str | None) -> None:
    """Find every count of people, and every plain statement that there are none."""
    text = line.open
    # 无一人受伤 is blotted out first: its 一人 must not become a count of the injured.
    counts = _of_which(_counts(_NOBODY.sub(_blot, text)), text)
    for harm in _each_field_once(counts):
        field = _placed(harm.field, vocabulary, equipment)
        value = write_quantity(harm.count, "people")
        line.add(Found(field, value, harm.start, harm.end, harm.question))
    for nobody in islice(_NOBODY.finditer(line.open), MOST):
        _add_zeros(line, nobody, vocabulary, equipment)


def _blot(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def _counts(text: str) -> list[_Harm]:
    counts: list[_Harm] = []
    place = 0
    while len(counts) < MOST and (found := _HARM.search(text, place)):
        other_reading = _reads_better_later(found, text)
        place = other_reading or found.end()
        if not other_reading:
            counts += _harm(found, text)
    return counts


def _reads_better_later(found: re.Match[str], text: str) -> int:
    """Return where to go on if a blank parts the count from a word with a count of its own.

    ``有人死亡 3人重伤`` is three seriously injured, ``困3人 死亡1人`` one dead. Zero: it has not.
    """
    if found["gap_b"] == " " and _LABEL_AHEAD.match(text, found.end()):
        return found.end("label_b")
    if found["gap_a"] == " " and _COUNT_AHEAD.match(text, found.end()):
        return found.start("label_a")
    return 0


def _harm(found: re.Match[str], text: str) -> list[_Harm]:
    side = "a" if found["label_a"] else "b"
    label, field = found[f"label_{side}"], words.WORD_FIELD[found[f"label_{side}"]]
    try:
        count = read_quantity(found[f"count_{side}"], "people")
    except BadInput:
        return []
    before = text[max(found.start() - 4, 0) : found.end(f"label_{side}")]
    if field == "relocated" and _PLANNED.search(before):
        field = "relocation_planned"
    doubted = any(found[f"{name}_{side}"] for name in ("doubt", "inner", "about"))
    if field != "relocation_planned" and (doubted or label in words.UNKNOWN_FATE):
        count = Quantity(None, count.possible)
    if field == "harmed":
        return _harmed(count, found)
    question = _whose(found, text) or _question(field, found[f"more_{side}"])
    return [_Harm(field, count, *found.span(), question)]


def _whose(found: re.Match[str], text: str) -> str:
    """Ask whose a count is that stands between two words, of which the second has none."""
    after = _LABEL_WITHOUT_COUNT.match(text, found.end()) if found["label_b"] else None
    if after is None:
        return ""
    return _("“{count}”也可能说的是“{word}”，请核对。").format(
        count=found["count_b"], word=after[0]
    )


def _harmed(count: Quantity, found: re.Match[str]) -> list[_Harm]:
    question = _("伤亡中死、重伤、轻伤各几人？")
    # 伤亡5人 may be five dead or five injured, so it confirms neither and makes both possible.
    possible = Quantity(None, count.possible)
    fields = ("deaths", "injuries_unclear")
    return [_Harm(field, possible, *found.span(), question, overall=True) for field in fields]


def _question(field: str, more: str | None) -> str:
    if field == "injuries_unclear":
        return _("是重伤、轻伤还是未明？先按未明。")
    return _("“余”“多”按至少计，准确数是多少？") if more else ""


def _of_which(counts: list[_Harm], text: str) -> list[_Harm]:
    """Take parts out of their whole: of ``5人受伤，其中2人重伤`` three are still unclear."""
    result: list[_Harm] = []
    total: int | None = None
    inside = False
    for harm in counts:
        between = text[result[-1].end if result else 0 : harm.start]
        inside = ";" not in between and (inside or "其中" in between or between == "(")
        if harm.field == "injuries_unclear":
            total, inside = len(result), False
        elif inside and total is not None and harm.field in _PART_OF_INJURED:
            whole = result[total]
            left = _less(whole.count, harm.count)
            question = whole.question if left.possible else ""
            result[total] = replace(whole, count=left, question=question)
        result.append(harm)
    return result


_PART_OF_INJURED = ("deaths", "serious_injuries", "light_injuries")


def _less(whole: Quantity, part: Quantity) -> Quantity:
    def less(total: Number | None, taken: Number | None) -> Number | None:
        return None if total is None else max(total - (taken or 0), 0)

    return Quantity(less(whole.confirmed, part.confirmed), less(whole.possible, part.confirmed))


def _each_field_once(counts: list[_Harm]) -> list[_Harm]:
    """Keep of two counts of a field the greater, with a question; the other stays as text."""
    kept: dict[str, _Harm] = {}
    for harm in counts:
        other = kept.get(harm.field)
        if other is None or other.overall:
            kept[harm.field] = harm
            continue
        if harm.overall:
            continue
        greater = max(other, harm, key=lambda one: one.count.possible or 0)
        kept[harm.field] = replace(greater, question=_("说了两个数，按较大的，请核对。"))
    return list(kept.values())


def _placed(field: str, vocabulary: Vocabulary, equipment: str | None) -> str:
    """Return ``stranded`` for people in a car, a cabin or a ride; elsewhere ``trapped``.

    The trapped are possible deaths, the stranded are not (docs/decisions/001, 5).
    """
    if field not in ("trapped", "stranded"):
        return field
    if equipment is None:
        return field
    return "stranded" if vocabulary.bears_on("stranded", equipment) else "trapped"


def _add_zeros(
    line: Line, nobody: re.Match[str], vocabulary: Vocabulary, equipment: str | None
) -> None:
    weak = nobody["weak"] in ("暂", "暂时", "尚") or nobody["seen"] in ("发现", "接到")
    question = _("只是暂时没有发现，先按 0，请核对。") if weak else ""
    for field in _ZERO[nobody["harm"]]:
        placed = _placed(field, vocabulary, equipment)
        if not line.has(placed):
            line.add(Found(placed, "0", *nobody.span(), question))
