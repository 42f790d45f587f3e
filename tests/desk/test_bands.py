"""What stands across the top line: the gravest first, until it is acknowledged."""

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.desk.station.bands import Bands
from cqcmd.views.masthead import Band
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


DISK = Band("盘满了", firm=True)
CENTRE = Band("14:05起中心连不上，本机自己记")


def test_what_cannot_be_acknowledged_hides_nothing_that_is_taken_down_with_it(
    desk: Desk, clock: FixedClock
) -> None:
    take(desk, TANK)
    bands = Bands()
    clock.advance(minutes=31)

    def words(disk: Band | None) -> list[str]:
        standing = bands.standing(clock.now(), list(desk.alerts()), disk=disk)
        return [band.words for band in standing]

    duties = words(None)
    assert words(DISK) == ["盘满了", *duties]
    assert not bands.acknowledge()
    assert words(DISK) == ["盘满了", *duties]
    assert words(None) == duties


def test_a_centre_that_is_away_stands_behind_all_else_and_can_be_acknowledged(
    desk: Desk, clock: FixedClock
) -> None:
    take(desk, TANK)
    bands = Bands()
    clock.advance(minutes=31)

    def words(centre: Band) -> list[str]:
        standing = bands.standing(clock.now(), list(desk.alerts()), centre=centre)
        return [band.words for band in standing]

    *duties, last = words(CENTRE)
    assert last == CENTRE.words
    for _duty in duties:
        assert bands.acknowledge()
        words(CENTRE)
    assert words(CENTRE) == [CENTRE.words]
    assert bands.acknowledge()
    assert words(CENTRE) == []
    assert words(Band("15:10起中心连不上，本机自己记")), "it went again"
