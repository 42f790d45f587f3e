"""Everything that opens a file of unknown origin: spreadsheets, office files, TOML."""

from cqcmd.files.cells import LONGEST, settled
from cqcmd.files.rows import DEVICES, Sheet, SheetRow
from cqcmd.files.sheet import read_file, read_sheet, write_sheet

__all__ = [
    "DEVICES",
    "LONGEST",
    "Sheet",
    "SheetRow",
    "read_file",
    "read_sheet",
    "settled",
    "write_sheet",
]
