"""A long export is shared by processes: the same to the byte, and each way out leaves nothing."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from msgspec import structs

from cqcmd.clock import FixedClock
from cqcmd.desk.register import side_by_side
from cqcmd.desk.register.export import export
from cqcmd.desk.register.export_files import Format
from cqcmd.desk.register.export_parts import Part, Wanted, work_on
from cqcmd.desk.register.one_by_one import cases_of
from cqcmd.desk.register.side_by_side import parts_of
from cqcmd.errors import Unwritable
from cqcmd.journal import Journal
from tests.desk.register.year import END
from tests.journal.test_foreign_rows import rows_of


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take three hundred incidents for many, and this machine for one of two processors."""
    monkeypatch.setattr(side_by_side, "FEW", 1)
    monkeypatch.setattr(side_by_side, "PART", 40)
    monkeypatch.setattr(side_by_side, "processors", lambda: 2)


def test_what_processes_beside_work_out_is_the_same_to_the_byte(
    data: Path, tmp_path: Path, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = []
    for processors in (2, 1):
        monkeypatch.setattr(side_by_side, "processors", lambda count=processors: count)
        out = tmp_path / str(processors)
        export(data, None, out, Wanted("csv"), FixedClock(END))
        files.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert files[0] == files[1]


def test_a_workbook_of_two_processes_holds_every_row(
    data: Path, tmp_path: Path, shared: None
) -> None:
    export(data, None, tmp_path / "out", Wanted("xlsx"), FixedClock(END))
    [file] = (tmp_path / "out").iterdir()
    numbers = [row[0] for row in openpyxl.load_workbook(file)["事件"].iter_rows(values_only=True)]
    assert len(numbers) == len(set(numbers)) == 301


@pytest.mark.parametrize("how", ["raise SystemExit", "print('half a', end='')"])
def test_a_process_that_breaks_off_is_told_and_leaves_no_half_file(
    how: str, data: Path, tmp_path: Path, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(side_by_side, "run_again", lambda _module: [sys.executable, "-c", how])
    with pytest.raises(Unwritable, match=r"没有导出.*再试"):
        export(data, None, tmp_path / "out", Wanted("csv"), FixedClock(END))
    assert not (tmp_path / "out").exists()


def test_what_goes_wrong_in_it_is_not_swallowed(
    data: Path, tmp_path: Path, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.desk.register.export.work_on", lambda *_words: "no work")
    with pytest.raises(AttributeError):
        export(data, None, tmp_path / "out", Wanted("csv"), FixedClock(END))


def test_a_screen_in_the_place_of_the_standard_error_does_no_harm(
    data: Path, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Screen:
        def fileno(self) -> int:
            return -1

    monkeypatch.setattr(sys, "stderr", Screen())
    assert sum(len(part.cases) for part in parts(data)) == 300


def parts(data: Path, kind: Format = "jsonl", **other: str) -> Iterator[Part]:
    with cases_of(data) as cases:
        work = work_on(cases, data, None, Wanted(kind), FixedClock(END))
        yield from parts_of(structs.replace(work, **other), cases)


def test_another_file_in_the_place_of_the_journal_is_not_mixed_in(data: Path, shared: None) -> None:
    with pytest.raises(Unwritable, match=r"另一个文件.*再导出一次"):
        list(parts(data, head="0" * 64))


def test_what_is_written_meanwhile_is_in_no_part(data: Path, shared: None) -> None:
    coming = parts(data)
    first = next(coming)
    journal = Journal.open(data / "journal.db", lambda: END)
    with journal.act() as act:
        for ident in ("call-new", first.cases[0].ident):
            act.append("note", '{"text":"后来的"}', incident=ident, actor="李敏", occurred_at=END)
    journal.close()
    everything = [first, *coming]
    assert sum(len(part.cases) for part in everything) == 300
    assert not any("后来的".encode() in row for part in everything for row in part.tables[3])


PARENT = """
import os, sys, time
from pathlib import Path
from cqcmd.clock import SystemClock
from cqcmd.desk.register import export_parts, side_by_side
from cqcmd.desk.register.one_by_one import cases_of
from cqcmd.desk.register.side_by_side import parts_of
if __name__ == "__main__":
    side_by_side.FEW, side_by_side.processors = 1, lambda: 2
    data = Path(sys.argv[1])
    with cases_of(data) as cases:
        wanted = export_parts.Wanted("csv")
        work = export_parts.work_on(cases, data, None, wanted, SystemClock())
        coming = side_by_side.parts_of(work, cases)
        next(coming)
        print(Path(f"/proc/self/task/{os.getpid()}/children").read_text(), flush=True)
        time.sleep(60)
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="asks /proc who is there")
def test_who_helps_ends_when_the_one_that_exports_is_killed(data: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(data)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    helpers = parent.stdout.readline().split()
    assert len(helpers) == 2
    parent.kill()
    parent.wait()
    until = time.monotonic() + 20
    while any(_runs(pid) for pid in helpers):
        assert time.monotonic() < until
        time.sleep(0.05)


def _runs(pid: str) -> bool:
    try:
        return "State:\tZ" not in Path("/proc", pid, "status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_two_incidents_of_one_number_are_told_apart(
    data: Path, tmp_path: Path, shared: None
) -> None:
    with cases_of(data) as cases:
        opening = cases.first_entries()[0]
    other = Journal.open(tmp_path / "other" / "journal.db", lambda: END)
    with other.act() as act:
        act.append("opened", opening.data, incident="call-there", actor="王强", occurred_at=END)
    rows = rows_of(other)
    other.close()
    journal = Journal.open(data / "journal.db", lambda: END)
    with journal.act() as act:
        act.take_in(rows)
        act.append("note", '{"text":"并入"}', incident=None, actor="李敏", occurred_at=END)
    journal.close()
    export(data, None, tmp_path / "out", Wanted("jsonl"), FixedClock(END))
    lines = (tmp_path / "out" / "incidents.jsonl").read_bytes().splitlines()
    given = json.loads(opening.data)["number"]
    same = {one for one in (json.loads(line)["number"] for line in lines) if one.startswith(given)}
    assert len(same) == 2
    assert given not in same
