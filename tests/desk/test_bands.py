"""What stands across the top line: the gravest first, until it is acknowledged."""

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.desk.station.bands import Bands
from tests.desk.calls import LIFT, TANK, take


def shown(desk: Desk, bands: Bands) -> list[str]:
    """The words of the bands, as a second finds them."""
    bands.follow(desk.graded())
    return [band.words for band in bands.standing(desk.clock.now(), list(desk.alerts()))]


def test_a_grade_that_came_with_its_call_or_before_the_start_is_no_news(desk: Desk) -> None:
    take(desk, TANK)
    bands = Bands()
    assert shown(desk, bands) == []
    take(desk, TANK)
    assert shown(desk, bands) == []


def test_a_raise_names_what_it_was_when_last_acknowledged(desk: Desk, clock: FixedClock) -> None:
    ident, bands = take(desk, TANK), Bands()
    shown(desk, bands)
    desk.facts.update(ident, {"deaths": "5"}, source="120", at=clock.now())
    shown(desk, bands)
    desk.facts.update(ident, {"deaths": "12"}, source="120", at=clock.now())
    (words,) = shown(desk, bands)
    assert words.startswith("26-0001 升为重大（1.5.2） 原")
    assert bands.acknowledge()
    assert shown(desk, bands) == []
    desk.facts.update(ident, {"deaths": "31"}, source="120", at=clock.now())
    assert shown(desk, bands) == ["26-0001 升为特别重大（1.5.1） 原重大"]


def test_a_raise_that_is_taken_back_is_no_raise(desk: Desk, clock: FixedClock) -> None:
    ident, bands = take(desk, TANK), Bands()
    shown(desk, bands)
    desk.facts.update(ident, {"deaths": "12"}, source="120", at=clock.now())
    assert len(shown(desk, bands)) == 1
    desk.logbook.undo(ident)
    assert shown(desk, bands) == []


def test_the_gravest_stands_first_and_each_is_acknowledged_alone(
    desk: Desk, clock: FixedClock
) -> None:
    ident, bands = take(desk, TANK), Bands()
    take(desk, LIFT, stranded_hours="1:30")
    team = desk.safety.enter(ident, TeamForm(name="一队", at=clock.now()))
    shown(desk, bands)
    clock.advance(minutes=31)
    words = shown(desk, bands)
    assert "两次未应答" in words[0]
    assert words[1].startswith("26-0002 升为一般")
    assert words[2:] == ["26-0001 电话 区县政府", "26-0001 电话 市市监局"]
    assert not bands.acknowledge()
    desk.safety.leave(ident, team)
    assert shown(desk, bands) == words[1:]
    assert bands.acknowledge()
    assert shown(desk, bands) == words[2:]
    assert bands.acknowledge()
    assert shown(desk, bands) == words[3:]
