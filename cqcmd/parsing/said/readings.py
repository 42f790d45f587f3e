"""How characters are said, as pypinyin's own file has it, read where it lies.

Loaded as the library does it, forty thousand characters are objects of twelve mebibytes in every
terminal, of which a list of names asks for some hundred.
"""

import re
import sys
from array import array
from bisect import bisect_left
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from types import ModuleType

MODULE = "pypinyin.pinyin_dict"
"""Where the library keeps them, as the attribute ``pinyin_dict``."""

_LINE = re.compile(rb'"(\d+)": "([^"\\]*)"')


class CharacterReadings:
    """Stands where pypinyin has a dict: by the number of a character its readings, in one text."""

    def __init__(self, raw: bytes) -> None:
        """Note where each line stands. Raises ValueError: it is not what it was.

        ``raw``: JSON of one object, ``"20013": "zhōng,zhòng"`` a line.
        """
        self._raw, self._codes, self._places = raw, array("I"), array("I")
        for line in _LINE.finditer(raw):
            self._codes.append(int(line[1]))
            self._places.append(line.start(2))
        whole = len(self._codes) == raw.count(b":") > 0
        if not whole or any(one >= behind for one, behind in pairwise(self._codes)):
            raise ValueError(MODULE)

    def __len__(self) -> int:
        """Count the characters."""
        return len(self._codes)

    def __contains__(self, code: int) -> bool:
        """Tell whether it is known how a character is said."""
        return self._place(code) is not None

    def __getitem__(self, code: int) -> str:
        """Return how a character is said, a comma between readings. Raises KeyError."""
        place = self._place(code)
        if place is None:
            raise KeyError(code)
        return self._raw[place : self._raw.index(b'"', place)].decode()

    def _place(self, code: int) -> int | None:
        found = bisect_left(self._codes, code)
        known = found < len(self._codes) and self._codes[found] == code
        return self._places[found] if known else None


def read_where_it_lies() -> None:
    """Have pypinyin, not imported yet, read its characters so; as ever if its file is another."""
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None or MODULE in sys.modules:
        return
    try:
        readings = CharacterReadings(Path(spec.origin).with_name("pinyin_dict.json").read_bytes())
    except (OSError, ValueError):
        return
    module = ModuleType(MODULE)
    vars(module)["pinyin_dict"] = readings
    sys.modules[MODULE] = module
