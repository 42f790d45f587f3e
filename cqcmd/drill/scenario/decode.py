"""Raw tables into structs, field by field, so that every fault is named and not only the first."""

from collections.abc import Mapping
from datetime import timedelta
from types import UnionType
from typing import Any, TypeVar, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from cqcmd.drill.scenario.times import read_span
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.text import clean

S = TypeVar("S", bound=Struct)

LONGEST_NAME = 60
# Not None, which is an honest value of many fields.
_BROKEN = object()


class Faults:
    """The sentences found so far, each with its place."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, place: str, words: str) -> None:
        """One more."""
        self.found.append(clean(_("{place}：{words}").format(place=place, words=words), limit=400))


def read_table(kind: type[S], raw: Any, place: str, faults: Faults) -> S | None:
    """Build a struct of a table; ``None`` if anything is wrong, all of it named in ``faults``.

    Spans are texts such as ``0:30:00``.
    """
    if not isinstance(raw, Mapping):
        faults.add(place, _("须是一个表"))
        return None
    before = len(faults.found)
    known = {field.encode_name: field for field in fields(kind)}
    for name in raw:
        if name not in known:
            words = _("不认识的字段 {name}")
            faults.add(place, words.format(name=str(name)[:LONGEST_NAME]))
    values = {
        info.name: _value(info, raw, place, faults)
        for info in known.values()
        if info.encode_name in raw or info.required
    }
    # Not at the first fault: whoever corrects the file wants to see all of them.
    return kind(**values) if len(faults.found) == before else None


def _value(field: FieldInfo, raw: Mapping[str, Any], place: str, faults: Faults) -> Any:
    name = field.encode_name
    if name not in raw:
        faults.add(place, _("缺少字段 {name}").format(name=name))
        return _BROKEN
    value, where = raw[name], _("{place} 的 {name}").format(place=place, name=name)
    kinds = get_args(field.type) if isinstance(field.type, UnionType) else (field.type,)
    if timedelta in kinds:
        return _span(value, where, faults)
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, Struct):
            return read_table(kind, value, where, faults)
    try:
        return msgspec.convert(value, field.type)
    except msgspec.ValidationError:
        faults.add(where, _said(field.type, value))
        return _BROKEN


def _span(value: Any, where: str, faults: Faults) -> Any:
    try:
        # What is no text fails as an empty one does, with the sentence that shows the shape.
        return read_span(value if isinstance(value, str) else "")
    except BadInput as refusal:
        faults.add(where, str(refusal))
        return _BROKEN


def _said(kind: Any, value: Any) -> str:
    """Say what is wanted instead of a value."""
    shown = _shown(value)
    choices = _choices(kind)
    if choices:
        words = _("“{value}”不在允许之列（{choices}）")
        return words.format(value=shown, choices="、".join(map(str, choices)))
    names = {str: _("文字"), int: _("整数"), bool: _("true 或 false"), dict: _("文字对文字的表")}
    whole = getattr(kind, "__origin__", kind)
    args = get_args(kind) if isinstance(kind, UnionType) else (whole,)
    wanted = next((names[argument] for argument in args if argument in names), "")
    if not wanted:
        wanted = _("文字的列表") if whole is tuple else _("日期和时间，如 2026-07-25T14:00:00")
    return _("应是{wanted}，却是“{value}”").format(wanted=wanted, value=shown)


def _shown(value: Any) -> str:
    """Return the beginning of a value; a number of thousands of figures has no words."""
    try:
        return str(value)[:LONGEST_NAME]
    except (ValueError, RecursionError):
        return "…"


def _choices(kind: Any) -> list[str]:
    """Return the texts a field may hold, where it is one of several."""
    found = []
    for argument in get_args(kind):
        found += [argument] if isinstance(argument, str) else _choices(argument)
    return found
