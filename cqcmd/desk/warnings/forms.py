"""What is filled in of a warning (3.2)."""

from msgspec import Struct


class WarningForm(Struct, frozen=True, kw_only=True):
    """What a warning says (3.2.2)."""

    level: int
    category: str
    area: str
    notice: str
    measures: str
    issuer: str
