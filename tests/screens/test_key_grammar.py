"""按键的规矩 of the guide, held over every binding of every screen and widget."""

import re
from collections import defaultdict
from functools import cache

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TextArea

import cqcmd.app.drill_app
import cqcmd.app.instructor_app
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.form_registry import every_form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.room_keys import ROOM_KEYS
from cqcmd.screens.common.writing import Writing
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.key_grammar import WRITING, every_binding

DIGITS = {*"0123456789", *map(chr, range(0xFF10, 0xFF1A))}
ROOMS = {key: f"room-{room}" for key, _digit, room, _name in ROOM_KEYS}
ROOM_DIGITS = {str(digit): f"room-{room}" for _key, digit, room, _name in ROOM_KEYS}

ABOUT_NO_INCIDENT = {
    "BoardScreen",
    "ClauseScreen",
    "ContactsScreen",
    "DebriefScreen",
    "DrillClockScreen",
    "DrillScreen",
    "HazardsScreen",
    "InstructorScreen",
    "IntakeScreen",
    # A text in the hand, read and handed over; over it stands no incident's strip.
    "IssuedScreen",
    "ManualScreen",
    "PaperScreen",
    "PlanDifferenceScreen",
    "ReadingScreen",
    "StoreScreen",
    "RotaScreen",
    "ReleaseScreen",
    "WarningsScreen",
}
"""Screens without the strip of an incident, on which F2 to F7 have a use of their own."""

CHOICES = {
    *("AskReason", "ChooseSeveral", "Confirm", "DecisionMenu"),
    *("LeavingScreen", "LooksMenu", "Menu", "OperatorMenu", "TimeQuestionScreen"),
}
"""Questions: there digits answer."""

Bound = dict[str, Binding]


@cache
def screens() -> dict[type[DOMNode], Bound]:
    """What each key does by itself on each kind of screen and widget of ours."""
    every_form()
    # Imported, and so among the subclasses of every_binding.
    assert cqcmd.app.drill_app
    assert cqcmd.app.instructor_app
    found: dict[type[DOMNode], Bound] = defaultdict(dict)
    for kind, binding in every_binding():
        if binding not in TextArea.BINDINGS and kind.__module__ != "cqcmd.screens.common.writing":
            found[kind][binding.key] = binding
    return {
        kind: {key: one for key, one in bound.items() if one.id or ours(kind, one)}
        for kind, bound in found.items()
    }


def ours(kind: type[DOMNode], binding: Binding) -> bool:
    """Whether a binding was written here, not by the toolkit."""
    written = (vars(base).get("BINDINGS", ()) for base in kind.__mro__ if _own(base))
    return any(
        binding.action == other.action and binding.key in other.key.split(",")
        for bindings in written
        for other in bindings
        if isinstance(other, Binding)
    )


def _own(base: type) -> bool:
    return base.__module__.startswith("cqcmd.")


def by_screen(*kinds: type[DOMNode]) -> list[tuple[str, Bound]]:
    return [(kind.__name__, keys) for kind, keys in screens().items() if issubclass(kind, kinds)]


def test_every_binding_has_an_id() -> None:
    nameless = {
        f"{kind.__name__} {key}"
        for kind, keys in screens().items()
        for key, binding in keys.items()
        if not binding.id
    }
    assert nameless == set()


def test_one_id_is_one_meaning() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for keys in screens().values():
        for binding in keys.values():
            meanings[str(binding.id)].add(binding.description)
    assert {ident: words for ident, words in meanings.items() if len(words) > 1} == {}


def test_one_screen_has_no_two_acts_under_one_id() -> None:
    for kind, keys in screens().items():
        acts: dict[str, set[str]] = defaultdict(set)
        for binding in keys.values():
            acts[str(binding.id)].add(binding.action)
        assert {i: a for i, a in acts.items() if len(a) > 1} == {}, kind.__name__


def test_digits_change_rooms_about_an_incident_and_are_input_elsewhere() -> None:
    for name, keys in by_screen(DOMNode):
        bound = {str(keys[key].id) for key in DIGITS & keys.keys()}
        answers = {ident for ident in bound if ident.startswith(("pick-", "answer-"))}
        assert bound <= (answers or set(ROOM_DIGITS.values())), name
        assert bool(answers) == (name in CHOICES), name


def test_every_screen_about_an_incident_has_the_digits_and_f_keys_of_its_rooms() -> None:
    for name, keys in by_screen(IncidentScreen):
        for key, room in (ROOMS | ROOM_DIGITS).items():
            assert keys[key].id == room, f"{name}: {key}"
            assert keys[chr(ord(key) + 0xFEE0)].id == room if key.isdigit() else True


def test_f_keys_leave_a_form_for_a_room() -> None:
    for name, keys in by_screen(FieldForm):
        assert {key: keys[key].id for key in ROOMS} == ROOMS, name


def test_f2_to_f7_have_another_use_only_where_no_incident_stands_above() -> None:
    others = {
        name
        for name, keys in by_screen(Screen)
        if any(key in keys and keys[key].id != room for key, room in ROOMS.items())
    }
    assert others == ABOUT_NO_INCIDENT


def test_no_field_keeps_a_key_for_itself_that_leads_elsewhere() -> None:
    for field in (Input, Writing, TextField, Choice):
        kept = field._merged_bindings.key_to_bindings if field._merged_bindings else {}
        assert not {*ROOMS, "f8", "f9", "escape"} & kept.keys(), field


def test_no_key_of_a_room_that_is_a_digit_or_an_f_key_writes() -> None:
    assert not WRITING & {*ROOMS.values(), "update", "report", "safety"}


def test_every_letter_has_a_twin_that_an_input_method_lets_pass() -> None:
    """``u`` and F8, ``r`` and Ctrl+R; in a choice a digit.

    Where the twin has another use, as Ctrl+N on the intake, letters are typed anyway.
    """
    for kind, keys in screens().items():
        twins: dict[str, set[str]] = defaultdict(set)
        for key, binding in keys.items():
            twins[binding.action].add(key)
        for action, all_keys in twins.items():
            if any(re.fullmatch("[a-z]", key) for key in all_keys):
                assert any(map(passes, all_keys)) or taken(keys, all_keys), (kind, action)


def passes(key: str) -> bool:
    return len(key) > 1 or key in DIGITS


def taken(keys: Bound, letters: set[str]) -> bool:
    return any(f"ctrl+{letter}" in keys for letter in letters)


def test_a_key_of_punctuation_works_in_full_width_too() -> None:
    twins = {
        "question_mark": "fullwidth_question_mark",
        "full_stop": "ideographic_full_stop",
        "slash": "fullwidth_solidus",
        "space": "ideographic_space",
    }
    for name, keys in by_screen(DOMNode):
        for key in twins.keys() & keys.keys():
            assert keys[twins[key]].action == keys[key].action, f"{name}: {key}"


def test_esc_leaves_every_screen_but_the_board() -> None:
    without = {name for name, keys in by_screen(Screen) if "escape" not in keys}
    bases = {"PostScreen", "ModalSheet", "IncidentScreen", "DebriefPages"}
    abstract = bases | {"DrillClockScreen", "LiveIntake"}
    # Any key leads off a cover, to the question who is there.
    assert without - abstract == {"BoardScreen", "CoverScreen"}


def test_esc_backspace_and_del_mean_one_thing_each() -> None:
    for name, keys in by_screen(Screen):
        if "backspace" in keys:
            assert keys["backspace"].id == "undo", name
        if "f9" in keys and "enter" in keys:
            assert keys["f9"].action != "dismiss", name


def test_backspace_undoes_on_every_screen_of_an_incident_and_where_lists_are_written() -> None:
    for name, keys in by_screen(IncidentScreen):
        assert keys["backspace"].id == "undo", name
    own = ("BoardScreen", "WarningsScreen", "HazardsScreen", "StationLogScreen", "StoreScreen")
    own = ("BoardScreen", "WarningsScreen", "HazardsScreen", "RotaScreen", "StationLogScreen")
    for name in (*own, "ContactsScreen", "IssuedScreen"):
        keys = dict(by_screen(PostScreen))[name]
        assert keys["backspace"].id == "undo", name


def test_the_clause_is_on_the_question_mark_everywhere() -> None:
    for name, keys in by_screen(PostScreen):
        assert keys["question_mark"].action == "clause", name


def test_what_is_said_to_write_is_bound_somewhere() -> None:
    every = {binding.id for keys in screens().values() for binding in keys.values()}
    assert every >= WRITING


@pytest.mark.parametrize("key", ["space", "ideographic_space"])
def test_space_only_advances(key: str) -> None:
    """What Space does, Space undoes or goes on with: it never opens, closes or takes out."""
    advancing = {
        "advance",
        "advance-lot",
        "advance-person",
        "advance-sentence",
        "answered",
        "keep-pledge",
        "mark-one",
        "next-code",
        "reached",
        "read-sentence",
        "tick-action",
        "tick-step",
        "typing-option-next",
    }
    for name, keys in by_screen(DOMNode):
        if key in keys:
            assert keys[key].id in advancing, name


def test_a_question_is_answered_by_digits() -> None:
    for name, keys in by_screen(ModalScreen):
        if "pick-1" in {binding.id for binding in keys.values()}:
            assert [keys[str(n)].id for n in range(1, 10)] == [f"pick-{n}" for n in range(1, 10)]
            assert "１" in keys, name
