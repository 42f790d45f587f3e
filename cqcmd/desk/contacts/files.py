"""Paths as officers type or drag them, and the 通讯录 as a file."""

from collections.abc import Sequence
from pathlib import Path

from cqcmd.desk.contacts.forms import FIELDS
from cqcmd.documents.file_names import drill_name
from cqcmd.errors import BadInput
from cqcmd.files import Sheet, write_sheet
from cqcmd.i18n import _
from cqcmd.incident.events.station import Contact
from cqcmd.text import clean

QUOTES = "'\"“”‘’"
"""What a terminal puts around a file dragged into it, and what an input method makes of it."""

NO_ORG = _("无")
"""What a file has in the place of an organisation where a person has none."""


def typed_path(typed: str | Path) -> Path:
    """Return the path meant. Raises BadInput where nothing was typed."""
    words = clean(str(typed), lines=False).strip().strip(QUOTES).strip()
    if not words:
        raise BadInput(_("请填文件的路径，例如 ~/通讯录.xlsx。"))
    try:
        return Path(words).expanduser().absolute()
    except RuntimeError as error:
        raise BadInput(_("“{path}”里的用户不存在；请写全路径。").format(path=words)) from error


def people_file(path: Path, people: Sequence[Contact], mark: str = "") -> tuple[Path, bytes]:
    """Return the file's path and bytes: a row of headings, a row a person. Raises BadInput.

    What is not real says so in its name, above the headings and on its sheet.
    """
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise BadInput(_("文件名须以 .xlsx 或 .csv 结尾，例如 通讯录.xlsx；没有导出。"))
    if not _is_directory(path.parent):
        words = _("没有“{path}”这个目录，没有导出；请先建好目录，或换一个路径。")
        raise BadInput(words.format(path=path.parent))
    rows = [tuple(FIELDS.values()), *map(_row, people)]
    if not mark:
        return path, write_sheet(path.name, rows, _("通讯录"))
    rows.insert(0, (_("〔{mark}〕").format(mark=mark),))
    return drill_name(path), write_sheet(path.name, rows, _("演练通讯录"))


def refuse_drill(sheet: Sheet) -> None:
    """Refuse a file that a drill exported: its people are invented. Raises BadInput."""
    first = (row for each in (sheet, *sheet.others) for row in each.rows[:1])
    if any(cell.startswith(_("〔演练")) for row in first for cell in row.cells):
        raise BadInput(_("这是演练导出的通讯录，没有导入；真实的通讯录请用真实的文件。"))


def _is_directory(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _row(contact: Contact) -> tuple[str, ...]:
    texts = {name: getattr(contact, name) for name in FIELDS}
    # A blank unit beneath a unit would be read as one merged over both rows.
    said = {"org": contact.org or NO_ORG, "phones": "、".join(contact.phones)}
    return tuple(str(value) for value in {**texts, **said}.values())
