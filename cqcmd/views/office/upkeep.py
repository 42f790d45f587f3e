"""预案管理: plans that were in force, how old the present one is, what asks for its revision."""

from datetime import datetime
from typing import Literal

from msgspec import Struct


class PlanVersion(Struct, frozen=True):
    """A plan that is or was in force, and since when; ``lost``: why it cannot be read.

    ``supplied``: the city's, which comes with the program and was never in force here.
    """

    digest: str
    title: str
    words: str
    since: datetime | None
    in_force: bool
    lost: str = ""
    supplied: bool = False


class ReviewLine(Struct, frozen=True):
    """How an evaluation stands against one of the limits, and whether it is over."""

    code: str
    words: str
    clause: str
    overdue: bool


class NoteLine(Struct, frozen=True):
    """A note that stands: its id, and what it says with time and writer."""

    ident: str
    words: str


class CauseLine(Struct, frozen=True):
    """A circumstance that asks for revision, with the notes against it, the newest last."""

    code: str
    words: str
    clause: str
    notes: tuple[NoteLine, ...]


class Upkeep(Struct, frozen=True):
    """The whole of 预案管理."""

    reviews: tuple[ReviewLine, ...]
    causes: tuple[CauseLine, ...]
    versions: tuple[PlanVersion, ...]


class Difference(Struct, frozen=True):
    """A clause that is not the same in two plans: what happened to it, and all that it says."""

    number: str
    heading: str
    what: Literal["added", "removed", "changed"]
    text: str


class Comparison(Struct, frozen=True):
    """A plan held against the one in force. ``older``: a sentence, where it was issued before it.

    ``path``: the file from which it could be put in force; empty for one that was.
    """

    former: str
    present: str
    path: str
    older: str
    question: str
    differences: tuple[Difference, ...]
