"""The checker of verdict records: alone, short, and not to be fooled by a chain made whole."""

import ast
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cqcmd import verdict_check
from cqcmd.cli.main import main
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from cqcmd.incident.events import EVENTS
from cqcmd.journal.chain import check
from cqcmd.journal.statements import BY_CHAIN, STATION
from cqcmd.paths import plan_file
from tests.desk.calls import LIFT, TANK, report, take
from tests.support.verdicts import Rows, faults, plant, rows_of

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)
SOURCE = Path(verdict_check.__file__)
OPEN_FILES = Path("/proc/self/fd")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two incidents: one whose facts change and are reported, one that grows with time."""
    data, clock = tmp_path_factory.mktemp("post"), FixedClock(START)
    opening = Opening(data, None, clock)
    opening.read_journal()
    desk = opening.desk
    desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    tank = take(desk, TANK)
    clock.advance(minutes=5)
    report(desk, tank, "district_government", "phone")
    desk.facts.update(tank, {"deaths": "2-4", "missing": "1"}, source="现场", at=clock.now())
    desk.decisions.override(tank, "II", "王局", "伤情不明")
    lift = take(desk, LIFT)
    clock.advance(minutes=130)
    desk.facts.update(lift, {"stranded": "1"}, source="现场", at=clock.now())
    clock.advance(minutes=2)
    desk.decisions.close(lift, "已救出", "王局")
    opening.close()
    return data


@pytest.fixture
def journal(written: Path, tmp_path: Path) -> Path:
    """A copy of it to be altered."""
    shutil.copytree(written, tmp_path / "post")
    return tmp_path / "post" / "journal.db"


def record(rows: Rows, number: int) -> Any:
    return next(
        row["data"] for row in rows if row["kind"] == "verdict" and row["data"]["number"] == number
    )


def seq_of(journal: Path, number: int) -> int:
    return next(
        int(row["seq"])
        for row in rows_of(journal)
        if row["kind"] == "verdict" and row["data"]["number"] == number
    )


# The program


def test_it_is_short_and_imports_nothing_but_the_standard_library() -> None:
    source = SOURCE.read_text(encoding="utf-8")
    assert sum(bool(line.strip()) for line in source.splitlines()) <= 350, (
        "two readings of what grows with time, and disks that take no writing"
    )
    tree = ast.parse(source)
    names = {
        alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {
        str(node.module).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert names <= sys.stdlib_module_names


def test_it_runs_without_the_program(journal: Path, tmp_path: Path) -> None:
    alone = shutil.copy(SOURCE, tmp_path / "alone.py")
    ran = subprocess.run(
        [sys.executable, "-I", "-S", alone, journal], cwd=tmp_path, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "判定凭据7份，全部核对无误。\n"


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="open files are listed by Linux alone")
def test_it_lets_go_of_the_journal(journal: Path) -> None:
    assert verdict_check.main(str(journal)) == 0
    opened = [os.path.realpath(file) for file in OPEN_FILES.iterdir()]
    assert [name for name in opened if name.startswith(str(journal))] == []


def test_it_knows_which_entries_lean_on_a_verdict() -> None:
    assert set(verdict_check.WORDS.split()) == {
        kind for kind, event in EVENTS.items() if not event.leans
    }


# The verb


def test_the_verb_says_that_all_agree(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verdicts", "verify", str(journal)]) == 0
    assert capsys.readouterr().out == "判定凭据7份，全部核对无误。\n"


def test_what_is_no_journal_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.db").write_text("没有日志" * 999, encoding="utf-8")
    for name in ("none.db", "text.db"):
        assert main(["verdicts", "verify", str(tmp_path / name)]) == 2
        assert capsys.readouterr().err.count("读不了日志") == 1
    assert not (tmp_path / "none.db").exists()


def test_a_drill_says_so(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(journal)) as link:
        link.execute(f"PRAGMA application_id = {0x63716472}")
    main(["verdicts", "verify", str(journal)])
    assert capsys.readouterr().out.startswith("〔演练〕判定凭据")


def test_records_hold_after_the_plan_in_force_has_changed(journal: Path, tmp_path: Path) -> None:
    tables = json.loads(plan_file().read_text(encoding="utf-8"))
    for row in tables["criteria"].values():
        if row["code"] == "III.explosion":
            row["grade"], row["clause"] = "II", "1.5.2"
            row.pop("text", None)
    other = tmp_path / "other.json"
    other.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    shutil.copy(plan_file().with_suffix(".md"), tmp_path / tables["meta"]["1"]["text_file"])
    opening = Opening(journal.parent, other, FixedClock(START.replace(hour=12)))
    opening.read_journal()
    (tank,) = (line.ident for line in opening.desk.board().rows if "长江化工" in line.summary)
    desk, now = opening.desk, opening.desk.clock.now()
    desk.of(tank).facts.update(tank, {"deaths": "3"}, source="现场", at=now, reason="停电")
    desk.of(tank).plans.choose(tank, desk.plan.digest)
    desk.of(tank).facts.update(tank, {"deaths": "2"}, source="现场", at=now, reason="停电")
    opening.close()
    assert faults(journal) == []
    shown = [row["data"] for row in rows_of(journal) if row["kind"] == "verdict"]
    assert shown[-1]["confirmed"] == {"grade": "II", "because": {"III.explosion": "1.5.2"}}
    assert len({one["plan"] for one in shown if one.get("plan")}) == 2


def test_a_record_by_a_plan_that_is_not_the_incidents_is_named(journal: Path) -> None:
    other = journal.parent / "plans" / "other.json"
    [kept] = (journal.parent / "plans").glob("*.json")
    other.write_bytes(kept.read_bytes() + b" ")
    digest = sha256(other.read_bytes()).hexdigest()
    other.rename(other.with_name(f"{digest}.json"))

    def by_another(rows: Rows) -> None:
        record(rows, 1)["plan"] = digest

    plant(journal, by_another)
    assert any(f"是按预案 {digest[:12]} 判的" in said for said in faults(journal))


# What somebody changed, the chain made whole again


def grade(rows: Rows) -> None:
    record(rows, 1)["confirmed"]["grade"] = "IV"


def clause(rows: Rows) -> None:
    record(rows, 1)["confirmed"]["because"] = {"III.explosion": "1.5.4"}


def fact_in_record(rows: Rows) -> None:
    record(rows, 1)["facts"][0]["amount"] = {"confirmed": 0, "possible": 0}


def fact_in_entry(rows: Rows) -> None:
    told = next(row["data"] for row in rows if row["kind"] == "facts")
    told["amounts"]["deaths"] = {"confirmed": 12, "possible": 12}


def due(rows: Rows) -> None:
    record(rows, 1)["duties"][0]["due"] = "2026-07-25T09:00:00Z"


def receipt(rows: Rows) -> None:
    told = next(row for row in rows if row["kind"] == "opened")
    told["occurred_at"] = "2026-07-25T05:00:00.000000Z"


def duty_left_out(rows: Rows) -> None:
    record(rows, 1)["duties"].pop()


def margin(rows: Rows) -> None:
    record(rows, 1)["margins"][0]["short"] = 1


def hours(rows: Rows) -> None:
    passed = record(rows, 6)["grown"][0]["amount"]
    passed["confirmed"] = passed["possible"] = "1.5"


def decided(rows: Rows) -> None:
    told = next(row["data"] for row in rows if row["kind"] == "override")
    told["grade"] = "I"
    record(rows, 4)["decided"] = {"entry": "x", "grade": "I"}


def another_record(rows: Rows) -> None:
    first = next(row["id"] for row in rows if row["kind"] == "verdict")
    last = record(rows, 4)
    kept = {name: last[name] for name in ("number", "since", "at")}
    last.clear()
    last.update(kept, same=first)


def garbage(rows: Rows) -> None:
    record(rows, 1)["duties"][0]["start"] = "昨天"


def other_plan(rows: Rows) -> None:
    record(rows, 1)["plan"] = "0" * 64


PLANTED: tuple[tuple[Callable[[Rows], None], int, tuple[str, ...]], ...] = (
    (grade, 1, ("已确认 一般", "已确认 较大 1.5.3 III.explosion")),
    (clause, 1, ("1.5.4 III.explosion", "1.5.3 III.explosion")),
    (fact_in_record, 1, ("事实 死亡 0，可能0", "事实 死亡 1，可能1 第6条")),
    (fact_in_entry, 1, ("事实 死亡 1，可能1 第6条", "事实 死亡 12，可能12 第6条", "重大")),
    (due, 1, ("07-25 17:00:00", "30 07-25 14:35:00")),
    (receipt, 1, ("07-25 14:05:00 第4条", "07-25 13:00:00 第4条")),
    (duty_left_out, 1, ("city_regulator.written", "没有")),
    (margin, 1, ("升级 死亡 重大 10 1”", "升级 死亡 重大 10 9")),
    (hours, 6, ("已过小时 滞留时长 1.5", "已过小时 滞留时长 2.1666")),
    (decided, 4, ("人工改定 特别重大 x", "没有")),
    (another_record, 4, ("事实 死亡 1，可能1 第6条", "事实 死亡 2，可能4 第10条")),
    (garbage, 1, ("读不懂",)),
    (other_plan, 1, ("预案文件 plans/000000", "不能核对")),
)


@pytest.mark.parametrize(("change", "number", "named"), PLANTED)
def test_a_planted_change_is_named(
    change: Callable[[Rows], None], number: int, named: tuple[str, ...], journal: Path
) -> None:
    plant(journal, change)
    with closing(sqlite3.connect(journal)) as link:
        [(own,)] = link.execute(STATION, ("station",))
        assert check(link.execute(BY_CHAIN), own).ok, "the chain alone shows nothing"
    found = next(
        said for said in faults(journal) if said.startswith(f"第{seq_of(journal, number)}条")
    )
    for words in named:
        assert words in found


def take_out(rows: Rows, number: int) -> Rows:
    return [row for row in rows if row["kind"] != "verdict" or row["data"]["number"] != number]


@pytest.mark.parametrize("number", range(1, 7))
def test_a_record_taken_out_leaves_a_gap(number: int, journal: Path) -> None:
    plant(journal, lambda rows: take_out(rows, number))
    words = f"它是第{number + 1}份，前面却只有{number - 1}份，有凭据被删去。"
    assert any(words in said for said in faults(journal))


@pytest.mark.parametrize("number", range(2, 8))
def test_an_act_whose_record_was_taken_out_misses_it(number: int, journal: Path) -> None:
    """Also where those after it were numbered anew."""

    def close_the_gap(rows: Rows) -> Rows:
        for row in rows:
            if row["kind"] == "verdict" and row["data"]["number"] > number:
                row["data"]["number"] -= 1
        gone = seq_of(journal, number)
        return [row for row in rows if row["seq"] != gone]

    plant(journal, close_the_gap)
    assert any("没有判定凭据（被删去）" in said for said in faults(journal))


def test_a_plan_file_altered_is_not_believed(journal: Path) -> None:
    (kept,) = (journal.parent / "plans").glob("*.json")
    kept.write_bytes(kept.read_bytes().replace(b'"minutes": 30', b'"minutes": 90'))
    assert len(faults(journal)) == 7
    assert all("plans/" in said and "被改过" in said for said in faults(journal))


def test_an_entry_before_the_first_record_needs_none(journal: Path) -> None:
    """A journal of an earlier version goes on being written."""
    plant(journal, lambda rows: [row for row in rows if row["kind"] != "verdict"])
    assert faults(journal) == []


# Closed cases


def closed_case(place: Path) -> Path:
    """A journal in which a case is closed over four reports, then reopened."""
    opening = Opening(place, None, FixedClock(START))
    opening.read_journal()
    desk = opening.desk
    desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    ident = take(desk, TANK)
    desk.decisions.close(ident, "现场已清", "王局")
    desk.decisions.reopen(ident, "还要处置")
    opening.close()
    return place / "journal.db"


def without_duties(rows: Rows) -> None:
    """Leave them out of the last record, as one written while closing ended them did."""
    last = [row["data"] for row in rows if row["kind"] == "verdict"][-1]
    same = last.pop("same")
    whole = next(row["data"] for row in rows if row["id"] == same)
    last |= {name: value for name, value in whole.items() if name not in (*last, "duties")}


def as_before(rows: Rows) -> None:
    """Write the closing as an earlier version did: nobody named, nothing told."""
    closing_row = next(row["data"] for row in rows if row["kind"] == "closed")
    del closing_row["decided_by"], closing_row["debts"]


def test_what_is_owed_after_a_closing_must_stand_in_the_records(tmp_path: Path) -> None:
    journal = closed_case(tmp_path)
    assert faults(journal) == []
    plant(journal, without_duties)
    [fault] = faults(journal)
    assert "district_regulator.district_government.phone" in fault


def test_records_of_a_version_in_which_closing_ended_the_duties_hold(tmp_path: Path) -> None:
    journal = closed_case(tmp_path)
    plant(journal, as_before)
    assert faults(journal) == [], "written again under the closing of before"
    plant(journal, without_duties)
    assert faults(journal) == [], "and as it was then"


# Readings of what grows with time


def unsure_lift(place: Path) -> Path:
    """A journal of a lift that stood since 13:05, or earlier; two records tell how long."""
    clock = FixedClock(START)
    opening = Opening(place, None, clock)
    opening.read_journal()
    desk = opening.desk
    desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    ident = take(desk, LIFT, occurred_at="13:05", stranded_hours="?1:30")
    clock.advance(minutes=15)
    desk.facts.update(ident, {"deaths": "0"}, source="现场", at=clock.now())
    opening.close()
    return place / "journal.db"


def as_read_before(data: Any, passed: str, short: str) -> None:
    """Make a record one of the version in which hours ran from the call, and none possible grew."""
    del data["reading"]
    data["grown"][0]["amount"] = {"confirmed": passed, "possible": "1.5"}
    [margin_of_time] = [row for row in data["margins"] if row["fact"] == "stranded_hours"]
    margin_of_time["short"] = short


def all_as_before(rows: Rows) -> None:
    first, second = (row["data"] for row in rows if row["kind"] == "verdict")
    as_read_before(first, "0", "2")
    as_read_before(second, "0.25", "1.75")


def last_as_before(rows: Rows) -> None:
    as_read_before([row["data"] for row in rows if row["kind"] == "verdict"][-1], "0.25", "1.75")


def unmarked(rows: Rows) -> None:
    for row in rows:
        if row["kind"] == "verdict":
            del row["data"]["reading"]


def to_come(rows: Rows) -> None:
    [row["data"] for row in rows if row["kind"] == "verdict"][-1]["reading"] = 3


def test_records_are_checked_by_the_reading_they_were_made_with(tmp_path: Path) -> None:
    journal = unsure_lift(tmp_path)
    assert faults(journal) == []
    shown = [row["data"] for row in rows_of(journal) if row["kind"] == "verdict"]
    hours = [one["grown"][0]["amount"] for one in shown]
    assert hours == [
        {"confirmed": "1", "possible": "1.5"},
        {"confirmed": "1.25", "possible": "1.75"},
    ]
    plant(journal, all_as_before)
    assert faults(journal) == [], "written by the version before"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (last_as_before, "第1种读法"),
        (unmarked, "已过小时 滞留时长 0，可能1.5"),
        (to_come, "第3种读法"),
    ],
)
def test_no_record_goes_back_to_a_reading_or_takes_another_s_values(
    change: Callable[[Rows], None], words: str, tmp_path: Path
) -> None:
    journal = unsure_lift(tmp_path)
    plant(journal, change)
    assert words in "\n".join(faults(journal))
