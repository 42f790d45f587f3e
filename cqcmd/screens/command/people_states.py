"""Keys that say where somebody is: one key a state, alive under an input method."""

from textual.binding import Binding

from cqcmd.desk.command.forms import PERSON_STATES, PersonState
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.incident_screen import IncidentScreen

KEYS: tuple[tuple[str, PersonState], ...] = (
    ("1,１", "notified"),
    ("2,２", "accepted"),
    ("3,３", "on_way"),
    ("4,４", "on_scene"),
    ("5,５", "released"),
    ("0,０", "called"),
)


STATE_BINDINGS = [
    # Out of the last line: there a click presses the key, and no click writes anything.
    Binding(keys, f"state('{state}')", PERSON_STATES[state], show=False, id=f"is-{state}")
    for keys, state in KEYS
]


def states_hint() -> str:
    """Return the keys of the states, to be read rather than clicked."""
    return "  ".join(f"{keys[0]} {PERSON_STATES[state]}" for keys, state in KEYS)


def record_state(screen: IncidentScreen, person: str, state: PersonState) -> bool:
    """Record what a person said or did; returns whether it was."""
    if not person:
        words = _("把光标放到一个人上再按；没有人，先按 F9 加人。")
        screen.notify(words, severity="warning")
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
