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


def person_line(each: PersonView, now: datetime) -> Line:
    """One person."""
    name = _("{name}(组长)").format(name=each.name) if each.leads else each.name
    reach = " ".join(part for part in (" ".join(each.phones), each.mark) if part)
    return Line(
        each.person,
        (
            Cell(each.state_name, LOOKS[each.state]),
            Cell(stamp(each.since, now) if each.since else "", "dim"),
            Cell(name, "strong" if each.leads else ""),
            Cell(each.post),
            Cell(each.unit),
            Cell(reach, "urgent" if each.mark else ""),
        ),
        "2.1",
    )


def person_detail(each: PersonView) -> str:
    """Everything about a person on one line."""
    parts = (each.name, each.post, each.unit, each.place, " ".join(each.phones), each.moves)
    return "  ".join(part for part in (*parts, each.mark) if part)
