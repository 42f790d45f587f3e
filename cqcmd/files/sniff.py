"""What a file really is: its bytes are asked, its name only has to agree."""

from pathlib import PurePath
from typing import Literal

from cqcmd.errors import BadInput
from cqcmd.files.encoding import holds_text
from cqcmd.i18n import _

Kind = Literal["csv", "xlsx"]

TEXTS = (".csv", ".txt", ".tsv")
"""Names of text in cells; a spreadsheet saves its “Unicode 文本” as .txt."""

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BINARY = (
    b"%PDF",
    b"Rar!",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
)

MACROS = _("带宏的工作簿不导入：宏是程序。请在 Excel 里另存为“Excel 工作簿（.xlsx）”再导入。")


def kind_of(name: str, data: bytes) -> Kind:
    """Tell what the bytes are, where name and bytes agree.

    Raises:
        BadInput: they do not, or it is something that is not read here.
    """
    kind = named(name)
    if not data.strip():
        raise BadInput(_("文件是空的，没有导入；请核对是不是选错了文件。"))
    if data.startswith(OLE):
        raise BadInput(
            _("这是旧版 Excel 或加了密码的文件；请在 Excel 里去掉密码，另存为 .xlsx 再导入。")
        )
    zipped = data.startswith(ZIP)
    if kind == "csv" and zipped:
        words = _("名字是 {suffix}，内容却是 Excel 工作簿或压缩包；请把名字改成 .xlsx 再导入。")
        raise BadInput(words.format(suffix=PurePath(name).suffix.lower()))
    if kind == "csv" and (data.startswith(BINARY) or not holds_text(data)):
        words = _("名字是 {suffix}，内容却不是文字；请在表格软件里另存为“CSV UTF-8”再导入。")
        raise BadInput(words.format(suffix=PurePath(name).suffix.lower()))
    if kind == "xlsx" and not zipped:
        words = _("名字是 .xlsx，内容却不是 Excel 工作簿；是文字的请改名为 .csv，否则请重新另存。")
        raise BadInput(words)
    return kind


def named(name: str) -> Kind:
    """Read the kind in the name. Raises BadInput where it is neither text nor a workbook."""
    suffix = PurePath(name).suffix.lower()
    if suffix in TEXTS:
        return "csv"
    if suffix == ".xlsx":
        return "xlsx"
    if suffix in (".xlsm", ".xltm", ".xlam"):
        raise BadInput(MACROS)
    words = _(
        "要导入的文件须是 .csv 或 .xlsx，也可以是 .txt；其他格式请在表格软件里另存为其中一种。"
    )
    raise BadInput(words)
