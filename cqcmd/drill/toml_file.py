"""A TOML file read with suspicion: its size first, then its letters, then its shape."""

import re
import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct

from cqcmd.errors import BadInput, reason_of
from cqcmd.words import _

SIZE_CAP = 1024 * 1024
"""The most bytes a scenario or a script may have; those in the box have less than ten thousand."""

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
    """The whole file as text.

    Raises:
        BadInput: it cannot be read, is over 1 MB (then it is not read at all) or is not UTF-8.
    """
    try:
        size = path.stat().st_size
        if size > SIZE_CAP:
            words = _("文件 {name} 有 {size} 字节，超过 1 MB，没有读。")
            raise BadInput(words.format(name=path.name, size=size))
        with path.open("rb") as file:  # a device or a growing file tells no true size
            data = file.read(SIZE_CAP + 1)
    except OSError as error:
        words = _("文件 {name} 读不了（{why}）。")
        raise BadInput(words.format(name=path.name, why=reason_of(error))) from error
    if len(data) > SIZE_CAP:
        raise BadInput(_("文件 {name} 超过 1 MB，没有采用。").format(name=path.name))
    return _decoded(data, path.name)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        words = _("文件 {name} 第 {line} 行不是 UTF-8 文字，请另存为 UTF-8。")
        raise BadInput(words.format(name=name, line=line)) from error


def read_toml(path: Path) -> Toml:
    """The file's tables. Raises BadInput, as `read_text` and where it is no TOML."""
    return parse_toml(read_text(path), path.name)


def parse_toml(text: str, name: str) -> Toml:
    """The tables of a text that was read from the file ``name``. Raises BadInput."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        place = re.search(r"line (\d+)", str(error))
        where = _("第 {line} 行附近").format(line=place[1]) if place else _("文件末尾或层次太深处")
        words = _("文件 {name} 不是 TOML：{where}写法不对。")
        raise BadInput(words.format(name=name, where=where)) from error
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if found := _HEADER.fullmatch(line):
            lines.setdefault(found[1], []).append(number)
    return Toml(data, lines)
