"""登记簿 as its screen shows it."""

from msgspec import Struct

from cqcmd.registers.rows import DeviceRow


class DeviceLine(Struct, frozen=True):
    """A device, or a unit with the number of its devices.

    Attributes:
        over: whether its inspection holds no more.
        until: until when it holds, in words.
    """

    ident: int
    row: DeviceRow
    devices: int
    over: bool
    until: str

    @property
    def is_unit(self) -> bool:
        """Whether it is a unit."""
        return not self.row.is_device


class DevicesFound(Struct, frozen=True):
    """What was found, as much of it as is shown, and how much there is."""

    lines: tuple[DeviceLine, ...]
    count: int
