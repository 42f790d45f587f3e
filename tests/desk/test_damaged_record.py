"""A record with a bad entry opens, says so wherever the incident is shown, and goes on."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.errors import PlanLost, Refusal
from cqcmd.paths import JOURNAL
from tests.desk.calls import LIFT, TANK, at, report, take
from tests.journal.test_chain import TRIGGERS

MARK = "〔记录有损〕"


@pytest.fixture
def written(desk: Desk, clock: FixedClock, tmp_path: Path) -> Path:
    """A copy of a journal in which a good deal has happened."""
    tank, lift = take(desk, TANK), take(desk, LIFT)
    at(clock, minutes=5)
    report(desk, tank, "district_government", "phone")
    desk.facts.update(tank, {"deaths": "3"}, source="现场", at=clock.now())
    desk.logbook.note(tank, "消防已到场。")
    desk.logbook.promise(tank, "二十分钟后再报", None)
    desk.logbook.note(lift, "门已打开。")
    desk.logbook.strike(lift, desk.log(lift)[-1].entry, "误按")
    place = tmp_path / "copy"
    place.mkdir()
    with closing(sqlite3.connect(tmp_path / "data" / JOURNAL)) as link:
        link.execute("VACUUM INTO ?", (str(place / JOURNAL),))
    with closing(sqlite3.connect(place / JOURNAL)) as link, link:
        for name in TRIGGERS[:2]:
            link.execute(f"DROP TRIGGER {name}")
    return place / JOURNAL


def damage(path: Path, change: str, kind: str) -> None:
    with closing(sqlite3.connect(path)) as link, link:
        found = link.execute("SELECT min(arrival) FROM entry WHERE kind = ?", (kind,)).fetchone()
        link.execute(f"UPDATE entry SET {change} WHERE arrival = ?", found)


class Post:
    """A post over the damaged journal."""

    def __init__(self, path: Path, clock: FixedClock) -> None:
        self.opening = Opening(path.parent, None, clock)
        self.opening.read_journal()
        self.desk = self.opening.desk


def all_shown(desk: Desk) -> Iterator[str]:
    """Everything that is read of a record; whatever it is, it is said and not raised."""
    board = desk.board()
    yield from (row.who + row.what for row in board.rows)
    yield from (line.words for line in desk.log(None))
    yield from desk.station.handover_sheet()
    list(desk.alerts())
    desk.station.leaving()
    for row in board.rows:
        yield desk.strip(row.ident).title
        for ask in (
            desk.log,
            desk.situation,
            desk.papers.take_over,
            desk.papers.checklist,
            desk.overview,
        ):
            try:
                yield str(ask(row.ident))
            except PlanLost as lost:
                yield str(lost)


KINDS = ("opened", "facts", "details", "reported", "note", "promise", "struck", "verdict")


@pytest.mark.parametrize("kind", [*KINDS, "station", "watch"])
@pytest.mark.parametrize("change", ["data = '{'", "data = X'FFFE'", "occurred_at = 'x'"])
def test_one_bad_entry_and_everything_is_still_shown(
    written: Path, clock: FixedClock, kind: str, change: str
) -> None:
    damage(written, change, kind)
    desk = Post(written, clock).desk
    shown = list(all_shown(desk))
    assert len(desk.board().rows) == 2
    if change == "data = '{'" and kind != "verdict":
        assert any("读不出来" in words for words in shown)
    if desk.org:
        ident = desk.board().rows[0].ident
        desk.logbook.note(ident, "还能记。")
        assert desk.log(ident)[-1].words == "还能记。"


def test_the_incident_is_marked_wherever_it_is_shown(written: Path, clock: FixedClock) -> None:
    damage(written, "data = '{'", "facts")
    desk = Post(written, clock).desk
    marked, *rest = [row for row in desk.board().rows if row.who.startswith(MARK)]
    assert not rest
    assert desk.strip(marked.ident).title.startswith(MARK)
    [step] = [step for step in desk.situation(marked.ident).steps if step.action == "log"]
    assert step.words.startswith("有记录读不出来（第")
    assert "以下可能不全" in step.words
    assert "以下可能不全" in desk.papers.checklist(marked.ident).text.replace("\n", "")
    [line] = [line for line in desk.log(marked.ident) if line.kind == "unreadable"]
    assert line.words.startswith(f"第{line.seq}条读不出来：内容坏了")
    assert any("以下可能不全" in words for words in desk.station.handover_sheet())


def test_once_it_is_struck_nothing_is_missing_any_more(written: Path, clock: FixedClock) -> None:
    damage(written, "data = '{'", "note")
    desk = Post(written, clock).desk
    [row] = [row for row in desk.board().rows if row.who.startswith(MARK)]
    [line] = [line for line in desk.log(row.ident) if line.kind == "unreadable"]
    desk.logbook.strike(row.ident, line.entry, "已补记")
    assert not any(row.who.startswith(MARK) for row in desk.board().rows)


def test_a_call_that_cannot_be_read_stays_on_the_board(written: Path, clock: FixedClock) -> None:
    damage(written, "data = replace(data, '\"org\"', '\"0rg\"')", "opened")
    desk = Post(written, clock).desk
    assert sorted(row.number for row in desk.board().rows) == ["26-0001", "26-0002"]
    assert [row.number for row in desk.board().rows if row.who.startswith(MARK)] == ["26-0001"]


@pytest.mark.parametrize("seed", range(60))
def test_whatever_byte_is_flipped_the_post_opens_or_says_why_not(
    written: Path, clock: FixedClock, seed: int
) -> None:
    dice = random.Random(seed)
    with closing(sqlite3.connect(written)) as link, link:
        rows = link.execute("SELECT count(*) FROM entry").fetchone()[0]
        for _ in range(dice.choice((1, 1, 3))):
            column = dice.choice(("data", "data", "data", "kind", "incident", "occurred_at", "id"))
            here = (dice.randrange(rows) + 1,)
            sql = f'SELECT CAST("{column}" AS BLOB) FROM entry WHERE arrival = ?'
            text = bytearray(link.execute(sql, here).fetchone()[0] or b"x")
            text[dice.randrange(len(text))] ^= 1 << dice.randrange(8)
            sql = f'UPDATE entry SET "{column}" = CAST(? AS TEXT) WHERE arrival = ?'
            link.execute(sql, (bytes(text), *here))
    try:
        post = Post(written, clock)
    except Refusal as refusal:
        assert str(refusal)  # noqa: PT017 - either may be
        return
    list(all_shown(post.desk))
    post.opening.close()
