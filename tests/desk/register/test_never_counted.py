"""Void calls, what was altered, what cannot be read, drills: none of it is counted as real."""

import csv
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.register.export import Wanted, export, export_calendar
from cqcmd.errors import BadInput, Unwritable
from cqcmd.views.office.figures import Figures
from tests.desk.register.conftest import OpenDesk
from tests.desk.register.year import END, Noted


def damage(data: Path, sentence: str) -> None:
    """Change the file past the triggers that keep entries."""
    link = apsw.Connection(str(data / "journal.db"))
    for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        link.execute(f'DROP TRIGGER "{name}"')
    link.execute(sentence)
    link.close()


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


Both = Callable[[], tuple[Figures, list[dict[str, str]]]]


@pytest.fixture
def both(data: Path, tmp_path: Path, opened: OpenDesk) -> Both:
    """The figures of the screens, and the incidents of an export."""

    def ask() -> tuple[Figures, list[dict[str, str]]]:
        export(data, None, tmp_path / "out", Wanted("csv"), FixedClock(END))
        return opened().register.figures.over(), table(tmp_path / "out" / "incidents.csv")

    return ask


def one_with_deaths(notes: list[Noted]) -> Noted:
    return next(note for note in notes if note.counts and note.deaths == 3)


def test_what_an_altered_entry_says_is_not_added_up(
    data: Path, notes: list[Noted], both: Both
) -> None:
    note = one_with_deaths(notes)
    damage(
        data,
        "UPDATE entry SET data = replace(data, '\"confirmed\":3', '\"confirmed\":900') "
        f"WHERE incident = 'call-{note.number}' AND kind = 'facts'",
    )
    figures, rows = both()
    counted = [one for one in notes if one.counts]
    assert figures.total.cases == len(counted)
    assert figures.total.harm["deaths"].confirmed == sum(one.deaths for one in counted) - 3
    assert figures.total.doubtful == 1
    [row] = [row for row in rows if row["编号"] == note.number]
    assert (row["死亡"], row["读不出的条目"]) == ("", "1")


@pytest.mark.parametrize(
    "change",
    [
        "data = '{\"number\":'",
        "kind = CAST(x'ff' AS TEXT)",
        "data = replace(data, 'regulator', 'bandit')",
    ],
)
def test_a_call_that_cannot_be_read_is_none_and_is_told(
    change: str, data: Path, notes: list[Noted], both: Both
) -> None:
    note = one_with_deaths(notes)
    here = f"incident = 'call-{note.number}' AND kind = 'opened'"
    damage(data, f"UPDATE entry SET {change} WHERE {here}")
    figures, rows = both()
    assert figures.total.cases == sum(one.counts for one in notes) - 1
    assert dict(figures.left_out)["接报读不出"] == 1
    assert sum(row["状态"] == "接报读不出" for row in rows) == 1
    assert len(rows) == len(notes)


def test_a_drill_is_exported_as_nothing(data: Path, tmp_path: Path) -> None:
    (data / "drill.json").write_text('{"scenario":"x","title":"y"}', "utf-8")
    with pytest.raises(BadInput, match="演练"):
        export(data, None, tmp_path / "out", Wanted("csv"), FixedClock(END))
    with pytest.raises(BadInput, match="演练"):
        export_calendar(data, None, tmp_path / "a.ics", FixedClock(END))
    assert not (tmp_path / "out").exists()


def test_a_drill_s_journal_under_the_name_of_a_real_one_is_refused(
    data: Path, tmp_path: Path
) -> None:
    damage(data, f"PRAGMA application_id = {0x63716472}")
    with pytest.raises(BadInput, match="演练"):
        export(data, None, tmp_path / "out", Wanted("csv"), FixedClock(END))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx"])
def test_nothing_is_replaced(kind: str, data: Path, tmp_path: Path) -> None:
    wanted = Wanted(kind)  # type: ignore[arg-type]
    out = tmp_path / "out"
    out.mkdir()
    (out / wanted.names[-1]).write_text("mine", "utf-8")
    with pytest.raises(BadInput, match="没有导出"):
        export(data, None, out, wanted, FixedClock(END))
    assert [path.read_text("utf-8") for path in out.iterdir()] == ["mine"]


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx"])
def test_a_full_disk_is_one_sentence_and_leaves_no_half_file(
    kind: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, out = Wanted(kind), tmp_path / "new" / "out"  # type: ignore[arg-type]

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Unwritable, match=r"磁盘已满.*没有留下半个文件"):
        export(data, None, out, wanted, FixedClock(END))
    assert not out.exists()


def test_the_calendar_has_what_is_owed_and_nothing_of_what_is_no_accident(
    data: Path, tmp_path: Path, notes: list[Noted]
) -> None:
    path = tmp_path / "a.ics"
    assert "条" in export_calendar(data, None, path, FixedClock(END))
    text = path.read_bytes().decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    titles = [line for line in lines if line.startswith("SUMMARY:")]
    missing = sum(4 - len(note.reports) for note in notes if note.counts)
    assert len(titles) == len({line for line in lines if line.startswith("UID:")}) == missing
    with pytest.raises(BadInput, match="没有导出"):
        export_calendar(data, None, path, FixedClock(END))
