"""What is kept of a device, what importing a list would do, and what a call is offered."""

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.registers.rows import DeviceRow

FIELDS = {
    "code": _("设备代码"),
    "certificate": _("使用登记证"),
    "rescue_code": _("96333 救援识别码"),
    "safety_code": _("安全码"),
    "kind": _("品种"),
    "name": _("名称"),
    "unit": _("单位"),
    "district": _("辖区"),
    "address": _("单位地址"),
    "place": _("使用地点"),
    "capacity": _("容量、参数"),
    "phones": _("单位电话"),
    "maintainer": _("维保单位"),
    "maintainer_phones": _("维保电话"),
    "inspected_until": _("检验有效期"),
}
"""What is kept, in the order in which it is shown."""


class NotedRow(Struct, frozen=True):
    """A row of the file and what is to be said of it."""

    number: int
    name: str
    words: str


class Numbered(Struct, frozen=True):
    """A row as it was read."""

    number: int
    row: DeviceRow


class RegisterPreview(Struct, frozen=True, kw_only=True):
    """What importing a list would do; nothing is written yet.

    Attributes:
        source: the name of the file.
        columns: each column that is used, with what it was taken for.
        unused: headings of columns that are not.
        rows: those that can be taken in, as they were read.
        new: how many devices and units nobody knew of.
        changed: what of known ones the list says anew.
        same: how many stay as they are.
        repeated: rows that say once more what one before them did.
        refused: rows that are not taken in, and why.
        doubts: rows that are taken in though something in them is odd.
    """

    source: str
    columns: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    rows: tuple[Numbered, ...]
    new: tuple[Numbered, ...]
    changed: tuple[NotedRow, ...]
    same: int
    repeated: int
    refused: tuple[NotedRow, ...]
    doubts: tuple[NotedRow, ...]
    remarks: tuple[str, ...]


class Offer(Struct, frozen=True):
    """What the register has for a call: fields of its form, with what is asked of each.

    Attributes:
        fields: the text of each field.
        question: asked beside each of them.
        several: the names it may have meant, where it is not one; then nothing is filled in.
    """

    fields: dict[str, str]
    question: str
    several: tuple[str, ...] = ()
