"""An .xlsx file is a zip of XML: everything in it is looked at before a library opens it."""

from cqcmd.errors import BadInput
from cqcmd.files.office_zip import Fault, NotHonest, has_macros, unpacked
from cqcmd.files.sniff import MACROS
from cqcmd.i18n import _

SENTENCES: dict[Fault, str] = {
    "broken": _("工作簿已损坏，读不出来；请在 Excel 里打开，另存为新的 .xlsx 再导入。"),
    "encrypted": _("工作簿加了密码；请在 Excel 里去掉密码，另存后再导入。"),
    "swollen": _("工作簿展开后过大，没有打开；请只留通讯录的一张表，另存为新的 .xlsx 再导入。"),
}


def examine(data: bytes) -> None:
    """Refuse what no honest workbook is. Raises BadInput."""
    try:
        parts = unpacked(data)
    except NotHonest as fault:
        raise BadInput(SENTENCES[fault.fault]) from fault
    if has_macros(parts):
        raise BadInput(MACROS)
    if "[content_types].xml" not in parts or "xl/workbook.xml" not in parts:
        words = _("这是压缩包或别的文档，不是 Excel 工作簿；请在表格软件里另存为 .xlsx 再导入。")
        raise BadInput(words)


def broken() -> BadInput:
    """The refusal for a workbook that cannot be read."""
    return BadInput(SENTENCES["broken"])
