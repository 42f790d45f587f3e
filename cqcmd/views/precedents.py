"""判例参考: accidents graded officially, beside the grade of an incident."""

from msgspec import Struct


class PrecedentView(Struct, frozen=True):
    """An accident in words, its official grade beside what the plan's letter gives.

    ``details``: all that is known of it, a sentence a line; ``clause``: what the letter rests on.
    """

    key: str
    date: str
    same_kind: bool
    title: str
    harm: str
    rank: int
    official: str
    letter: str
    agrees: bool
    details: tuple[str, ...]
    clause: str


class Precedents(Struct, frozen=True):
    """The nearest of them, nearest first; ``kind``: the incident's equipment, empty if unknown.

    ``fault``: why there are none, as a sentence.
    """

    kind: str
    rows: tuple[PrecedentView, ...]
    fault: str = ""
