"""The numbers of one person of a row: remarks kept, lost zeros asked about."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cqcmd.desk.contacts.forms import Doubt, Question
from cqcmd.i18n import _
from cqcmd.parsing.phone_cells import Number, read_phone_cell

ZERO = (
    ("restore", _("补上 0：{guess}")),
    ("keep", _("照原样：{digits}")),
    ("drop", _("不要这个号码")),
)
"""What may be meant by a number whose area code seems to have lost its zero."""


class Numbers(Struct):
    """What was found in the cells of numbers: a tuple a cell, words, doubts, questions."""

    cells: list[tuple[Number, ...]]
    words: list[str]
    doubts: list[Doubt]
    questions: list[Question]


def numbers_in(
    cells: Sequence[tuple[str, str]], row: int, names: Sequence[str], answers: Mapping[str, str]
) -> Numbers:
    """Return the numbers of cells, each given with its heading. Raises BadInput.

    Args:
        row: its number.
        names: whom the row names; beside a number such a word is no remark.
        answers: what the officer told already.
    """
    found = Numbers([], [], [], [])
    for heading, words in cells:
        cell = read_phone_cell(words)
        if cell.words:
            found.words.append(cell.words)
            said = _("没有号码，“{words}”记在备注里。").format(words=cell.words)
            found.doubts.append(Doubt(row, heading, said))
        found.doubts += _remarks(cell.numbers, row, heading, names)
        settled = [
            _settled(number, row, "、".join(names), answers, found) for number in cell.numbers
        ]
        found.cells.append(tuple(number for number in settled if number.digits))
    return found


def _remarks(
    numbers: Sequence[Number], row: int, heading: str, names: Sequence[str]
) -> Iterator[Doubt]:
    words = _("号码是 {digits}，“{remark}”记在备注里。")
    for number in numbers:
        if number.remark and number.remark not in names:
            said = words.format(digits=number.digits, remark=number.remark)
            yield Doubt(row, heading, said)


def _settled(
    number: Number, row: int, name: str, answers: Mapping[str, str], found: Numbers
) -> Number:
    """Return the number that is meant; one without digits where it is not wanted."""
    if not number.guess:
        return number
    key = f"zero:{row}:{number.digits}"
    answer = answers.get(key, answers.get("zero", ""))
    found.questions.append(_question(number, row, name, key, answer))
    digits = {"restore": number.guess, "drop": ""}.get(answer, number.digits)
    return Number(digits, number.remark)


def _question(number: Number, row: int, name: str, key: str, answer: str) -> Question:
    words = _("{digits} 的区号前面像是少了 0：是 {guess} 吗？")
    said = {"digits": number.digits, "guess": number.guess}
    return Question(
        kind="zero",
        key=key,
        number=row,
        name=name,
        words=words.format(**said),
        choices=tuple((code, choice.format(**said)) for code, choice in ZERO),
        rows=(row,),
        answer=answer,
    )
