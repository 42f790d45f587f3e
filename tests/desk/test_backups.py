"""Copies by hand and by themselves: when, where, told how, and never at the cost of the record."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.station import copies_kept
from cqcmd.desk.station.copies_kept import mount_of
from cqcmd.errors import Refusal, Unwritable
from cqcmd.journal.copies.head_note import read_note
from tests.desk.calls import TANK, take


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that passes for one on another disk, as long as its marker lies in it."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    (folder / "plugged").touch()

    def mount(path: Path) -> str:
        plugged = path.name == folder.name and (path / "plugged").exists()
        return "/media/stick" if plugged else "/"

    monkeypatch.setattr(copies_kept, "mount_of", mount)
    monkeypatch.setattr(
        copies_kept, "on_another_disk", lambda path, _data: mount(path) == "/media/stick"
    )
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "data" / "备份"


def kinds(desk: Desk) -> list[str]:
    return [line.kind for line in desk.log(None)]


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.db"))


Another = Callable[[], Desk]


@pytest.fixture
def another(tmp_path: Path, clock: FixedClock, desk: Desk) -> Iterator[Another]:
    """Opens another terminal of the same station."""
    openings: list[Opening] = []

    def opened() -> Desk:
        openings.append(Opening(tmp_path / "data", None, clock))
        openings[-1].read_journal()
        return openings[-1].desk

    yield opened
    for opening in openings:
        opening.close()


def made_if_due(desk: Desk) -> bool:
    due = desk.backups.due()
    if due:
        desk.backups.by_themselves()
    return due


# By hand


def test_a_copy_on_the_same_disk_says_so_and_counts_for_no_other_disk(
    desk: Desk, tmp_path: Path
) -> None:
    said = desk.backups.back_up(tmp_path / "copies")
    assert said.startswith("已备份，但和日志在同一块盘上，请再备份到U盘：")
    assert desk.backups.age() == "还没有备份到别的盘"
    assert kinds(desk)[-1] == "backup"


def test_the_age_of_the_copy_on_another_disk_is_told(
    desk: Desk, stick: Path, clock: FixedClock, another: Another
) -> None:
    assert "同一块盘" not in desk.backups.back_up(stick)
    for passed, words in (({}, "刚刚"), ({"minutes": 7}, "7 分钟前"), ({"hours": 5}, "5 小时前")):
        clock.advance(**passed)
        assert desk.backups.age() == f"另一块盘上的备份 {words}"
    clock.advance(days=3)
    assert another().backups.age() == "另一块盘上的备份 3 天前"


def test_a_backup_of_an_earlier_version_is_told_as_one_of_an_unknown_disk(
    desk: Desk, stick: Path, clock: FixedClock
) -> None:
    desk.backups.back_up(stick)
    (stick.parent / "data" / "copies.json").unlink()
    clock.advance(days=2)
    assert desk.backups.age() == "上次备份 2 天前，不知在哪块盘"


def test_a_stick_that_is_not_plugged_in_is_no_folder_on_the_system_disk(
    desk: Desk, stick: Path
) -> None:
    desk.backups.back_up(stick)
    before = kinds(desk), copies(stick)
    (stick / "plugged").unlink()
    with pytest.raises(Unwritable, match="U盘没有插好"):
        desk.backups.back_up(stick)
    assert (kinds(desk), copies(stick)) == before


def test_a_stick_plugged_in_after_a_copy_went_to_its_empty_folder_is_taken(
    desk: Desk, stick: Path
) -> None:
    (stick / "plugged").unlink()
    assert "和日志在同一块盘上" in desk.backups.back_up(stick)
    (stick / "plugged").touch()
    assert desk.backups.back_up(stick).startswith("已备份：")
    assert desk.backups.elsewhere
    (stick / "plugged").unlink()
    with pytest.raises(Unwritable, match="U盘没有插好"):
        desk.backups.back_up(stick)


def test_a_full_stick_is_told_by_the_folder_that_was_named(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = os.mkdir

    def full(path: Path, mode: int = 0o777) -> None:
        if Path(path).name == "plans" and stick in Path(path).parents:
            raise OSError(28, "")
        plain(path, mode)

    monkeypatch.setattr(os, "mkdir", full)
    with pytest.raises(Unwritable) as fault:
        desk.backups.back_up(stick)
    assert str(fault.value).startswith(f"备份没有完成：{stick} 所在的盘写不下（磁盘已满）；请腾出")


def test_two_at_once_are_refused_in_words(desk: Desk, another: Another, tmp_path: Path) -> None:
    other = another()
    with desk.backups.place.alone(), pytest.raises(Refusal, match="正在备份"):
        other.backups.back_up(tmp_path / "copies")
    assert "已备份" in other.backups.back_up(tmp_path / "copies")


def test_a_failed_copy_names_the_one_that_was_made_at_home(
    desk: Desk, stick: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cqcmd.desk.station import copy_round

    def pulled(*_: object) -> None:
        raise Unwritable("U盘被拔出。")

    monkeypatch.setattr(copy_round, "deliver", pulled)
    with pytest.raises(Unwritable, match=r"没有完成：U盘被拔出。.*本机“备份”目录里的一份已经做好"):
        desk.backups.back_up(stick)
    assert len(copies(own)) == 1
    assert "backup" not in kinds(desk)


def test_a_copy_that_stands_is_told_though_the_record_takes_no_entry(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = desk.backups.make(stick)

    @contextmanager
    def refusing(_record: OpenRecord) -> Iterator[None]:
        raise Unwritable("磁盘已满。")
        yield

    monkeypatch.setattr(OpenRecord, "act", refusing)
    assert "已备份" in (said := desk.backups.write_down(copied))
    assert "没有记入日志：磁盘已满" in said
    assert desk.backups.age() == "另一块盘上的备份 刚刚"


@pytest.mark.parametrize("text", ["", "{", '{"last": {"1": {"place": "elsewhere"}}}', "[]"])
def test_a_document_that_is_broken_stops_no_copy(desk: Desk, stick: Path, text: str) -> None:
    (stick.parent / "data" / "copies.json").write_text(text)
    assert desk.backups.age() == "还没有备份到别的盘"
    assert "已备份" in desk.backups.back_up(stick)
    desk.backups.by_themselves()


# By themselves


def test_the_journal_is_copied_every_hour_it_changed(
    desk: Desk, clock: FixedClock, own: Path
) -> None:
    assert not desk.backups.due()
    clock.advance(minutes=5)
    assert made_if_due(desk)
    first = copies(own)
    assert len(first) == 1
    clock.advance(minutes=59)
    assert not desk.backups.due()
    clock.advance(minutes=1)
    assert made_if_due(desk)
    assert copies(own) == first, "nothing has changed"
    take(desk, TANK)
    clock.advance(hours=1)
    assert made_if_due(desk)
    assert len(copies(own)) == 2
    assert "backup" not in kinds(desk)


def test_a_clock_that_was_put_back_stops_no_copies(
    desk: Desk, clock: FixedClock, own: Path
) -> None:
    clock.advance(minutes=5)
    made_if_due(desk)
    clock.advance(days=-3)
    take(desk, TANK)
    assert made_if_due(desk)
    assert len(copies(own)) == 2


def test_a_hand_over_is_copied_at_once(desk: Desk, clock: FixedClock, own: Path) -> None:
    desk.backups.by_themselves()
    clock.advance(minutes=2)
    assert not desk.backups.due()
    desk.station.take_over("王强")
    assert made_if_due(desk)
    (copy,) = copies(own)  # the one of the same hour has given way
    assert copy.endswith("-140700.db")
    clock.advance(seconds=1)
    assert not desk.backups.due()


def test_one_terminal_of_several_copies(
    desk: Desk, another: Another, clock: FixedClock, own: Path
) -> None:
    other = another()
    clock.advance(minutes=6)
    assert made_if_due(desk)
    take(desk, TANK)
    other.refresh()
    assert made_if_due(other), "it looks"
    assert len(copies(own)) == 1, "and finds that another was first"
    clock.advance(minutes=59)
    assert not other.backups.due()
    clock.advance(minutes=1)
    assert made_if_due(other)
    assert len(copies(own)) == 2


def test_while_another_terminal_copies_nothing_is_said(
    desk: Desk, another: Another, clock: FixedClock, own: Path
) -> None:
    other = another()
    with desk.backups.place.alone():
        other.backups.by_themselves()
    assert copies(own) == []
    clock.advance(minutes=10)
    assert made_if_due(other)


def test_what_fails_is_tried_again_in_ten_minutes(desk: Desk, clock: FixedClock, own: Path) -> None:
    own.write_text("in the way")
    with pytest.raises(Unwritable):
        desk.backups.by_themselves()
    assert not desk.backups.due()
    own.unlink()
    clock.advance(minutes=10)
    assert made_if_due(desk)
    assert len(copies(own)) == 1


def test_the_folder_that_was_set_gets_a_copy_while_its_disk_is_there(
    desk: Desk, stick: Path, clock: FixedClock
) -> None:
    desk.backups.back_up(stick)
    desk.settings.set("backup_directory", str(stick))
    take(desk, TANK)
    clock.advance(hours=2)
    assert made_if_due(desk)
    hand, unasked = copies(stick)
    assert (hand[:8], unasked[:9]) == ("cqcmd-20", "cqcmd-自动-")
    assert desk.backups.age() == "另一块盘上的备份 刚刚"
    note = read_note(stick / unasked)
    assert note is not None
    assert desk.backups.verify().words.endswith(f"链首 {note.head}")
    clock.advance(hours=2)
    made_if_due(desk)
    assert copies(stick) == [hand, unasked], "nothing has changed"


def test_the_folder_on_the_system_disk_in_a_sticks_place_gets_none(
    desk: Desk, stick: Path, clock: FixedClock
) -> None:
    desk.backups.back_up(stick)
    desk.settings.set("backup_directory", str(stick))
    (stick / "plugged").unlink()
    take(desk, TANK)
    clock.advance(hours=2)
    before = copies(stick)
    assert made_if_due(desk)
    assert copies(stick) == before
    assert desk.backups.age() == "另一块盘上的备份 2 小时前"
    (stick / "plugged").touch()
    clock.advance(hours=1)
    assert made_if_due(desk)
    assert len(copies(stick)) == 2, "made up for once it is there again"


def test_a_backup_by_hand_is_the_copy_of_its_hour(
    desk: Desk, stick: Path, clock: FixedClock, own: Path
) -> None:
    take(desk, TANK)
    desk.backups.back_up(stick)
    before = copies(own)
    clock.advance(hours=2)
    assert made_if_due(desk)
    assert copies(own) == before, "its own entry makes it no older"


def test_who_observes_and_what_is_not_real_makes_none(
    desk: Desk, tmp_path: Path, clock: FixedClock
) -> None:
    opening = Opening(tmp_path / "sample", None, clock, "样例")
    opening.read_journal()
    clock.advance(hours=2)
    desk.observe(True)
    assert not desk.backups.due()
    assert not opening.desk.backups.due()
    assert opening.desk.backups.age() == ""
    opening.close()


def test_leaving_gives_a_copy_up(desk: Desk) -> None:
    with desk.backups.place.alone() as round_:
        assert [left.words[:5] for left in desk.backups.left()] == ["备份正在做"]
        desk.backups.cancel()
        assert round_.course.cancelled
    assert not list(desk.backups.left())
    assert not desk.backups.cancel()


def test_a_disk_begins_where_it_is_mounted(tmp_path: Path) -> None:
    assert mount_of(Path("/")) == "/"
    assert mount_of(tmp_path / "not there" / "nor this") == mount_of(tmp_path)
