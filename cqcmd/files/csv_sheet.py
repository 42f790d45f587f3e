"""Comma-separated text: its encoding and delimiter found out, its quotes taken seriously."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from cqcmd.errors import BadInput
from cqcmd.files.cells import guarded, unguarded
from cqcmd.i18n import _

# In this order: bytes of GB 18030 are hardly ever UTF-8, but the other way they often pass.
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",;\t"


def read_csv(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each record with its number. Raises BadInput where it stops being one."""
    text = _decoded(data)
    # Strict: otherwise an open quote swallows the rows behind it into one cell.
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [unguarded(cell) for cell in cells]
    except csv.Error as error:
        words = _("第 {number} 行读不了：引号不成对或一格过长；请在表格软件里改正，另存后再导入。")
        raise BadInput(words.format(number=number + 1)) from error


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark at the beginning, without which Excel takes it for another encoding."""
    text = StringIO(newline="")
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(_("文字的编码认不出来；请在表格软件里打开，另存为“CSV UTF-8（.csv）”再导入。"))


def _delimiter(text: str) -> str:
    """Of the first line in which there is one, the commonest."""
    for line in text.splitlines():
        found = max(DELIMITERS, key=line.count)
        if found in line:
            return found
    return ","
