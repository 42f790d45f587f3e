"""Rows of a sheet read into rows of the register, or refused with the reason."""

import re
from collections.abc import Iterator, Mapping

from cqcmd.desk.devices.forms import FIELDS, NotedRow, Numbered
from cqcmd.errors import BadInput
from cqcmd.files import Sheet, SheetRow
from cqcmd.i18n import _
from cqcmd.parsing.days import last_day_named
from cqcmd.parsing.nothing import says_nothing
from cqcmd.parsing.register_headings import columns_named
from cqcmd.registers.rows import IDENTIFIERS, DeviceRow
from cqcmd.text import half_width

FIRST_ROWS = 30
"""Among so many the headings are looked for: a title and notes stand above them."""

EXACT_DIGITS = 15
"""Digits that a spreadsheet keeps of a number; further ones it makes zeros."""

SHORT = 8
"""Characters of what says that there is nothing; a list has a million longer cells."""

_BLANKS = re.compile(r"\s+")
_REWRITTEN = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_WITH_NUMBER = re.compile(r"^(.*?[^\d\s:：(（、,;/-])[\s:：(（、,;]*(\d[\d\s、,;/-]{5,}\d)[)）]?$")


class ListReading:
    """The lists in the sheets of a file, read row by row.

    Attributes:
        columns: what each column was taken for, by its heading.
        unused: headings of columns that are of no use.
        rows: as they were read.
        refused: those that cannot be read.
        doubts: those in which something is odd.
        remarks: sentences about sheets that were left out.
    """

    def __init__(self, sheet: Sheet) -> None:
        """Read every sheet that has headings. Raises BadInput: none has."""
        self.columns: dict[str, str] = {}
        self.unused: list[str] = []
        self.rows: list[Numbered] = []
        self.refused: list[NotedRow] = []
        self.doubts: list[NotedRow] = []
        self.remarks: list[str] = []
        lists = [(each, start) for each in (sheet, *sheet.others) if (start := _headings(each))]
        if not lists:
            words = _("没有找到列名，没有导入；请在第一行写列名，例如 {names}。")
            raise BadInput(words.format(names="、".join(FIELDS.values())))
        for each, (at, columns) in lists:
            self._read(each, at, columns)
        self._remark(sheet, [each.title for each, _start in lists])

    def _remark(self, sheet: Sheet, read: list[str]) -> None:
        left = [each.title for each in (sheet, *sheet.others) if each.title not in read]
        if len(read) > 1:
            self.remarks.append(_("读了工作表：{names}。").format(names="、".join(read)))
        if left:
            self.remarks.append(
                _("没有列名、没有读的工作表：{names}。").format(names="、".join(left))
            )

    def _read(self, sheet: Sheet, at: int, columns: Mapping[int, str]) -> None:
        headings = sheet.rows[at]
        for column, heading in enumerate(headings.cells):
            if column in columns:
                self.columns.setdefault(heading, columns[column])
            elif heading and heading not in self.unused:
                self.unused.append(heading)
        for row in sheet.rows[at + 1 :]:
            if row.cells != headings.cells:  # the headings once more, on a further page
                self._take(row, columns, headings)

    def _take(self, row: SheetRow, columns: Mapping[int, str], headings: SheetRow) -> None:
        faulty = next((column for column in row.faults if column in columns), None)
        if faulty is not None:
            words = _("“{heading}”一格{fault}").format(
                heading=headings.at(faulty), fault=row.faults[faulty]
            )
            self.refused.append(NotedRow(row.number, "", words))
            return
        texts = {field: text for column, field in columns.items() if (text := _text(row, column))}
        if words := _rewritten(texts):
            self.refused.append(NotedRow(row.number, texts.get("unit", ""), words))
            return
        self.rows.append(Numbered(row.number, DeviceRow(**_settled(texts))))
        self.doubts += (NotedRow(row.number, texts.get("unit", ""), words) for words in _odd(texts))


def _headings(sheet: Sheet) -> tuple[int, dict[int, str]] | None:
    """Return which row has the headings, and what the columns under it hold."""
    rows = enumerate(sheet.rows[:FIRST_ROWS])
    return next(((at, found) for at, row in rows if (found := columns_named(row.cells))), None)


def _text(row: SheetRow, column: int) -> str:
    text = row.at(column)
    return "" if len(text) <= SHORT and says_nothing(text) else text


def _settled(texts: dict[str, str]) -> dict[str, str]:
    """Write identifiers as they are compared, days as days, and a number apart from its name."""
    for field in IDENTIFIERS:
        if text := texts.get(field):
            texts[field] = _BLANKS.sub("", half_width(text)).upper()
    if text := texts.get("inspected_until"):
        day = last_day_named(text)
        texts["inspected_until"] = day.isoformat() if day else text
    both = _WITH_NUMBER.match(texts.get("maintainer", ""))
    if both and not texts.get("maintainer_phones"):
        texts["maintainer"], texts["maintainer_phones"] = both[1], both[2].strip("、,;/ ")
    return texts


def _rewritten(texts: Mapping[str, str]) -> str:
    """Say of an identifier that a spreadsheet has made a number that it is lost."""
    for field in IDENTIFIERS:
        text = texts.get(field, "")
        # 3.1105E+19 has lost its last digits for good: it must not stand for another device.
        if _REWRITTEN.fullmatch(text):
            words = _("{field}“{text}”被表格软件改写过；请把这一列设为文本，重填后再导入")
            return words.format(field=FIELDS[field], text=text[:30])
    return ""


def _odd(texts: Mapping[str, str]) -> Iterator[str]:
    if (text := texts.get("inspected_until")) and not last_day_named(text):
        words = _("检验有效期“{text}”读不成日期，照原样记下")
        yield words.format(text=text[:30])
    for field in IDENTIFIERS:
        text = texts.get(field, "")
        if text.isdecimal() and len(text) > EXACT_DIGITS and text[EXACT_DIGITS:].strip("0") == "":
            words = _("{field}“{text}”第 15 位以后都是 0，可能被表格软件改写过，请核对")
            yield words.format(field=FIELDS[field], text=text[:30])
