"""Tables of text, read with suspicion from .csv and .xlsx files and written as either."""

from cqcmd.sheets.cells import LONGEST, settled
from cqcmd.sheets.files import read_file, read_sheet, write_sheet
from cqcmd.sheets.rows import Sheet, SheetRow

__all__ = ["LONGEST", "Sheet", "SheetRow", "read_file", "read_sheet", "settled", "write_sheet"]
