"""A TOML file read with suspicion: its size first, then its letters, then its shape."""

import re
import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.files.untrusted import read_plain
from cqcmd.i18n import _

SIZE_CAP = 1024 * 1024
"""The most bytes a scenario or a script may have; those in the box have less than ten thousand."""

MOST_DOTS = 100
"""The most dots in a line. A key of many thousand parts would fill the memory (`tomllib`)."""

_HEADER = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]\s*(?:#.*)?")


class Toml(Struct, frozen=True):
    """What stands in the file, and on which lines the rows of its tables begin."""

    data: dict[str, Any]
    lines: dict[str, list[int]]

    def place(self, table: str, number: int) -> str:
        """``第 12 行 inject 3``; without the line where it is not known."""
        found = self.lines.get(table, [])
        line = found[number - 1] if len(found) == len(self.data.get(table, ())) else 0
        where = f"{table} {number}"
        return _("第 {line} 行 {where}").format(line=line, where=where) if line else where


def read_text(path: Path) -> str:
    """Read the whole file as text.

    Raises:
        BadInput: it cannot be read, is no plain file, is over 1 MB (then it is not read at all)
            or is not UTF-8.
    """
    return _decoded(read_plain(path, SIZE_CAP), path.name)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        words = _("文件 {name} 第 {line} 行不是 UTF-8 文字，请另存为 UTF-8。")
        raise BadInput(words.format(name=name, line=line)) from error


def read_toml(path: Path) -> Toml:
    """Read the file's tables. Raises BadInput, as `read_text` and where it is no TOML."""
    return parse_toml(read_text(path), path.name)


def parse_toml(text: str, name: str) -> Toml:
    """Parse the tables of a text that was read from the file ``name``. Raises BadInput."""
    # tomllib tells no lines of what it read; they are found by the headings.
    rows = text.split("\n")
    _refuse_dots(rows, name)
    try:
        data = tomllib.loads(text)
    except (RecursionError, ValueError) as error:
        words = _("文件 {name} 不是 TOML：{why}。")
        raise BadInput(words.format(name=name, why=_why(error))) from error
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(rows, 1):
        if found := _HEADER.fullmatch(line):
            lines.setdefault(found[1], []).append(number)
    return Toml(data, lines)


def _refuse_dots(rows: list[str], name: str) -> None:
    for number, row in enumerate(rows, 1):
        if row.count(".") > MOST_DOTS:
            words = _("文件 {name} 第 {line} 行的点超过 {most} 个，没有采用；请分成几行写。")
            raise BadInput(words.format(name=name, line=number, most=MOST_DOTS))


def _why(error: Exception) -> str:
    """Say what keeps a text from being TOML."""
    if isinstance(error, RecursionError):
        return _("括号套得太深")
    if not isinstance(error, tomllib.TOMLDecodeError):
        return _("有一个数字太长，或一个日期不存在")
    place = re.search(r"line (\d+)", str(error))
    where = _("第 {line} 行附近").format(line=place[1]) if place else _("文件末尾")
    return _("{where}写法不对").format(where=where)
