"""Keys that say how far a duty sentence came: one digit a state, alive under an input method."""

from textual.binding import Binding

from cqcmd.desk.command.forms import SENTENCE_STATES, SentenceState
from cqcmd.i18n import _

KEYS: tuple[tuple[str, SentenceState], ...] = (
    ("1,１", "notified"),
    ("2,２", "accepted"),
    ("3,３", "done"),
)

STATE_BINDINGS = [
    # Out of the last line: there a click presses the key, and no click writes anything.
    Binding(keys, f"state('{state}')", SENTENCE_STATES[state], show=False, id=f"sentence-{state}")
    for keys, state in KEYS
]


def states_hint(what: str) -> str:
    """Return what the digits do, to be read rather than clicked."""
    keys = "  ".join(f"{keys[0]} {SENTENCE_STATES[state]}" for keys, state in KEYS)
    return _("{what}：{keys}").format(what=what, keys=keys)
