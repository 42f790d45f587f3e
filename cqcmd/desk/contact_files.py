"""Paths as officers type or drag them, and the 通讯录 as a file."""

from collections.abc import Sequence
from pathlib import Path

from cqcmd.desk.contact_views import FIELDS
from cqcmd.errors import BadInput
from cqcmd.incident.station_events import Contact
from cqcmd.text import clean
from cqcmd.words import _

QUOTES = "'\"“”‘’"
"""What a terminal puts around a file dragged into it, and what an input method makes of it."""


def typed_path(typed: str | Path) -> Path:
    """The file meant. Raises BadInput where nothing was typed."""
    words = clean(str(typed), lines=False).strip().strip(QUOTES).strip()
    if not words:
        raise BadInput(_("请填文件的路径，例如 ~/通讯录.xlsx。"))
    try:
        return Path(words).expanduser().absolute()
    except RuntimeError as error:
        raise BadInput(_("“{path}”里的用户不存在；请写全路径。").format(path=words)) from error


def people_file(path: Path, people: Sequence[Contact]) -> tuple[Path, bytes]:
    """Where the file goes, and its bytes: a row of headings, a row a person. Raises BadInput."""
    from cqcmd.sheets import write_sheet

    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise BadInput(_("文件名须以 .xlsx 或 .csv 结尾，例如 通讯录.xlsx；没有导出。"))
    if not _is_directory(path.parent):
        words = _("没有“{path}”这个目录，没有导出；请先建好目录，或换一个路径。")
        raise BadInput(words.format(path=path.parent))
    rows = [tuple(FIELDS.values()), *map(_row, people)]
    return path, write_sheet(path.name, rows, _("通讯录"))


def _is_directory(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _row(contact: Contact) -> tuple[str, ...]:
    texts = {name: getattr(contact, name) for name in FIELDS}
    return tuple(str(value) for value in {**texts, "phones": "、".join(contact.phones)}.values())
