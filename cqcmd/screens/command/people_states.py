"""Where somebody is: Space goes on to the next state, a choice names any of them."""

from cqcmd.desk.command.forms import PERSON_STATES, PersonState
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.views.command import PersonView

COURSE: tuple[PersonState, ...] = ("notified", "accepted", "on_way", "on_scene", "released")
"""The states in the order in which somebody comes through them."""

STATE_CHOICES: list[tuple[str, str]] = [
    (state, PERSON_STATES[state]) for state in (*COURSE, "called")
]


def advance_person(screen: IncidentScreen, person: PersonView | None) -> None:
    """Record the state after the one a person is in."""
    reached = COURSE.index(person.state) + 1 if person and person.state in COURSE else 0
    if person is not None and reached == len(COURSE):
        words = _("{name}已撤离，没有下一步；按回车可以改记。").format(name=person.name)
        screen.warn(words)
        return
    record_state(screen, person.person if person else "", COURSE[reached])


def record_state(screen: IncidentScreen, person: str, state: PersonState) -> bool:
    """Record what a person said or did; returns whether it was."""
    if not person:
        words = _("把光标放到一个人上再按；没有人，先按 F9 加人。")
        screen.warn(words)
        return False
    roster = screen.desk.roster
    try:
        roster.set_state(screen.ident, person, state)
    except Refusal as refusal:
        screen.refused(refusal)
        return False
    name = roster.shown.name(screen.ident, person)
    notify_saved(screen, _("{name} {state}").format(name=name, state=PERSON_STATES[state]))
    screen.reload()
    return True


def chosen_state(code: str) -> PersonState | None:
    """Return the state behind an answer; ``None`` if it is none."""
    return next((state for state in (*COURSE, "called") if state == code), None)
