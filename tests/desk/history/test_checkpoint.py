"""A post tells the same of everything, whether it read ten years or their checkpoint."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

import cqcmd.desk.history.finished_incidents as finished_incidents
from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.history.making import make_checkpoint
from cqcmd.errors import BadInput, Unwritable
from cqcmd.incident.ledger import Ledger
from cqcmd.paths import CHECKPOINT, JOURNAL
from tests.desk.calls import take
from tests.desk.history.two_ways import damage, finish, post, rooms, told


@pytest.fixture
def old(desk: Desk, clock: FixedClock) -> list[str]:
    """Four incidents that are over for long, one call that is void, and one in hand."""
    found = [finish(desk, unit=f"第{number}化工厂") for number in range(4)]
    found.append(void := take(desk, {"unit": "打错的"}))
    desk.logbook.strike(void, desk.log(void)[0].entry, "误接")
    clock.advance(days=60)
    take(desk, {"unit": "长江化工"})
    return found


@pytest.fixture
def data(desk: Desk, old: list[str], tmp_path: Path, clock: FixedClock) -> Path:
    """The data directory, with its checkpoint."""
    make_checkpoint(tmp_path / "data", clock)
    return tmp_path / "data"


@pytest.fixture
def whole(data: Path, clock: FixedClock) -> Iterator[Desk]:
    """A desk that read everything."""
    with post(data, clock, whole=True) as desk:
        yield desk


@pytest.fixture
def part(data: Path, clock: FixedClock) -> Iterator[Desk]:
    """A desk that read what its checkpoint leaves."""
    with post(data, clock, whole=False) as desk:
        yield desk


def _ledger(desk: Desk) -> Ledger:
    return desk._open_record.ledger


def test_finished_ones_are_not_read(part: Desk, old: list[str]) -> None:
    assert _ledger(part).finished.numbers.keys() == set(old)
    assert len(_ledger(part).incidents) == 1
    assert (part.board().older, part.board().older_void) == (5, 1)


def test_all_is_told_alike(whole: Desk, part: Desk) -> None:
    assert told(part) == told(whole)
    assert len(_ledger(part).incidents) == 1, "and nothing was read for it"


def test_one_is_read_where_it_is_opened(whole: Desk, part: Desk, old: list[str]) -> None:
    for ident in old:
        assert rooms(part, ident) == rooms(whole, ident)
    assert part.board() == whole.board()
    assert told(part) == told(whole)


def test_one_is_found_by_its_number(whole: Desk, part: Desk, old: list[str]) -> None:
    number = whole.strip(old[2]).number
    assert part.numbered(number) == old[2]


def test_what_is_written_of_one_afterwards_is_shown(
    part: Desk, old: list[str], data: Path, clock: FixedClock
) -> None:
    with post(data, clock, whole=False) as other:
        other.facts.update(old[1], {"deaths": "3"}, source="医院", at=clock.now())
        part.refresh()
        assert "3" in part.strip(old[1]).toll
        with post(data, clock, whole=True) as whole:
            assert told(part) == told(other) == told(whole)
            assert rooms(part, old[1]) == rooms(other, old[1]) == rooms(whole, old[1])


def test_what_was_written_since_is_read_at_the_next_start(
    data: Path, old: list[str], clock: FixedClock
) -> None:
    with post(data, clock, whole=True) as desk:
        desk.logbook.note(old[0], "家属来电。")
        take(desk, {"unit": "新的一起"})
    with post(data, clock, whole=False) as part, post(data, clock, whole=True) as whole:
        assert told(part) == told(whole)
        assert rooms(part, old[0]) == rooms(whole, old[0])


def test_another_organisation_has_all_read_anew(part: Desk, data: Path, clock: FixedClock) -> None:
    part.station.set_up("city_regulator", "市市场监管局", "", {}, "李敏")
    with post(data, clock, whole=True) as whole, post(data, clock, whole=False) as next_start:
        assert told(part) == told(whole) == told(next_start)


def test_the_next_one_takes_over_what_stays(data: Path, old: list[str], clock: FixedClock) -> None:
    with post(data, clock, whole=True) as desk:
        desk.logbook.note(old[0], "家属来电。")
    clock.advance(days=60)
    with post(data, clock, whole=True) as desk:
        desk.station.take_over("张三")
    assert "5 起" in make_checkpoint(data, clock)
    with post(data, clock, whole=False) as part, post(data, clock, whole=True) as whole:
        assert len(_ledger(part).finished.numbers) == 5
        assert told(part) == told(whole)


def test_one_written_of_lately_is_none(data: Path, old: list[str], clock: FixedClock) -> None:
    with post(data, clock, whole=True) as desk:
        desk.logbook.note(old[0], "家属来电。")
    make_checkpoint(data, clock)
    with post(data, clock, whole=False) as part:
        assert old[0] not in _ledger(part).finished.numbers


@pytest.mark.parametrize("cut", [0, 10, 100, -1, -20])
def test_one_that_is_cut_is_thrown_away(data: Path, clock: FixedClock, cut: int) -> None:
    path = data / CHECKPOINT
    raw = path.read_bytes()
    path.write_bytes(raw[:cut])
    _reads_all(data, clock)


@pytest.mark.parametrize("place", [0, -1, -30, -200])
def test_one_with_another_head_or_index_is_thrown_away(
    data: Path, clock: FixedClock, place: int
) -> None:
    raw = (data / CHECKPOINT).read_bytes()
    damage(data, len(raw) + place if place < 0 else place, bytes([raw[place] ^ 1]))
    _reads_all(data, clock)


def test_every_byte_that_changes_is_found_out(data: Path, clock: FixedClock) -> None:
    raw = (data / CHECKPOINT).read_bytes()
    with post(data, clock, whole=True) as whole:
        expected = told(whole)
        for place in range(0, len(raw), len(raw) // 40):
            damage(data, place, bytes([raw[place] ^ 0xFF]))
            with post(data, clock, whole=False) as part:
                assert told(part) == expected
            (data / CHECKPOINT).write_bytes(raw)


def test_one_of_another_version_is_thrown_away(
    data: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finished_incidents, "__version__", "99.0")
    _reads_all(data, clock)


def test_one_of_a_time_to_come_is_thrown_away(data: Path, clock: FixedClock) -> None:
    clock.advance(days=-60)
    _reads_all(data, clock)


def test_one_of_another_journal_is_thrown_away(
    data: Path, tmp_path: Path, clock: FixedClock
) -> None:
    other = tmp_path / "other"
    with post(other, clock, whole=True) as desk:
        desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
        take(desk, {"unit": "别处的"})
    (other / CHECKPOINT).write_bytes((data / CHECKPOINT).read_bytes())
    _reads_all(other, clock)


def test_one_of_a_journal_that_was_shortened_is_thrown_away(
    data: Path, desk: Desk, clock: FixedClock
) -> None:
    desk._open_record.journal.close()
    _write_past_the_triggers(data, "DELETE FROM entry WHERE arrival = 3")
    _reads_all(data, clock)


def _write_past_the_triggers(data: Path, sql: str) -> None:
    link = apsw.Connection(str(data / JOURNAL))
    rows = link.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (name,) in rows:
        link.execute(f"DROP TRIGGER {name}")
    link.execute(sql)
    link.close()


def _reads_all(data: Path, clock: FixedClock) -> None:
    with post(data, clock, whole=False) as part:
        assert not _ledger(part).finished.numbers
        assert _ledger(part).incidents


def test_a_sheet_that_differs_has_all_made_anew(
    data: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every making derives a part anew; here all of it, and the words of a row became others."""
    monkeypatch.setattr("cqcmd.desk.history.making.TURNS", 1)
    monkeypatch.setattr("cqcmd.desk.register.rows.title_toll", lambda *_known: "死9")
    make_checkpoint(data, clock)
    with post(data, clock, whole=False) as part:
        assert {row.toll for row in part.register.search("").rows} == {"死9"}


def test_two_are_not_made_at_once(data: Path, clock: FixedClock) -> None:
    from cqcmd.local_store.json_document import file_lock

    lock = file_lock(data / f"{CHECKPOINT}.lock", 0)
    with pytest.raises(BadInput, match="另一个程序"):
        make_checkpoint(data, clock)
    lock.release()


def test_a_disk_that_takes_no_lock_is_said(data: Path, clock: FixedClock) -> None:
    (data / f"{CHECKPOINT}.lock").unlink(missing_ok=True)
    (data / f"{CHECKPOINT}.lock").mkdir()
    with pytest.raises(Unwritable, match="检查点没有做"):
        make_checkpoint(data, clock)
