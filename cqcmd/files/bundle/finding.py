"""Bundles on a stick: nobody types the long name of one."""

from pathlib import Path

from cqcmd.errors import BadInput, reason_of
from cqcmd.i18n import _

ENDING = ".cqb"
"""How the name of a bundle ends."""


def bundles_at(place: Path) -> list[Path]:
    """Return the bundles of a folder, that written last first; of anything else itself.

    Raises BadInput: there is none in the folder, or it cannot be read.
    """
    try:
        if not place.is_dir():
            return [place]
        found = [path for path in place.iterdir() if _is_one(path)]
        found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    except (OSError, ValueError) as error:
        why = reason_of(error) if isinstance(error, OSError) else _("名字里有不能用的字符")
        raise BadInput(_("{name} 读不出来（{why}）。").format(name=place.name, why=why)) from error
    if not found:
        words = _("{name} 里没有合并包（{ending}）；请看看是不是这个盘、这个目录。")
        raise BadInput(words.format(name=place.name, ending=ENDING))
    return found


def _is_one(path: Path) -> bool:
    # Other systems leave hidden files of the same ending beside those that were copied.
    return path.suffix == ENDING and not path.name.startswith(".") and path.is_file()
