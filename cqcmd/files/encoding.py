"""Which encoding a text is in: UTF-8, GB 18030, or the UTF-16 of a spreadsheet's Unicode text."""

import codecs
import unicodedata
from collections.abc import Iterator

# In this order: bytes of GB 18030 are hardly ever UTF-8, but the other way they often pass.
ENCODINGS = ("utf-8-sig", "gb18030")

MARKED = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_NO_TEXT = frozenset(("Cc", "Cs", "Co", "Cn"))
_BETWEEN = frozenset(",;\t\r\n，；")


def decoded(data: bytes) -> str | None:
    """Return the text; ``None`` where the bytes are none in any encoding that is known here."""
    for encoding in _likely(data):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return None


def holds_text(data: bytes) -> bool:
    """Tell whether bytes with zeros among them are text all the same: that of UTF-16."""
    return b"\0" not in data or data[:2] in MARKED or bool(_unmarked(data))


def _likely(data: bytes) -> Iterator[str]:
    if data[:2] in MARKED:
        yield MARKED[data[:2]]
    elif b"\0" in data:
        yield from _unmarked(data)
    else:
        yield from ENCODINGS


def _unmarked(data: bytes) -> tuple[str, ...]:
    """Return the UTF-16 in which bytes without a mark are a table; empty if in none."""
    return tuple(encoding for encoding in ("utf-16-le", "utf-16-be") if _is_table(data, encoding))


def _is_table(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    # Two bytes taken the wrong way round still are characters, but no cells and no lines.
    if _BETWEEN.isdisjoint(text):
        return False
    return all(unicodedata.category(each) not in _NO_TEXT for each in set(text) - _BETWEEN)
