"""Grading: one verdict, the whole assessment, and the program of lines."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from bench.cases import EQUIPMENT, accidents, built_in, disagreements, fact_sets
from bench.handwritten import grade
from bench.pairs import Pair, in_turns, seconds
from bench.place import ROOT, child_environment
from bench.row import Row

COUNT = 2_000
LINES = 100_000


def rows() -> Iterator[Row]:
    """Rows 11 to 13."""
    grader = built_in()
    drawn = accidents(COUNT)
    if wrong := disagreements(grader, drawn):
        raise SystemExit(f"the hand-written base is wrong, first at {wrong[0]}")
    # A quarter has something only possible, as the first minutes of an accident have.
    quarter = COUNT // 4
    sets = fact_sets(grader, drawn[:quarter], 2) + fact_sets(grader, drawn[quarter:])

    def by_hand() -> None:
        for facts in drawn:
            grade(facts)

    def verdicts() -> None:
        for facts in sets:
            grader.grade(EQUIPMENT, facts.confirmed)

    def assessments() -> None:
        for facts in sets:
            grader.assess(facts)

    yield _row("11", "grade with every reason, from checked facts", _times(by_hand, verdicts), 5, 6)
    whole = "the whole assessment: both grades, margins, blanks"
    yield _row("12", whole, _times(by_hand, assessments), 60, None)
    yield _lines()


def _times(base: Callable[[], None], candidate: Callable[[], None]) -> Pair:
    return in_turns(lambda: seconds(base), lambda: seconds(candidate), 61)


def _row(number: str, work: str, pair: Pair, budget: float, limit: float | None) -> Row:
    return Row(
        number=number,
        work=work,
        base="hand-written if/else",
        measured=pair.ratio,
        budget=budget,
        limit=limit,
        figures=pair.figures(1e6 / COUNT, "us"),
    )


def _lines() -> Row:
    from tests.oracle.generate import fact_sets as lines

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.jsonl"
        file.write_bytes(b"\n".join(lines(11, LINES)) + b"\n")
        took = [seconds(lambda: _answer(file)) for _ in range(5)]
    return Row(
        number="13",
        work=f"cqcmd grade, {LINES:,} lines, start included",
        base="",
        measured=LINES / median(took),
        budget=30_000,
        unit="cases/s",
        at_least=True,
        figures=f"{min(took):.2f} to {max(took):.2f} s",
    )


def _answer(file: Path) -> None:
    command = [sys.executable, "-m", "cqcmd", "grade", str(file)]
    subprocess.run(
        command, cwd=ROOT, env=child_environment(), check=True, stdout=subprocess.DEVNULL
    )
