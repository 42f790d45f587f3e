"""One row of the register, as a file brings it and as an incident keeps it."""

from msgspec import Struct, structs

IDENTIFIERS = ("code", "certificate", "rescue_code", "safety_code")
"""By any of these a device is known: two rows that share one are about the same device."""

OF_UNIT = ("unit", "district", "address", "phones")
"""What a row says of the unit and not of the device."""


class DeviceRow(Struct, frozen=True, kw_only=True):
    """A device and whose it is; one without an identifier tells of the unit alone.

    Attributes:
        code: 设备代码.
        certificate: 使用登记证编号.
        rescue_code: 96333 救援识别码.
        safety_code: 安全码.
        kind: 品种, in the words of the file.
        name: what the unit calls it: 3号梯.
        unit: who uses it.
        address: of the unit.
        place: where the device is, if that is said apart.
        capacity: 额定容量, in the words of the file.
        phones: of the unit; several parted by 、.
        maintainer: 维保单位.
        inspected_until: 检验有效期, ``2026-03-31``; what is no date as it was written.
    """

    code: str = ""
    certificate: str = ""
    rescue_code: str = ""
    safety_code: str = ""
    kind: str = ""
    name: str = ""
    unit: str = ""
    district: str = ""
    address: str = ""
    place: str = ""
    capacity: str = ""
    phones: str = ""
    maintainer: str = ""
    maintainer_phones: str = ""
    inspected_until: str = ""

    @property
    def is_device(self) -> bool:
        """Whether it names a device."""
        return bool(self.code or self.certificate or self.rescue_code or self.safety_code)

    @property
    def where(self) -> str:
        """Where it is."""
        return self.place or self.address


FIELDS = DeviceRow.__struct_fields__


def merged(before: DeviceRow, after: DeviceRow) -> DeviceRow:
    """Return a known row as another changes it; what that leaves blank stays."""
    said = {name: text for name in FIELDS if (text := getattr(after, name))}
    return structs.replace(before, **said)


def of_unit(row: DeviceRow) -> DeviceRow:
    """Return what a row says of its unit."""
    return DeviceRow(**{name: getattr(row, name) for name in OF_UNIT})


def differing(one: DeviceRow, other: DeviceRow) -> tuple[str, ...]:
    """Return the fields of which the two say something different; a blank says nothing."""
    pairs = ((name, getattr(one, name), getattr(other, name)) for name in FIELDS)
    return tuple(name for name, was, now in pairs if was and now and was != now)
