"""QR codes of a text: pages for a terminal, pictures for a file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from msgspec import Struct
from segno import QRCode, make_qr

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.text import clean, half_width

CAPACITY = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560)
"""Bytes at level M, from version 1 on (ISO/IEC 18004); denser ones phones read badly."""

BORDER = 2
MOST_PAGES = 20
SCALE = 8
"""Pixels of a module in a picture."""

HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
ASCII = ("  ", "##")
TEXT_CAP = 20_000


class QrPage(Struct, frozen=True):
    """One code: which of how many, what it says, and how it is drawn, dark on light."""

    number: int
    of: int
    text: str
    lines: tuple[str, ...]


def pages(
    text: str, rows: int = 22, columns: int = 80, *, mark: str = "", ascii_only: bool = False
) -> tuple[QrPage, ...]:
    """Cut the text into as many codes as it takes; each of several begins with a line ``1/3``.

    Args:
        rows: lines of the terminal there are for a code.
        columns: cells of a line.
        mark: stands before the number on what is not real (演练).
        ascii_only: two ``#`` a module, where half blocks are drawn wide; it takes twice the rows.

    Raises:
        BadInput: the window is too small for any code, or the text too long for 20 of them.
    """
    version = _largest(rows, columns, ascii_only)
    if not version:
        raise BadInput(_("窗口太小，放不下二维码；请放大窗口，或按 F9 存成图片。"))
    parts = _parts(clean(text, limit=TEXT_CAP), CAPACITY[version - 1], clean(mark, lines=False))
    if len(parts) > MOST_PAGES:
        words = _("内容太长，一屏一屏要扫 {count} 次；请按 F9 存成图片，或放大窗口。")
        raise BadInput(words.format(count=len(parts)))
    draw = _in_ascii if ascii_only else _in_halves
    return tuple(
        QrPage(number, len(parts), part, tuple(draw(_matrix(_code(part)))))
        for number, part in enumerate(parts, 1)
    )


def one_each(
    texts: Sequence[str], rows: int = 22, columns: int = 80, *, ascii_only: bool = False
) -> tuple[QrPage, ...]:
    """Draw a code for each text; none of them may be cut.

    Raises:
        BadInput: there is no text, or the window is too small for one of them.
    """
    if not texts:
        raise BadInput(_("没有要扫的内容。"))
    version = _largest(rows, columns, ascii_only)
    if not version or max(len(text.encode()) for text in texts) > CAPACITY[version - 1]:
        raise BadInput(_("窗口太小，放不下二维码；请放大窗口，或按 F9 存成图片。"))
    draw = _in_ascii if ascii_only else _in_halves
    return tuple(
        QrPage(number, len(texts), text, tuple(draw(_matrix(_code(text)))))
        for number, text in enumerate(texts, 1)
    )


def png(text: str, mark: str = "") -> tuple[bytes, ...]:
    """Pictures, each as dense as a phone reads from paper or a large screen."""
    return pngs(_parts(clean(text, limit=TEXT_CAP), CAPACITY[-1], clean(mark, lines=False)))


def pngs(texts: Iterable[str]) -> tuple[bytes, ...]:
    """Return a picture of each text."""
    found = []
    for part in texts:
        packed = BytesIO()
        _code(part).save(packed, kind="png", scale=SCALE, border=4)
        found.append(packed.getvalue())
    return tuple(found)


def tel(number: str) -> str:
    """Return the link by which a telephone dials; an extension is dialled after a pause.

    Raises:
        BadInput: there is no number in it.
    """
    main, _turn, extension = half_width(clean(number, lines=False)).partition(_("转"))
    # ASCII: no telephone dials the figures of other scripts.
    digits = re.sub(r"[^\d+]", "", main, flags=re.ASCII)
    more = re.sub(r"\D", "", extension, flags=re.ASCII)
    if not re.fullmatch(r"\+?\d{3,20}", digits):
        raise BadInput(_("“{number}”不是一个电话号码。").format(number=clean(number, limit=40)))
    return f"tel:{digits},{more}" if more else f"tel:{digits}"


def _largest(rows: int, columns: int, ascii_only: bool) -> int:
    """Return the largest version that fits; 0 if none does."""
    modules = min(rows, columns // 2) if ascii_only else min(rows * 2, columns)
    # A code of version n has 17 + 4n modules a side.
    return max(0, min(len(CAPACITY), (modules - 2 * BORDER - 17) // 4))


def _parts(text: str, room: int, mark: str) -> list[str]:
    """Divide the text so that each part fits into ``room`` bytes with its heading."""
    whole = f"{mark}\n{text}" if mark else text
    if len(whole.encode()) <= room:
        return [whole]
    name = f"{mark} " if mark else ""
    for digits in range(1, 6):  # what the numbers take away may add a digit to them
        # At least one character a code: the longest in UTF-8 takes four bytes.
        cut = list(_cut(text, max(room - len(name.encode()) - 2 * digits - 2, 4)))
        if len(str(len(cut))) <= digits:
            break
    return [f"{name}{number}/{len(cut)}\n{part}" for number, part in enumerate(cut, 1)]


def _cut(text: str, room: int) -> Iterator[str]:
    start = size = 0
    for place, character in enumerate(text):
        wide = len(character.encode())
        if size + wide > room:
            yield text[start:place]
            start, size = place, 0
        size += wide
    yield text[start:]


def _code(words: str) -> QRCode:
    return make_qr(words or " ", error="m", mode="byte", encoding="utf-8", boost_error=False)


def _matrix(code: QRCode) -> list[tuple[int, ...]]:
    return [tuple(row) for row in code.matrix_iter(border=BORDER)]


def _in_halves(matrix: Sequence[tuple[int, ...]]) -> Iterator[str]:
    blank = (0,) * len(matrix)
    # The number of rows is odd: the last line has an upper half alone.
    lower = [*matrix[1::2], blank]
    for above, below in zip(matrix[::2], lower, strict=False):
        yield "".join(HALVES[pair] for pair in zip(above, below, strict=True))


def _in_ascii(matrix: Sequence[tuple[int, ...]]) -> Iterator[str]:
    for row in matrix:
        yield "".join(ASCII[bool(dark)] for dark in row)
