"""A finished incident in short, as 事故台账 and the figures over it take it."""

from msgspec import Struct

from cqcmd.views.office.figures import Case
from cqcmd.views.office.register import RegisterRow


class Sheet(Struct, frozen=True, array_like=True):
    """Its row, the words it is found by, and what figures count.

    ``places``: where its entries stand in the journal, as bytes of an array; ``entries`` counts
    those that its log has, and ``struck`` the void ones among them.
    """

    places: bytes
    entries: int
    struck: int
    row: RegisterRow
    texts: tuple[str, str]
    case: Case
