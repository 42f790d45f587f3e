"""What an entry says of things of which an incident has one: words, decisions, records said anew.

What happens along the way (a person moved, a report was made, a team answered) is none of them: it
stays beside what was written before.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from cqcmd.incident import events
from cqcmd.incident.events.command import CHANGES
from cqcmd.incident.events.entry import Entry, Event

Words = Mapping[str, str | None]
"""What an entry says of which thing; ``None``: that there is none."""


def said(event: Event) -> Words:
    """Return what an event says of things of which there is one, by their codes."""
    says = _SAYS.get(type(event))
    return says(event) if says else {}


def told_again(entry: Entry, code: str) -> Event:
    """Return what an entry says of one thing, to be said once more. Raises Undecodable."""
    event = events.decode(entry.kind, entry.data)
    match event:
        case events.DetailsSet(fields=fields, source=source):
            registered = event.registered if code == "device" else {}
            return events.DetailsSet(
                fields={code: fields[code]}, source=source, registered=registered
            )
        case events.UnitDutyMoved(duties=duties):
            number = next(one for one in duties if _duty(event, one) == code)
            return msgspec.structs.replace(event, duties=(number,))
        case other:
            return other


def _whole(kind: str, ident: str) -> Callable[[Any], Words]:
    """Return what reads a record that is said anew as a whole, by the name of its id."""

    def says(event: Any) -> Words:
        told = msgspec.to_builtins(event)
        told.pop("late_reason", None)
        return {f"{kind}:{told[ident]}": msgspec.json.encode(told).decode()}

    return says


def _details(event: events.DetailsSet) -> Words:
    return {name: text or None for name, text in event.fields.items()}


def _stepped(event: events.ResponseStepped) -> Words:
    if event.step not in CHANGES:
        return {}
    return {"response": None if event.step == "ended" else event.level}


def _assigned(event: events.Assigned) -> Words:
    placed = {f"assigned:{event.place}:{event.person}": None if event.gone else "there"}
    leads = {f"leader:{event.place}": event.person} if event.leads and not event.gone else {}
    return placed | leads


def _task(event: events.TaskMoved) -> Words:
    return {f"task:{event.task}": None if event.state == "open" else event.state}


def _unit_duties(event: events.UnitDutyMoved) -> Words:
    return {
        _duty(event, number): None if event.withdrawn else event.state for number in event.duties
    }


def _duty(event: events.UnitDutyMoved, number: int) -> str:
    return f"duty:{event.unit}:{event.headquarters or ''}:{number}:{event.state}"


_SAYS: dict[type[Event], Callable[[Any], Words]] = {
    events.DetailsSet: _details,
    events.GradeOverridden: lambda one: {"override": None if one.lifted else one.grade or ""},
    events.ScopeJudged: lambda one: {"scope": one.rule or "" if one.out else None},
    events.Dismissed: lambda one: {"dismissed": None if one.lifted else "dismissed"},
    events.Closed: lambda one: {"closed": None if one.reopened else str(one.finished)},
    events.PlanChosen: lambda one: {"plan": one.digest},
    events.ResponseStepped: _stepped,
    events.HeadquartersSetUp: lambda one: {f"seat:{one.headquarters}": one.place},
    events.HeadquartersActed: lambda one: {f"act:{one.act}": None if one.lifted else "stands"},
    events.SupplierNamed: lambda one: {f"supplier:{one.unit}": one.name},
    events.UnitDutyMoved: _unit_duties,
    events.GroupStood: lambda one: {f"group:{one.group}": "stands" if one.stood else None},
    events.Assigned: _assigned,
    events.TaskMoved: _task,
    events.TaskRemarked: lambda one: {f"owner:{one.task}": one.owner} if one.owner else {},
    events.FamilyKept: _whole("family", "family"),
    events.LessonKept: _whole("lesson", "lesson"),
    events.NeedAsked: _whole("need", "need"),
    events.NeedOver: lambda one: {f"need:{one.need}": None},
    events.MoneySpent: _whole("spent", "spending"),
}
"""How each kind of entry is read for the one value that the next of its kind puts away."""
