"""Comma-separated text: its delimiter found out, its quotes taken seriously."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

from cqcmd.errors import BadInput
from cqcmd.files.cells import formula_text, guarded, unguarded
from cqcmd.files.encoding import decoded
from cqcmd.i18n import _

USUAL = ",;\t"
DELIMITERS = USUAL + "，；"
TYPED = {"，": ",", "；": ";"}
"""What a Chinese input method makes of a delimiter; somewhere in a list it was switched off."""

ASKED_LINES = 50
"""Among how many lines the delimiter is looked for."""

_QUOTED = re.compile(rf'(?<![^\r\n{DELIMITERS}])"[^"]*(?:""[^"]*)*"')
"""A cell in quotes: what stands in it parts nothing."""

_PARTING = re.compile(rf'[\r\n"{DELIMITERS}]|^sep=', re.IGNORECASE)
"""What a reader might take for the end of a cell, or for the name of the delimiter."""

_NAMED = re.compile(r"\s*sep=(.)", re.IGNORECASE)


def read_csv(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each record with its number. Raises BadInput where it stops being one."""
    text = _text_of(data)
    delimiter = _delimiter(text)
    # Strict: otherwise an open quote swallows the rows behind it into one cell.
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [unguarded(formula_text(cell)) for cell in _whole(cells, delimiter)]
    except csv.Error as error:
        words = _("第 {number} 行读不了：引号不成对或一格过长；请在表格软件里改正，另存后再导入。")
        raise BadInput(words.format(number=number + 1)) from error


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark at the beginning, without which Excel takes it for another encoding."""
    lines = (",".join(quoted(guarded(cell)) for cell in row) + "\r\n" for row in rows)
    return "".join(lines).encode("utf-8-sig")


def quoted(cell: str) -> str:
    """Put quotes around what might be taken for more than one cell, whoever looks for them."""
    return '"' + cell.replace('"', '""') + '"' if _PARTING.search(cell) else cell


def _text_of(data: bytes) -> str:
    text = decoded(data)
    if text is None:
        raise BadInput(
            _("文字的编码认不出来；请在表格软件里打开，另存为“CSV UTF-8（.csv）”再导入。")
        )
    return text


def _delimiter(text: str) -> str:
    """Return the one that the file names, else the one that makes cells of most lines."""
    if named := _NAMED.match(text):
        return named[1]
    bare = _QUOTED.sub("", text)
    lines = list(islice((line for line in bare.splitlines() if line.strip()), ASKED_LINES))
    within = {each: sum(each in line for line in lines) for each in USUAL}
    best = max(USUAL, key=lambda each: (within[each], bare.count(each)))
    # A Chinese comma stands in many a title and remark: the first line alone speaks for it.
    return best if within[best] * 2 > len(lines) else _first_delimiter(lines)


def _first_delimiter(lines: Sequence[str]) -> str:
    """Return, of the first line in which there is one, the commonest."""
    for line in lines:
        found = max(DELIMITERS, key=line.count)
        if found in line:
            return found
    return ","


def _whole(cells: Sequence[str], delimiter: str) -> Sequence[str]:
    """Return the cells of a record; one that was typed with the other comma is taken apart."""
    other = TYPED.get(delimiter, "")
    return cells[0].split(other) if len(cells) == 1 and other else cells
