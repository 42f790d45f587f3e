"""What is written down of annex 1: headquarters set up, duty sentences told, accepted, done."""

from typing import ClassVar, Literal

from cqcmd.incident.events.command import How, Level
from cqcmd.incident.events.entry import Event, LateEvent

SentenceState = Literal["notified", "accepted", "done"]
Service = Literal["power", "water", "gas", "other"]


class HeadquartersSetUp(LateEvent, frozen=True):
    """A headquarters was set up at the moment of the entry, in ``place`` (2.1, 2.2).

    Its members are people with a place there, so that they are called like all others. Said again
    of one headquarters, the last stands.
    """

    kind: ClassVar[str] = "hq_set_up"
    headquarters: Level
    place: str


class SupplierNamed(Event, frozen=True, kw_only=True):
    """An enterprise the plan names by its trade only (供电、供水、供气等单位) got its name.

    ``row`` is the unit of the plan whose sentences it has.
    """

    kind: ClassVar[str] = "supplier"
    unit: str
    name: str
    row: str
    service: Service = "other"


class UnitDutyMoved(LateEvent, frozen=True):
    """Duty sentences of a unit, numbered from 1 as annex 1 has them, came into a state.

    ``who`` of the unit was told, accepted, or said that it is done. ``headquarters`` is set where
    city and district have each a unit of their own for it. ``withdrawn``: it is not so after all.
    """

    kind: ClassVar[str] = "unit_duty"
    unit: str
    duties: tuple[int, ...]
    state: SentenceState
    headquarters: Level | None = None
    who: str = ""
    how: How = ""
    words: str = ""
    withdrawn: bool = False
