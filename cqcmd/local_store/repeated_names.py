"""Names that stand twice in one object of a JSON text: readers keep the last and say nothing."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from cqcmd.i18n import _

Pairs = list[tuple[str, Any]]


def repeated_names(data: bytes) -> tuple[str, ...]:
    """Return a sentence for every name that stands twice; the text must have been read before."""
    found: list[str] = []

    def look(pairs: Pairs) -> dict[str, Any]:
        found.extend(_doubled(pairs))
        return dict(pairs)

    # Numbers stay as they are written: a very long one takes long to read, and none is looked at.
    json.loads(data, object_pairs_hook=look, parse_int=str)
    return tuple(found)


def _doubled(pairs: Pairs) -> Iterator[str]:
    for name, count in Counter(name for name, _value in pairs).items():
        if count > 1:
            words = _("“{name}”在同一处写了 {count} 次（{where}），只有最后一次算数，请改")
            yield words.format(name=name, count=count, where=_where(name, pairs))


def _where(name: str, pairs: Pairs) -> str:
    """Name the row by its code; of rows of one number, or tables of one name, what is in each."""
    code = dict(pairs).get("code")
    if isinstance(code, str):
        return _("行 {code}").format(code=code)
    same = [value for key, value in pairs if key == name and isinstance(value, dict)]
    codes = [str(value.get("code", _("共 {n} 行").format(n=len(value)))) for value in same]
    return "、".join(codes) or _("不在一行里")
