"""Paths as they are typed, dragged into a terminal, or pasted: one file, or several."""

import os
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cqcmd.desk.contacts.files import QUOTES
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.text import clean

MOST = 50
"""So many files are attached at once."""

Paths = tuple[Path, ...]


def typed_paths(typed: str) -> Paths:
    """Return the files meant; where nothing fits, the path as it was typed.

    Raises BadInput: nothing was typed, or a user's home that is not there.
    """
    words = clean(typed, lines=False).strip()
    if not words.strip(QUOTES):
        words = _("请填文件的路径，例如 /media/usb/现场.jpg；把文件拖进终端窗口也行。")
        raise BadInput(words, "paths")
    readings = list(_readings(words))
    for paths in readings:
        found = [_on_disk(path) for path in paths]
        if all(path is not None for path in found):
            return tuple(path for path in found if path is not None)
    # Of several the first that is missing is what is told.
    dragged = [paths for paths in readings if len(paths) > 1 and any(map(_on_disk, paths))]
    return tuple(_on_disk(path) or path for path in (*dragged, readings[0])[0])


def _readings(words: str) -> Iterator[Paths]:
    """Yield what may be meant: all of it one path, as typed or unquoted; then several."""
    yield (_path(words),)
    yield (_path(words.strip(QUOTES).strip()),)
    with suppress(ValueError):  # a quote that is not closed
        yield _several(shlex.split(words, posix=os.name != "nt"))
    with suppress(ValueError):
        yield _several(shlex.split(_plain_quotes(words), posix=os.name != "nt"))


def _several(parts: list[str]) -> Paths:
    if len(parts) > MOST:
        raise BadInput(_("一次最多附 {n} 个文件；请分几次附。").format(n=MOST), "paths")
    return tuple(_path(part.strip(QUOTES)) for part in parts)


def _plain_quotes(words: str) -> str:
    """Return the words with the quotes that an input method makes as a keyboard has them."""
    return words.translate(str.maketrans("“”‘’", "\"\"''"))


def _path(words: str) -> Path:
    if words.startswith("file://"):
        words = unquote(urlsplit(words).path)
    try:
        return Path(words).expanduser().absolute()
    except RuntimeError as error:
        told = _("“{path}”里的用户不存在；请写全路径。").format(path=words)
        raise BadInput(told, "paths") from error


def _on_disk(path: Path) -> Path | None:
    """Return the path as the disk has it: a name may be composed otherwise there."""
    with suppress(OSError, ValueError):
        if os.path.lexists(path):
            return path
        for name in os.listdir(path.parent):
            if clean(name, lines=False) == path.name:
                return path.with_name(name)
    return None
