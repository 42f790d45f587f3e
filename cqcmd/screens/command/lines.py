"""People as lines of a table: state, since when, how to reach them."""

from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.views.command import PersonView
from cqcmd.widgets.table import Cell, Column, Line

PEOPLE_COLUMNS = (
    Column(_("状态"), 8),
    Column(_("自"), 9),
    Column(_("姓名"), 14),
    Column(_("职务"), 10),
    Column(_("单位"), 16),
    Column(_("号码"), 0),
)
LOOKS = {
    "": "soon",
    "called": "urgent",
    "notified": "",
    "accepted": "",
    "on_way": "strong",
    "on_scene": "met",
    "released": "dim",
}


def person_line(person: PersonView, clause: str, now: datetime) -> Line:
    """One person."""
    name = _("{name}(组长)").format(name=person.name) if person.leads else person.name
    reach = " ".join(part for part in (" ".join(person.phones), person.mark) if part)
    return Line(
        person.person,
        (
            Cell(person.state_name, LOOKS[person.state]),
            Cell(stamp(person.since, now) if person.since else "", "dim"),
            Cell(name, "strong" if person.leads else ""),
            Cell(person.post),
            Cell(person.unit),
            Cell(reach, "urgent" if person.mark else ""),
        ),
        clause,
    )


def person_detail(person: PersonView) -> str:
    """Everything about a person on one line."""
    parts = (
        person.name,
        person.post,
        person.unit,
        person.place,
        " ".join(person.phones),
        person.moves,
    )
    return "  ".join(part for part in (*parts, person.mark) if part)
