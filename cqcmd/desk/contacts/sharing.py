"""Several people in one cell: whether they are several, and which numbers are whose."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from cqcmd.desk.contacts.forms import Doubt, Question
from cqcmd.i18n import _
from cqcmd.parsing.name_cells import NameCell
from cqcmd.parsing.phone_cells import Number

Cells = Sequence[tuple[Number, ...]]
Share = tuple[str, Sequence[Number]]


class Told(Protocol):
    """Where doubts and questions of a row are gathered."""

    doubts: list[Doubt]
    questions: list[Question]


def shared_out(
    names: NameCell, cells: Cells, row: int, answers: Mapping[str, str], told: Told
) -> list[Share]:
    """Return each person with his numbers; what is not plain is asked."""
    if len(names.names) == 1:
        return [(names.names[0], _once(names.names, cells))]
    paired = _paired(names.names, cells)
    if names.sure and paired is not None:
        told.doubts.append(Doubt(row, _("姓名"), _several(names.names)))
        return paired
    key = f"people:{row}:{'、'.join(names.names)}"
    answer = answers.get(key, answers.get("people", ""))
    choices = dict(_choices(names, cells, paired))
    answer = answer if answer in choices else ""
    told.questions.append(_question(names, cells, key, row, (choices, answer)))
    return _as_answered(names, cells, paired, answer)


def _paired(names: Sequence[str], cells: Cells) -> list[Share] | None:
    """Return whose number is whose where each cell has one for each, or names them."""
    shares: dict[str, list[Number]] = {name: [] for name in names}
    for cell in cells:
        owners = [number.remark for number in cell]
        if cell and set(owners) <= shares.keys():
            pairs = list(zip(owners, cell, strict=True))
        elif len(cell) in (0, len(names)):
            pairs = list(zip(names, cell, strict=False))
        else:
            return None
        for name, number in pairs:
            shares[name].append(_unnamed(number, names))
    return list(shares.items())


def _as_answered(
    names: NameCell, cells: Cells, paired: list[Share] | None, answer: str
) -> list[Share]:
    if answer == "one":
        return [("、".join(names.names), _once(names.names, cells))]
    if answer == "each" and paired is not None:
        return paired
    owner = int(answer.removeprefix("of:")) if answer.startswith("of:") else -1
    everybody = answer == "all"
    return [
        (name, _once(names.names, cells) if everybody or place == owner else ())
        for place, name in enumerate(names.names)
    ]


def _once(names: Sequence[str], cells: Cells) -> tuple[Number, ...]:
    """Return all numbers, each once; the name beside one is no remark."""
    numbers = (number for cell in cells for number in cell)
    return tuple({number.digits: _unnamed(number, names) for number in numbers}.values())


def _unnamed(number: Number, names: Sequence[str]) -> Number:
    return Number(number.digits, "" if number.remark in names else number.remark)


def _several(names: Sequence[str]) -> str:
    words = _("一格里有 {count} 人，分成 {names}。")
    return words.format(count=len(names), names="、".join(names))


def _choices(
    names: NameCell, cells: Cells, paired: list[Share] | None
) -> Iterator[tuple[str, str]]:
    """Yield what may be meant; numbers that are nobody's yet go to one or to all."""
    if paired is not None:
        yield "each", _("是 {count} 个人，号码按顺序").format(count=len(names.names))
    elif any(cells):
        yield "all", _("是 {count} 个人，号码大家共用").format(count=len(names.names))
        for place, name in enumerate(names.names):
            yield (
                f"of:{place}",
                _("是 {count} 个人，号码是{name}的").format(count=len(names.names), name=name),
            )
    yield "one", _("是一个人，姓名照写")


def _question(
    names: NameCell, cells: Cells, key: str, row: int, about: tuple[dict[str, str], str]
) -> Question:
    choices, answer = about
    words = _("一格里有 {names}，号码 {numbers}：各是谁的？")
    numbers = "、".join(number.digits for number in _once(names.names, cells)) or _("没有")
    if names.sure:
        words = words.format(names="、".join(names.names), numbers=numbers)
    else:
        words = _("“{names}”是几个人？").format(names="、".join(names.names))
    return Question(
        kind="people",
        key=key,
        number=row,
        name="、".join(names.names),
        words=words,
        choices=tuple(choices.items()),
        rows=(row,),
        answer=answer,
    )
