"""A picture stands until it is told to go, its time has come, or the clock is set back."""

from datetime import timedelta

from cqcmd.clock import FixedClock
from cqcmd.desk.common.drawn_pictures import DrawnPictures
from cqcmd.desk.desk import Desk
from cqcmd.incident.picture import Picture
from tests.desk.calls import TANK, take

SECOND = timedelta(seconds=1)


def kept(desk: Desk) -> tuple[DrawnPictures, Picture]:
    """A picture that time alone will make another of."""
    picture = desk._open_record.picture(take(desk, TANK))
    drawn = DrawnPictures()
    drawn.keep(picture)
    return drawn, picture


def test_a_picture_stands_from_its_moment_until_its_time_has_come(desk: Desk) -> None:
    drawn, picture = kept(desk)
    ident, until = picture.incident.id, picture.until
    assert until is not None
    assert drawn.current(ident, picture.at) is picture
    assert drawn.current(ident, until - SECOND) is picture
    assert drawn.expired(until - SECOND) == set()
    assert drawn.current(ident, until) is None
    assert drawn.expired(until) == {ident}


def test_a_clock_set_back_asks_for_another_picture(desk: Desk) -> None:
    drawn, picture = kept(desk)
    assert drawn.current(picture.incident.id, picture.at - SECOND) is None


def test_what_is_in_hand_is_forgotten_and_what_is_closed_stays(
    desk: Desk, clock: FixedClock
) -> None:
    drawn, open_one = kept(desk)
    other = take(desk, TANK)
    desk.decisions.close(other, "处置结束", "王局")
    closed = desk._open_record.picture(other)
    drawn.keep(closed)
    drawn.forget_open()
    assert drawn.current(open_one.incident.id, clock.now()) is None
    assert drawn.current(other, clock.now()) is closed
    drawn.forget_all()
    assert drawn.current(other, clock.now()) is None
