"""A paste is text, whatever stands in it: none of it presses a key."""

import random

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from cqcmd.terminal.paste_guard import BEGIN, END, PasteGuard

HOSTILE = "长\x1b[31m4 5\x1b[2J\x1b]0;坏\x07\x1b\x1b[20x\x1b[201"
SHOWN = HOSTILE.replace("\x1b", "\u241b")


def heard(chunks: list[str]) -> list[object]:
    guard, parser = PasteGuard(), XTermParser(False)
    found = [event for chunk in chunks for event in parser.feed(guard.pass_on(chunk) or "")]
    return [event.text if isinstance(event, events.Paste) else event.key for event in found]  # type: ignore[attr-defined]


def test_escapes_in_a_paste_press_nothing() -> None:
    assert heard([f"a{BEGIN}{HOSTILE}{END}b"]) == ["a", SHOWN, "b"]


def test_two_pastes_and_an_arrow_between_them() -> None:
    typed = f"{BEGIN}\x1b4{END}\x1b[A{BEGIN}二{END}"
    assert heard([typed]) == ["\u241b4", "up", "二"]


@pytest.mark.parametrize("seed", range(50))
def test_marks_that_come_in_pieces(seed: int) -> None:
    cuts = random.Random(seed)
    typed, chunks = f"a{BEGIN}{HOSTILE}{END}b{BEGIN}二{END}", []
    while typed:
        size = cuts.randint(1, 9)
        chunks.append(typed[:size])
        typed = typed[size:]
    guard = PasteGuard()
    assert "".join(map(guard.pass_on, chunks)) == f"a{BEGIN}{SHOWN}{END}b{BEGIN}二{END}"
