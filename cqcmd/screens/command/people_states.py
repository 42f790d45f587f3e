"""Keys that say where somebody is: one key a state, alive under an input method."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from cqcmd.desk.command.roster import PersonState
from cqcmd.desk.command.roster_views import STATES
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import tell_saved
from cqcmd.screens.common.incident_screen import IncidentScreen

KEYS: tuple[tuple[str, PersonState], ...] = (
    ("1,１", "notified"),
    ("2,２", "accepted"),
    ("3,３", "on_way"),
    ("4,４", "on_scene"),
    ("5,５", "released"),
    ("0,０", "called"),
)


class PeopleScreen(IncidentScreen):
    """Subclasses say whom the cursor stands on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Out of the last line: there a click presses the key, and no click writes anything.
        Binding(keys, f"state('{state}')", STATES[state], show=False, id=f"is-{state}")
        for keys, state in KEYS
    ]

    def states_hint(self) -> str:
        """The keys of the states, to be read rather than clicked."""
        return "  ".join(f"{keys[0]} {STATES[state]}" for keys, state in KEYS)

    def person_here(self) -> str:
        """The person under the cursor; empty if there is none."""
        return ""

    def after_state(self) -> None:
        """A state was recorded."""

    def action_state(self, state: PersonState) -> None:
        """Record what the person under the cursor said or did."""
        person = self.person_here()
        if not person:
            self.notify(_("把光标放到一个人上再按；没有人，先按 F9 加人。"), severity="warning")
            return
        try:
            self.desk.roster.set_state(self.ident, person, state)
        except Refusal as refusal:
            self.refused(refusal)
            return
        name = self.desk.roster.shown.name(self.ident, person)
        tell_saved(self, _("{name} {state}").format(name=name, state=STATES[state]))
        self.reload()
        self.after_state()
