"""Silence at the other end of a terminal: noticed within half a minute, ended within five."""

import pytest

from cqcmd.terminal.link import ASK, GONE, QUESTION, SILENT, TRIES, Link


class Line:
    """A link whose other end, parent and time are the test's."""

    def __init__(self) -> None:
        self.now = 0.0
        self.asked: list[str] = []
        self.taken = True
        self.parent = 7
        self.answering = True
        self.untaken = 0.0
        self.link = Link(self.ask, lambda: self.untaken, lambda: self.now, lambda: self.parent)

    def ask(self, question: str) -> bool:
        self.asked.append(question)
        if self.answering:
            self.link.answered()
        return True

    def wait(self, seconds: float, step: float = 1.0) -> int:
        """Let time go by; how often it was told that nobody is there."""
        told = 0
        for _second in range(round(seconds / step)):
            self.now += step
            self.untaken = 0.0 if self.taken else self.untaken + step
            told += self.link.look()
        return told


@pytest.fixture
def line() -> Line:
    return Line()


def test_a_terminal_that_answers_is_there_for_hours_and_asked_every_ten_seconds(line: Line) -> None:
    assert not line.wait(1)
    assert line.asked == [QUESTION], "at once: whether it answers must be known"
    assert not line.wait(7200)
    assert line.asked == [QUESTION] * round(1 + 7200 / ASK)
    assert not line.link.silent


def test_one_from_which_keys_come_is_not_asked(line: Line) -> None:
    for _key in range(60):
        line.wait(ASK / 2)
        line.link.heard()
    assert line.asked == [QUESTION]


def test_a_line_that_dies_while_somebody_types_from_the_first_second_is_noticed(
    line: Line,
) -> None:
    line.wait(2)
    line.link.heard()
    line.answering = False
    line.wait(SILENT)
    assert line.link.silent


def test_one_that_is_typed_at_and_never_answers_is_left_alone(line: Line) -> None:
    line.answering = False
    for _key in range(600):
        line.wait(3)
        line.link.heard()
    assert len(line.asked) == TRIES


def test_one_that_has_answered_and_answers_no_more_is_silent_within_half_a_minute(
    line: Line,
) -> None:
    line.wait(1)
    line.answering = False
    line.wait(SILENT - 1)
    assert not line.link.silent
    line.wait(1)
    assert line.link.silent
    assert SILENT + ASK <= 30
    line.link.heard()
    line.wait(1)
    assert not line.link.silent


def test_one_that_has_gone_is_told_once_and_within_five_minutes(line: Line) -> None:
    line.wait(ASK)
    line.answering = False
    assert line.wait(GONE) == 1
    assert GONE + ASK <= 300
    assert not line.wait(600)


def test_the_silence_of_one_that_never_answered_means_nothing(line: Line) -> None:
    line.answering = False
    assert not line.wait(86400)
    assert not line.link.silent
    assert len(line.asked) == TRIES


def test_one_that_takes_nothing_is_silent_whether_it_ever_answered_or_not(line: Line) -> None:
    line.answering = line.taken = False
    assert line.wait(GONE + 1) == 1
    assert line.link.silent
    assert len(line.asked) <= 1, "what is asked would only lie there with the rest"


def test_a_line_that_is_slow_and_takes_what_is_written_is_not_silent(line: Line) -> None:
    for _piece in range(200):
        line.taken = False
        line.wait(3)
        line.taken = True
        line.wait(1)
    assert not line.link.silent


def test_behind_an_orphaned_terminal_silence_counts_without_any_answer(line: Line) -> None:
    line.answering = False
    line.wait(100)
    line.parent = 1
    assert line.wait(GONE - 100 + 1) == 1


def test_a_session_of_a_server_outlives_its_parent(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Link, "follows_parent", False)
    line.answering, line.parent = False, 1
    assert not line.wait(GONE * 2)


def test_a_process_that_was_stopped_has_not_listened_meanwhile(line: Line) -> None:
    line.wait(ASK)
    line.wait(3600, step=3600)
    assert not line.link.silent
