"""Files in and out: the size first, then what it is, then its rows."""

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from msgspec import structs

from cqcmd.errors import BadInput, reason_of
from cqcmd.files.csv_sheet import read_csv, write_csv
from cqcmd.files.office_zip import examine
from cqcmd.files.rows import PEOPLE, Limits, Sheet, assembled
from cqcmd.files.sniff import kind_of, named
from cqcmd.i18n import _
from cqcmd.text import clean

MEGA = 1024 * 1024


def read_file(path: Path, limits: Limits = PEOPLE) -> Sheet:
    """Read the rows of a file. Raises BadInput."""
    try:
        if not path.is_file():
            words = _("没有“{path}”这个文件；请核对路径，文件名要连 .csv 或 .xlsx 一起写。")
            raise BadInput(words.format(path=path))
        with path.open("rb") as file:
            data = file.read(limits.file + 1)
    except (OSError, ValueError) as error:
        why = reason_of(error) if isinstance(error, OSError) else _("路径里有不能用的字符")
        words = _("“{path}”读不了（{why}）；请核对路径和权限。")
        raise BadInput(words.format(path=path, why=why)) from error
    return read_sheet(path.name, data, limits)


def read_sheet(name: str, data: bytes, limits: Limits = PEOPLE) -> Sheet:
    """Read the rows of a file of that name with these bytes. Raises BadInput."""
    if len(data) > limits.file:
        words = _("文件超过 {most} MB，没有导入；请只留要导入的一张表，或分成几个文件。")
        raise BadInput(words.format(most=limits.file // MEGA))
    if kind_of(name, data) == "csv":
        return Sheet(assembled(read_csv(data), limits))
    parts = examine(data, limits.unpacked)
    first, *more = _workbook().read_xlsx(data, parts, limits)
    others = tuple(sheet for raw in more if (sheet := _small_enough(raw, limits)))
    return structs.replace(_sheet(first, limits), others=others)


def write_sheet(name: str, rows: Sequence[Sequence[str]], title: str) -> bytes:
    """Rows as a file of that name. Raises BadInput where it is neither .csv nor .xlsx."""
    safe = [[clean(cell, lines=False) for cell in row] for row in rows]
    if named(name) == "csv":
        return write_csv(safe)
    from cqcmd.files.workbook_out import write_xlsx  # late: it loads XlsxWriter

    return write_xlsx(safe, title)


def _sheet(raw: Any, limits: Limits) -> Sheet:
    from cqcmd.files.merges import filled  # late: it loads openpyxl, as the workbook just did

    remarks = tuple(clean(remark, lines=False) for remark in raw.remarks)
    rows = filled(assembled(raw.rows, limits), raw.merges)
    return Sheet(rows, remarks, title=clean(raw.title, lines=False))


def _small_enough(raw: Any, limits: Limits) -> Sheet | None:
    """Return a further sheet; one beyond all limits is but named, as it may be no list at all."""
    try:
        return _sheet(raw, limits)
    except BadInput:
        return None


def _workbook() -> ModuleType:
    from cqcmd.files import workbook  # late: it loads openpyxl, which a .csv or a plan never needs

    return workbook
