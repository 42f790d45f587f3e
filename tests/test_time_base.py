"""On what a time rests: what a start finds, by what was kept, recorded and read off the machine."""

import pytest

from cqcmd.time_base import EARLIEST, LONG, Doubt, Reading, TimeBase, carried, reckon, same_run

NOW = 1_784_959_500.0
BASE = TimeBase(at=NOW, wall=NOW, steady=100.0, boot="a")
FAST = TimeBase(at=NOW, wall=NOW + 3_600, steady=100.0, boot="a")


@pytest.mark.parametrize(
    ("base", "last", "here", "at", "doubt"),
    [
        pytest.param(None, None, Reading(NOW, 5), NOW, "", id="a new post"),
        pytest.param(None, None, Reading(0, 5), 0, "behind", id="a new post in 1970"),
        pytest.param(None, NOW, Reading(NOW + 9, 5), NOW + 9, "", id="an older version's record"),
        pytest.param(None, NOW, Reading(NOW - 3_600, 5), NOW, "behind", id="and a clock set back"),
        pytest.param(BASE, NOW, Reading(NOW + 60, 160, "a"), NOW + 60, "", id="started again"),
        pytest.param(
            BASE, NOW, Reading(NOW - 3_540, 160, "a"), NOW + 60, "jump", id="set back meanwhile"
        ),
        pytest.param(
            BASE, NOW, Reading(NOW + 3_660, 160, "a"), NOW + 60, "jump", id="set forward meanwhile"
        ),
        pytest.param(
            FAST, NOW, Reading(NOW + 60, 160, "a"), NOW + 60, "", id="set right meanwhile"
        ),
        pytest.param(
            FAST, NOW, Reading(NOW + 3_660, 160, "a"), NOW + 60, "", id="still as it was judged"
        ),
        pytest.param(
            BASE, NOW + 99, Reading(NOW + 60, 160, "a"), NOW + 99, "behind", id="another's record"
        ),
        pytest.param(BASE, NOW, Reading(NOW + 600, 5, "b"), NOW + 600, "", id="the machine anew"),
        pytest.param(BASE, NOW, Reading(NOW - 600, 5, "b"), NOW, "behind", id="anew and behind"),
        pytest.param(BASE, NOW, Reading(0, 5, "b"), NOW, "behind", id="its battery is dead"),
        pytest.param(
            BASE, NOW, Reading(NOW + LONG + 9, 5, "b"), NOW + LONG + 9, "ahead", id="far ahead"
        ),
        pytest.param(
            FAST, NOW, Reading(NOW + 4_200, 5, "b"), NOW + 600, "inferred", id="anew, was judged"
        ),
        pytest.param(
            FAST, NOW, Reading(NOW + 600, 5, "b"), NOW, "behind", id="anew, set right: not known"
        ),
    ],
)
def test_which_moment_it_is(
    base: TimeBase | None, last: float | None, here: Reading, at: float, doubt: Doubt
) -> None:
    found = reckon(base, last, here)
    assert (found.at, found.doubt) == (at, doubt)


def test_only_the_same_run_of_the_machine_counts_on() -> None:
    assert same_run(BASE, Reading(0, 101, "a"))
    assert not same_run(BASE, Reading(0, 101, "b"))
    assert not same_run(BASE, Reading(0, 99, "a")), "a counter never goes back"
    assert not same_run(TimeBase(at=0, wall=0, steady=0), Reading(0, 1)), "a run without a name"
    assert carried(FAST, Reading(0, 130, "a")) == NOW + 30
    assert carried(FAST, Reading(NOW + 3_700, 130, "b")) == NOW + 100


def test_the_plan_is_older_than_any_call() -> None:
    assert reckon(None, None, Reading(EARLIEST, 5)).doubt == ""
    assert reckon(None, None, Reading(EARLIEST - 1, 5)).doubt == "behind"
