"""An .xlsx file is a zip of XML: everything in it is looked at before a library opens it."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from cqcmd.errors import BadInput
from cqcmd.sheets.sniff import MACROS
from cqcmd.words import _

UNPACKED = 50 * 1024 * 1024
"""The most bytes of all parts together."""

RATIO = 200
"""How many times larger unpacked a part may be, from ``SMALL`` bytes up."""

SMALL = 1024 * 1024
MOST_PARTS = 1_000
ENCRYPTED = 0x1


def examine(data: bytes) -> None:
    """Refuse what no honest workbook is. Raises BadInput."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            _look_at_sizes(parts)
            _look_at_names([part.filename.lower() for part in parts])
            for part in parts:
                _look_at_text(part.filename.lower(), packed.read(part))
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise broken() from error


def broken() -> BadInput:
    """The refusal for a workbook that cannot be read."""
    return BadInput(_("工作簿已损坏，读不出来；请在 Excel 里打开，另存为新的 .xlsx 再导入。"))


def _look_at_sizes(parts: list[ZipInfo]) -> None:
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise BadInput(_("工作簿加了密码；请在 Excel 里去掉密码，另存后再导入。"))
    swollen = any(
        part.file_size > SMALL and part.file_size > RATIO * part.compress_size for part in parts
    )
    if swollen or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise BadInput(
            _("工作簿展开后过大，没有打开；请只留通讯录的一张表，另存为新的 .xlsx 再导入。")
        )


def _look_at_names(names: list[str]) -> None:
    if any(name.endswith("vbaproject.bin") for name in names):
        raise BadInput(MACROS)
    if len(set(names)) != len(names):
        raise broken()
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        words = _("这是压缩包或别的文档，不是 Excel 工作簿；请在表格软件里另存为 .xlsx 再导入。")
        raise BadInput(words)


def _look_at_text(name: str, text: bytes) -> None:
    """No macros under another name, and no entities, by which a small XML becomes a huge one."""
    if name == "[content_types].xml" and b"macroenabled" in text.lower():
        raise BadInput(MACROS)
    if name.endswith((".xml", ".rels", ".vml")) and b"<!" in text and _declares(text):
        raise broken()


def _declares(text: bytes) -> bool:
    upper = text.upper()
    return b"<!DOCTYPE" in upper or b"<!ENTITY" in upper
