"""What is written down of the station itself, which belongs to no incident."""

from datetime import datetime
from typing import ClassVar, Literal

from msgspec import Struct

from cqcmd.incident.events.entry import Event
from cqcmd.time_base import Doubt, TimeBase


class StationSet(Event, frozen=True, kw_only=True):
    """Which organisation this station serves, and the duty numbers of those it reports to."""

    kind: ClassVar[str] = "station"
    org: str
    name: str
    district: str | None = None
    numbers: dict[str, str] = {}


class WatchTaken(Event, frozen=True, kw_only=True):
    """An officer took the watch, having read what was handed over (交接班)."""

    kind: ClassVar[str] = "watch"
    officer: str
    relieved: str | None = None
    sheet: tuple[str, ...] = ()


class PlanInForce(Event, frozen=True, kw_only=True):
    """A plan file came into force here; its bytes are kept beside the journal by their digest.

    ``built_in``: it shipped with the program, so a later version of it takes its place by itself.
    """

    kind: ClassVar[str] = "plan"
    code: str
    title: str
    version: str
    digest: str
    text_digest: str
    built_in: bool = False


class PlanNoted(Event, frozen=True, kw_only=True):
    """A plan was evaluated, or something came up that asks for its revision (8).

    ``about``: the code of a review or of a cause. ``on``: the day of an evaluation, as a date.
    ``withdrawn``: the note of that id is taken out, and why.
    """

    kind: ClassVar[str] = "plan_note"
    note: str
    plan: str
    about: str
    words: str = ""
    by: str = ""
    on: str = ""
    withdrawn: str = ""


class ClockMoved(Event, frozen=True, kw_only=True):
    """The machine slept, its wall clock is in doubt, or somebody decided on it; no due time moved.

    jump, behind, ahead, inferred: see `Doubt`. settled: the wall clock came back to the time by
    itself. accepted: the wall clock is right; kept: the time went on as before; entered: neither
    was right, and somebody said which time it is. ``base`` is what the time rests on from here
    on, for every terminal; what older versions wrote has none.
    """

    kind: ClassVar[str] = "clock"
    what: Literal[
        "jump",
        "suspend",
        "accepted",
        "kept",
        "behind",
        "ahead",
        "inferred",
        "settled",
        "entered",
    ]
    seconds: float
    base: TimeBase | None = None

    @property
    def doubt(self) -> Doubt:
        """Why the time is not sure from here on; empty where it is."""
        return self.what if self.what in ("jump", "behind", "ahead", "inferred") else ""


class BackedUp(Event, frozen=True, kw_only=True):
    """A copy of the journal was written, restored elsewhere and verified."""

    kind: ClassVar[str] = "backup"
    path: str
    entries: int
    head: str


class Restored(Event, frozen=True, kw_only=True):
    """Another file took the journal's place: a backup, or what was salvaged of a damaged one.

    Attributes:
        path: the file it was.
        entries: how many entries it had.
        head: the hash of this station's last entry in it.
        aside: the folder in which the journal of before lies; empty if there was none.
        salvaged: its chain may have gaps.
        missing: the first and last number of each gap in this station's chain.
    """

    kind: ClassVar[str] = "restored"
    path: str
    entries: int
    head: str
    aside: str = ""
    salvaged: bool = False
    missing: tuple[tuple[int, int], ...] = ()


class RoleGiven(Event, frozen=True, kw_only=True):
    """Whoever logs in under that name has another role from now on, whatever his key's line says.

    An empty ``role``: that of the line again.
    """

    kind: ClassVar[str] = "role_given"
    person: str
    role: str
    reason: str = ""


class DraftRecovered(Event, frozen=True, kw_only=True):
    """A draft that was being typed when the program ended was found and offered again."""

    kind: ClassVar[str] = "recovered"
    leans: ClassVar[bool] = False
    form: str
    saved_at: datetime
    characters: int


class Contact(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person. ``unit`` is the code of a member unit of the plan, where it is known to be one."""

    id: str
    name: str
    post: str = ""
    org: str = ""
    unit: str = ""
    phones: tuple[str, ...] = ()
    hours: str = ""
    note: str = ""
    removed: bool = False


class ContactsKept(Event, frozen=True, kw_only=True):
    """People of the 通讯录 as they are from now on; ``source`` names the file they came from.

    ``reason``: why somebody was taken off the list.
    """

    kind: ClassVar[str] = "contacts"
    people: tuple[Contact, ...]
    source: str = ""
    reason: str = ""
