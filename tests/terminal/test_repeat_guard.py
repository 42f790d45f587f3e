"""A finger that has not left its key writes once; whoever presses on purpose is obeyed."""

import pytest

from cqcmd.terminal.repeat_guard import RepeatGuard


class Keys:
    """Keys on a terminal where some of them write."""

    def __init__(self, *writing: str) -> None:
        self.writing, self.written, self.settled = writing, 0, 0.0
        self.guard = RepeatGuard(lambda: self.written)

    def press(self, key: str, at: float, lasts: float = 0.0, on: str = "") -> bool:
        """Press a key; whether it was obeyed.

        ``lasts``: how long it takes to do what it does; ``on``: what it acts on.
        """
        if self.guard.swallows(key, at, self.settled, on):
            return False
        self.written += key in self.writing
        self.settled = at + lasts
        return True


@pytest.mark.parametrize("key", ["f9", "enter", "space"])
def test_the_key_that_wrote_waits_a_second(key: str) -> None:
    keys = Keys(key)
    assert [keys.press(key, at) for at in (0.0, 0.2, 1.3)] == [True, False, True]


def test_a_key_held_down_writes_once_however_long() -> None:
    keys = Keys("space")
    assert [keys.press("space", at / 10) for at in range(40)].count(True) == 1
    assert keys.press("space", 5.0)


def test_f9_after_enter_that_saved_opens_nothing() -> None:
    keys = Keys("enter")
    assert keys.press("enter", 0.0)
    assert not keys.press("f9", 0.4)
    assert keys.press("f9", 1.1)


def test_what_was_pressed_while_the_disk_was_slow_is_a_repetition() -> None:
    keys = Keys("f9")
    assert keys.press("f9", 0.0, lasts=3.0)
    assert not keys.press("f9", 2.0)
    assert not keys.press("f9", 3.5)


@pytest.mark.parametrize("key", ["f9", "enter", "space"])
def test_pressed_anew_on_something_else_it_is_obeyed(key: str) -> None:
    """A form was saved and stands no more; a list went on to its next line."""
    keys = Keys(key)
    assert keys.press(key, 0.0, on="form")
    assert keys.press(key, 0.7, on="room")
    assert not keys.press(key, 1.4, on="room"), "that wrote as well, and it is the same"


def test_held_down_it_writes_once_whatever_comes_under_it() -> None:
    keys = Keys("space")
    repeats = (0.0, *(0.5 + n / 30 for n in range(60)))
    assert [keys.press("space", at, on=f"{at}") for at in repeats].count(True) == 1
    assert keys.press("space", 4.0, on="next")


def test_what_was_pressed_before_the_form_gave_way_was_meant_for_the_form() -> None:
    keys = Keys("f9")
    assert keys.press("f9", 0.0, lasts=3.0, on="form")
    assert not keys.press("f9", 2.0, on="room")
    assert keys.press("f9", 3.1, on="room")


def test_a_click_between_means_it() -> None:
    keys = Keys("space")
    assert keys.press("space", 0.0, on="one")
    keys.guard.interrupt()
    assert keys.press("space", 0.2, on="other")


def test_another_key_between_means_it() -> None:
    keys = Keys("space")
    assert [keys.press(key, 0.1) for key in ("space", "down", "space")] == [True, True, True]


def test_keys_that_write_nothing_repeat_as_they_like() -> None:
    keys = Keys()
    assert all(keys.press(key, 0.1) for key in ("enter", "enter", "space", "space", "f9", "f9"))


def test_the_full_width_space_is_the_same_finger() -> None:
    keys = Keys("space")
    assert keys.press("space", 0.0)
    assert not keys.press("ideographic_space", 0.2)


def test_letters_and_deletions_are_never_swallowed() -> None:
    keys = Keys("backspace", "b")
    assert [keys.press(key, 0.0) for key in ("b", "b", "backspace", "backspace")] == [True] * 4
