"""Who else is here, as each desk tells of it; the seconds are the test's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.common.operator import Operator
from cqcmd.desk.opening import Opening
from cqcmd.desk.station.colleagues import BEAT, UNANSWERED, Place
from tests.desk.calls import TANK, take
from tests.desk.conftest import START


class Terminal:
    """A desk over the record that all share, and how its other end does."""

    def __init__(self, data: Path, name: str) -> None:
        self.now = 0.0
        self.opening = Opening(data, None, FixedClock(START), operator=Operator(name))
        self.opening.read_journal()
        self.desk = self.opening.desk
        self.colleagues = self.desk.colleagues
        self.colleagues.counter = lambda: self.now
        self.look = self.colleagues.look

    def seen(self) -> list[tuple[str, str, str]]:
        self.look()
        return [(one.name, one.place, one.doing) for one in self.colleagues.all]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Terminal, Terminal]]:
    one, other = Terminal(tmp_path / "data", "李敏"), Terminal(tmp_path / "data", "王强")
    yield one, other
    for each in (one, other):
        each.colleagues.leave()
        each.opening.close()


def test_each_sees_the_other_and_where_he_is(pair: tuple[Terminal, Terminal]) -> None:
    one, other = pair
    ident = take(one.desk, TANK)
    other.desk.refresh()
    assert one.seen() == []
    one.colleagues.stand(Place("电话报告", ident, ("phone-1",), typing=True))
    other.colleagues.stand(Place("值班台"))
    one.look()
    assert other.seen() == [("李敏", "26-0001 电话报告", "正在填写")]
    assert one.seen() == [("王强", "值班台", "")]
    assert [each.name for each in other.colleagues.about(ident)] == ["李敏"]
    assert one.colleagues.about(ident) == ()
    assert other.colleagues.meeting(ident, "phone-1") == "李敏正在报"
    assert other.colleagues.meeting(ident, "phone-2") == ""
    assert one.colleagues.about("") == ()


def test_whoever_has_gone_is_seen_no_more(pair: tuple[Terminal, Terminal]) -> None:
    one, other = pair
    one.look()
    assert len(other.seen()) == 1
    one.colleagues.leave()
    assert other.look()
    assert other.colleagues.all == ()


def test_a_look_tells_only_of_what_is_otherwise(pair: tuple[Terminal, Terminal]) -> None:
    one, other = pair
    one.look()
    assert other.look()
    for _second in range(20):
        one.now += 1
        other.now += 1
        one.look()
        assert not other.look(), "a beat is no news"
    one.colleagues.stand(Place("值班台", typing=True))
    one.look()
    assert other.look()


def test_one_that_is_held_up_is_seen_within_half_a_minute_and_when_it_goes_on(
    pair: tuple[Terminal, Terminal],
) -> None:
    one, other = pair
    one.look()
    other.look()
    other.now += UNANSWERED
    assert other.look()
    [held_up] = other.colleagues.all
    assert held_up.silent
    assert BEAT + UNANSWERED <= 30
    one.now += UNANSWERED
    one.look()
    assert other.look()
    assert not other.colleagues.all[0].silent


def test_one_whose_terminal_does_not_answer_says_so_itself(
    pair: tuple[Terminal, Terminal],
) -> None:
    one, other = pair
    one.look(answers=False)
    other.look()
    assert other.colleagues.all[0].silent
    one.colleagues.stand(Place("电话报告", "i", ("phone-1",)))
    one.look(answers=False)
    other.look()
    assert other.colleagues.meeting("i", "phone-1") == "", "nobody is at that telephone"


def test_a_name_is_neither_control_code_nor_endless(tmp_path: Path) -> None:
    bad = Terminal(tmp_path / "data", "\x1b[2J[red]强\n" + "长" * 500)
    here = Terminal(tmp_path / "data", "")
    bad.colleagues.stand(Place("\x07值班台"))
    bad.look()
    here.look()
    [seen] = here.colleagues.all
    assert "\x1b" not in seen.name + seen.place
    assert "\x07" not in seen.place
    assert "\n" not in seen.name
    assert len(seen.name) <= 24
    here.colleagues.stand(Place("值班台"))
    here.look()
    assert bad.seen() == [("没留名的终端", "值班台", "")]
    for each in (bad, here):
        each.colleagues.leave()
        each.opening.close()


def test_a_folder_that_takes_no_file_is_told_and_the_look_goes_on(
    pair: tuple[Terminal, Terminal], tmp_path: Path
) -> None:
    one, other = pair
    one.look()
    assert len(other.seen()) == 1
    one.colleagues.leave()
    other.colleagues.leave()
    place = tmp_path / "data" / "present"
    place.rmdir()
    place.write_text("no folder", "utf-8")
    one.colleagues.stand(Place("态势"))
    assert not one.look(), "once may be a moment"
    assert one.look()
    other.look()
    assert other.colleagues.all
    other.look()
    assert other.colleagues.all == (), "nobody is said to be there of whom nothing is known"
    assert "看不到别的终端" in one.colleagues.trouble
    assert not one.look(), "told once"
    place.unlink()
    assert one.look()
    assert not one.colleagues.trouble


def test_a_sample_and_a_drill_show_nobody(tmp_path: Path) -> None:
    opening = Opening(tmp_path / "data", None, FixedClock(START), "样例")
    assert not opening.desk.colleagues.shown
    opening.close()
    assert not (tmp_path / "data" / "present").exists()
