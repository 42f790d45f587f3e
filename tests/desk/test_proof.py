"""The record proved while the post goes on: what is wrong is named, and marked where it stands."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.station.bands import Bands
from cqcmd.paths import JOURNAL
from tests.desk.calls import TANK, at, take
from tests.journal.test_chain import TRIGGERS


def proved(desk: Desk) -> tuple[str, ...]:
    desk.proof.look()
    desk.proof.take()
    return desk.proof.lines()


def changed(data: Path, *sentences: str) -> None:
    with closing(sqlite3.connect(data / JOURNAL)) as link, link:
        for name in TRIGGERS[:2]:
            link.execute(f"DROP TRIGGER IF EXISTS {name}")
        for sentence in sentences:
            link.execute(sentence)


@pytest.fixture
def data(desk: Desk, tmp_path: Path) -> Path:
    """The folder of a post that was opened, proved and left again."""
    take(desk, TANK)
    place = tmp_path / "left"
    place.mkdir()
    with closing(sqlite3.connect(tmp_path / "data" / JOURNAL)) as link:
        link.execute("VACUUM INTO ?", (str(place / JOURNAL),))
    return place


class Post:
    def __init__(self, data: Path, clock: FixedClock) -> None:
        self._opening = Opening(data, None, clock)
        self._opening.read_journal()
        self.desk = self._opening.desk

    def leave(self) -> None:
        self.desk.proof.keep_head()
        self._opening.close()


def test_a_whole_record_is_said_to_be_whole(data: Path, clock: FixedClock) -> None:
    desk = Post(data, clock).desk
    assert proved(desk) == ()
    assert desk.proof.words == ""
    assert desk.proof.whole().startswith("日志完整：7 条，本站第 7 条")


def test_an_altered_figure_is_marked_wherever_it_is_shown(data: Path, clock: FixedClock) -> None:
    changed(data, "UPDATE entry SET data = replace(data, ':3', ':0') WHERE kind = 'facts'")
    desk = Post(data, clock).desk
    desk.refresh()
    proved(desk)
    assert "1 条被改过" in desk.proof.words
    [row] = desk.board().rows
    assert row.who.startswith("〔记录有损〕")
    assert {row.ident} <= desk.refresh()
    [line] = [line for line in desk.log(row.ident) if line.altered]
    assert line.kind == "facts"
    [step] = [step for step in desk.situation(row.ident).steps if step.action == "log"]
    assert "以下可能不对" in step.words


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("DELETE FROM entry WHERE seq > 5", "末尾少了 2 条"),
        ("UPDATE entry SET hash = 'x' WHERE seq = 7", "与上次记下的对不上"),
        ("UPDATE entry SET station = 'x'; UPDATE about SET value = 'x'", "不是同一个值班点"),
    ],
)
def test_it_is_held_against_the_head_kept_beside_it(
    data: Path, clock: FixedClock, sentence: str, told: str
) -> None:
    post = Post(data, clock)
    proved(post.desk)
    post.leave()
    changed(data, "DROP TRIGGER about_unchanged", *sentence.split("; "))
    desk = Post(data, clock).desk
    assert any(told in words for words in proved(desk))
    kept = (data / "heads.json").read_bytes()
    desk.proof.keep_head()
    assert (data / "heads.json").read_bytes() == kept, "what tells of it is kept"


def test_it_is_held_against_every_copy_in_sight(data: Path, clock: FixedClock) -> None:
    (data / "备份").mkdir()
    shutil.copyfile(data / JOURNAL, data / "备份" / "cqcmd-20260725.db")
    (data / "备份" / "bad.db").write_bytes(b"nonsense" * 100)
    changed(data, "DELETE FROM entry WHERE seq > 4")
    assert "备份 cqcmd-20260725.db" in proved(Post(data, clock).desk)[0]


def test_it_is_proved_again_after_a_day(data: Path, clock: FixedClock) -> None:
    desk = Post(data, clock).desk
    proved(desk)
    at(clock, hours=23)
    assert not desk.proof.due
    at(clock, hours=1)
    assert desk.proof.due


def test_the_band_stands_until_it_was_read(data: Path, clock: FixedClock) -> None:
    changed(data, "UPDATE entry SET actor = '王五' WHERE kind = 'facts'")
    desk, bands = Post(data, clock).desk, Bands()
    proved(desk)
    [band] = bands.standing(clock.now(), [], damage=desk.proof.words)
    assert band.words == "日志有损：1 条被改过（按 / 输入 验证日志）"
    assert bands.acknowledge()
    assert bands.standing(clock.now(), [], damage=desk.proof.words) == []


def test_the_sheet_of_a_hand_over_ends_with_the_head(data: Path, clock: FixedClock) -> None:
    desk = Post(data, clock).desk
    proved(desk)
    sheet = desk.station.head_noted()
    head = desk.proof.whole().rpartition(" ")[2]
    groups = " ".join(head[start : start + 4] for start in range(0, 16, 4))
    assert f"校验值 {groups}" in sheet[-1]
