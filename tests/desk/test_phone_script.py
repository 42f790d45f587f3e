"""What to say on the telephone: who was harmed, what this receiver has not been told."""

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from tests.desk.calls import TANK, report, take
from tests.desk.test_follow_ups import later, told, update
from tests.desk.test_response import step

TO = "city_regulator"


def said(desk: Desk, ident: str, receiver: str = TO, stage: str = "initial") -> dict[str, str]:
    """Each sentence by its code."""
    composer = desk.written.composer
    spoken = composer.spoken(composer.phone(ident, receiver, stage))
    return {code: words for code, _name, words, _missing in spoken}


def test_the_first_call_says_who_was_harmed(desk: Desk) -> None:
    ident = take(desk, TANK, missing="?2", light_injuries="0", serious_injuries="3-5")
    words = said(desk, ident)
    assert words["phone.5"] == "储罐爆炸，死亡1人，重伤确认3人，可能5人，可能失踪2人。"
    assert "change" not in words


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("储罐爆炸，1人死亡3人重伤", "储罐爆炸，1人死亡3人重伤。"),
        ("储罐爆炸致1死", "储罐爆炸致1死，重伤3人。"),
        ("储罐爆炸，2人死亡", "储罐爆炸，2人死亡，现死亡1人，重伤3人。"),
        ("", "事故概要待核，死亡1人，重伤3人。"),
    ],
)
def test_numbers_the_summary_gives_are_not_said_twice(desk: Desk, summary: str, words: str) -> None:
    assert said(desk, take(desk, TANK, summary=summary))["phone.5"] == words


def test_a_follow_up_says_first_what_has_changed(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    clock.advance(hours=1)
    update(desk, ident, {"deaths": "3", "missing": "2"})
    [duty, *_rest] = [deadline for deadline in later(desk, ident) if deadline.receiver == TO]
    words = said(desk, ident, TO, duty.stage)
    assert words["change"] == "续报：死亡由1人变为3人，失踪现为2人。"
    assert list(words).index("change") < list(words).index("phone.1")
    assert "死亡3人" in words["phone.5"]


def test_each_receiver_hears_what_he_was_not_told(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    clock.advance(hours=1)
    update(desk, ident, {"deaths": "2"})
    clock.advance(minutes=5)
    report(desk, ident, TO, "phone")
    clock.advance(hours=1)
    update(desk, ident, {"deaths": "3"})
    assert said(desk, ident, TO)["change"] == "续报：死亡由2人变为3人。"
    government = said(desk, ident, "district_government", "follow_up")
    assert government["change"] == "续报：死亡由1人变为3人。"


def test_to_who_was_told_nothing_nothing_has_changed(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=5)
    update(desk, ident, {"deaths": "3"})
    assert "change" not in said(desk, ident)


def test_the_last_report_says_that_it_is_the_last(desk: Desk) -> None:
    ident = told(desk)
    step(desk, ident, "started", "III")
    step(desk, ident, "ended", "III")
    [final, *_rest] = later(desk, ident, "final")
    assert said(desk, ident, final.receiver, "final")["change"] == "终报。"


def test_what_was_asked_about_is_told_once_it_is_known(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    clock.advance(hours=1)
    update(desk, ident, {"cause": "阀门破裂"})
    assert said(desk, ident, TO, "follow_up")["change"] == "续报：事故原因：阀门破裂。"
