"""Office files are zips of XML: one is looked at, all of it, before any library opens it."""

import zlib
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile, ZipInfo

from cqcmd.errors import BadInput
from cqcmd.files.sniff import MACROS
from cqcmd.i18n import _

UNPACKED = 50 * 1024 * 1024
"""The most bytes of all parts together, where nothing else is said."""

RATIO = 200
"""How many times larger unpacked a part may be, from ``SMALL`` bytes up."""

SMALL = 1024 * 1024
MOST_PARTS = 1_000
ENCRYPTED = 0x1

Fault = Literal["broken", "encrypted", "swollen"]


class UnsafeArchive(Exception):
    """No honest office file is like this.

    Attributes:
        fault: what is wrong with it.
    """

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def unpacked(data: bytes, most: int = UNPACKED) -> dict[str, bytes]:
    """Every part by its name in small letters. Raises UnsafeArchive."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            _look_at_sizes(parts, most)
            found = {part.filename.lower(): packed.read(part) for part in parts}
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise UnsafeArchive("broken") from error
    declared = any(_declares(name, text) for name, text in found.items())
    # Of two parts of one name each program takes another: what was looked at might not be what is
    # opened.
    if len(found) != len(parts) or declared:
        raise UnsafeArchive("broken")
    return found


def has_macros(parts: dict[str, bytes]) -> bool:
    """Whether there are programs in it, under whatever name."""
    types = parts.get("[content_types].xml", b"").lower()
    return b"macroenabled" in types or any(name.endswith("vbaproject.bin") for name in parts)


def _look_at_sizes(parts: list[ZipInfo], most: int) -> None:
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise UnsafeArchive("encrypted")
    # The sizes are what the archive claims; zipfile reads no more of a part than that, and refuses
    # what does not agree with its checksum.
    swollen = any(
        part.file_size > SMALL and part.file_size > RATIO * part.compress_size for part in parts
    )
    if swollen or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most:
        raise UnsafeArchive("swollen")


def _declares(name: str, text: bytes) -> bool:
    """Entities, by which a small XML becomes a huge one."""
    if not name.endswith((".xml", ".rels", ".vml")) or b"<!" not in text:
        return False
    upper = text.upper()
    return b"<!DOCTYPE" in upper or b"<!ENTITY" in upper


SENTENCES: dict[Fault, str] = {
    "broken": _("工作簿已损坏，读不出来；请在 Excel 里打开，另存为新的 .xlsx 再导入。"),
    "encrypted": _("工作簿加了密码；请在 Excel 里去掉密码，另存后再导入。"),
    "swollen": _("工作簿展开后过大，没有打开；请只留要导入的一张表，另存为新的 .xlsx 再导入。"),
}


def examine(data: bytes, most: int = UNPACKED) -> dict[str, bytes]:
    """Return the parts of a workbook; refuse what no honest one is. Raises BadInput."""
    try:
        parts = unpacked(data, most)
    except UnsafeArchive as fault:
        raise BadInput(SENTENCES[fault.fault]) from fault
    if has_macros(parts):
        raise BadInput(MACROS)
    if "[content_types].xml" not in parts or "xl/workbook.xml" not in parts:
        words = _("这是压缩包或别的文档，不是 Excel 工作簿；请在表格软件里另存为 .xlsx 再导入。")
        raise BadInput(words)
    return parts


def broken() -> BadInput:
    """Return the refusal for a workbook that cannot be read."""
    return BadInput(SENTENCES["broken"])
