"""The grammar of keys: which write, which stay as they are, and every binding there is."""

import re
from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

WRITING = frozenset(
    {
        "accept-watch",
        "advance",
        "advance-lot",
        "advance-person",
        "advance-sentence",
        "advance-task",
        "answer-kept",
        "answer-wall",
        "answer-yes",
        "answered",
        "close-anyway",
        "field-next",
        "merge-now",
        "next-field",
        "not-reached",
        "pick-as-typed",
        "pick-person",
        "reached",
        "remove-contact",
        "save",
        "save-fact-enter",
        "stand-group",
        "take-in",
        "take-in-call",
        "take-words",
        "tick-action",
        "tick-step",
        "undo",
        *(f"pick-{number}" for number in range(1, 10)),
    }
)
"""Ids of the keys that may write into the journal at once. Whatever else is pressed only shows,
opens or asks."""

ANSWERS = {"choose", "field-next", "run-command"}
"""What writes where a question is answered or a command is run, and elsewhere only opens."""

FIXED = re.compile(
    r"f[1-79]|\d|[\uff10-\uff19]|escape|enter|(ideographic_)?space|backspace|delete|(shift\+)?tab"
    r"|up|down|left|right|home|end|pageup|pagedown|ctrl\+[cq]|(fullwidth_)?question_mark"
)
"""Keys that a hand finds without looking: what has one of them keeps it, nothing else gets one."""


def writes(screen: Screen[object], key: str) -> bool:
    """Whether a key may write into the journal, pressed on that screen as it stands."""
    active = screen.active_bindings.get(key)
    if active is None:
        return False
    if active.binding.id in WRITING:
        return True
    # A question is asked before something is written: its answer writes.
    answer = active.binding.id in ANSWERS or active.binding.action == "submit"
    return screen.is_modal and answer


def is_act(binding: Binding) -> bool:
    """Whether a binding does something of ours that is worth naming; not what a field does."""
    ident = binding.id or "typing-"
    return bool(binding.description) and not ident.startswith("typing-")


def is_changed(app: App[Any], binding: Binding) -> bool:
    """Whether this installation has put a binding on another key."""
    return binding.id in app._keymap


def every_binding() -> Iterator[tuple[type[DOMNode], Binding]]:
    """Yield each binding in force on each screen and widget of ours that is imported."""
    for kind in _kinds(DOMNode):
        if kind.__module__.startswith("cqcmd.") and kind._merged_bindings:
            for bindings in kind._merged_bindings.key_to_bindings.values():
                yield from ((kind, binding) for binding in bindings)


def _kinds(of: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)
