"""`run.py test --all-cases`: what it counts, shows and ends with."""

import pytest
from msgspec.structs import replace

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.rules.grading import Grader
from tests.oracle.grade_inputs import Batch
from tools import all_cases

WORK = [Batch("on_the_bound", None, 0), Batch("only_possible", "other", 1)]


@pytest.fixture
def without_deaths() -> Grader:
    """A plan that forgot the deaths of 1.5.4."""
    plan = plan_in_force()
    kept = tuple(row for row in plan.criteria if row.code != "IV.deaths")
    return Grader(replace(plan, criteria=kept))


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(all_cases, "batches", lambda: WORK)


def test_inputs_are_counted_by_sweep(capsys: pytest.CaptureFixture[str]) -> None:
    assert all_cases.main() == 0
    said = capsys.readouterr().out
    assert "已确认的正好在界上：256 种，0 处不同" in said
    assert "有一项只有可能的数：144 种，0 处不同" in said


def test_a_difference_is_shown_with_both_answers_and_fails_it(
    without_deaths: Grader, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(all_cases, "grader", lambda: without_deaths)
    monkeypatch.setattr(all_cases, "outcomes", lambda work, _: map(all_cases.graded, work))
    assert all_cases.main() == 1
    said = capsys.readouterr().out
    first, text, program, *_rest = said.splitlines()[1:]
    assert first == "未定设备，deaths 待核/待核，serious_injuries 待核/待核，loss_yuan 待核/待核："
    assert "('deaths', 'IV', 1, 1)" in text
    assert "('deaths', 'III', 3, 3)" in program
    assert said.count("  条文 ") == 2 * all_cases.SHOWN
