"""`restore` and `journal salvage` from the command line: what they say, and how they end."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cqcmd.cli.main import main
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening, open_existing

CLOCK = FixedClock(datetime(2026, 11, 28, 11, 0, tzinfo=UTC))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A station that is set up and has a backup of two entries, `copies/….db`."""
    place = tmp_path / "data"
    opening = Opening(place, None, CLOCK)
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    opening.desk.backups.back_up(tmp_path / "copies")
    opening.close()
    return place


def copy_of(data: Path) -> Path:
    [copy] = (data.parent / "copies").glob("*.db")
    return copy


def run(capfd: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    said = capfd.readouterr()
    return status, said.out, said.err


def log(data: Path) -> list[str]:
    opening = open_existing(str(data), CLOCK)
    lines = [f"{line.kind} {line.words}" for line in opening.desk.log(None)]
    opening.close()
    return lines


def test_a_damaged_journal_is_restored_and_the_log_tells_of_it(
    data: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (data / "journal.db").write_bytes(b"rubbish " * 2_000)
    status, said, _err = run(capfd, "restore", copy_of(data), "--data", data)
    [aside] = data.glob("journal.db.坏-*")
    assert (status, said) == (
        0,
        f"已用 {copy_of(data)} 恢复：{count(said)} 条。原来的日志在 {aside}。\n",
    )
    assert (aside / "journal.db").read_bytes() == b"rubbish " * 2_000
    *_before, last = log(data)
    words = f"用 {copy_of(data)} 恢复：{count(said)} 条；原来的日志在 {aside}"
    assert last == f"restored {words}"


def count(said: str) -> int:
    return int(said.partition("恢复：")[2].partition(" 条")[0])


def test_plan_files_beside_the_copy_come_back(
    data: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    plans = {path.name: path.read_bytes() for path in (data / "plans").iterdir()}
    assert plans
    for path in (data / "plans").iterdir():
        path.unlink()
    forged = copy_of(data).with_suffix(".plans") / f"{'0' * 64}.json"
    forged.write_text("{}")
    assert run(capfd, "restore", copy_of(data), "--data", data)[0] == 0
    assert {path.name: path.read_bytes() for path in (data / "plans").iterdir()} == plans


def test_what_is_refused_is_one_sentence_and_status_2(
    data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = (data / "journal.db").read_bytes()
    for file in (tmp_path / "nowhere", data / "journal.db", data):
        status, said, err = run(capfd, "restore", file, "--data", data)
        assert (status, said) == (2, "")
        assert err.count("。") == 1
        assert (data / "journal.db").read_bytes() == before


def test_salvage_names_what_is_lost_and_the_file_can_be_restored(
    data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    journal, out = data / "journal.db", tmp_path / "out.db"
    content = journal.read_bytes()
    unread = b'"officer":"' + b"\xff" * 6
    journal.write_bytes(content.replace('"officer":"李敏'.encode(), unread))
    before = journal.read_bytes()
    assert before != content
    status, said, err = run(capfd, "journal", "salvage", out, "--data", data)
    assert status == 2
    assert f"写到 {out}" in said
    first, last = err.splitlines()
    number = int(first.removeprefix("第 ").partition(" 条：")[0])
    assert first == f"第 {number} 条：内容读不出来。"
    assert "末尾" in last
    assert journal.read_bytes() == before
    assert run(capfd, "restore", out, "--data", data)[0] == 2
    status, said, _err = run(capfd, "restore", out, "--salvaged", "--data", data)
    assert status == 0
    assert "中间有缺" in said
    assert f"缺第 {number} 条" in log(data)[-1]


def test_of_a_whole_journal_nothing_is_lost(
    data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, said, err = run(capfd, "journal", "salvage", tmp_path / "out.db", data / "journal.db")
    assert (status, err) == (0, "")
    assert said.startswith("读出 ")
    assert run(capfd, "journal", "salvage", tmp_path / "out.db", data / "journal.db")[0] == 1
