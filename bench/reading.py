"""The quick line against the cases of the tests: how often it is right, and how it is wrong."""

from collections.abc import Iterator

from bench.row import Row, columns
from cqcmd.cli.read import reading
from cqcmd.desk.plan.file import plan_in_force
from tests.parsing.scoring import Judged, Outcome, Score, load_cases, score

FILES = ("notices", "minimal", "calls", "reports", "kinds")
OUTCOMES: tuple[Outcome, ...] = ("right", "wrong", "asked", "missed")
HEAD = ("field", "right", "wrong, not asked", "wrong, asked", "blank, was told")


def rows() -> Iterator[Row]:
    """Rows 15 to 18, after the table of fields and every value wrong without a question."""
    read = reading(plan_in_force())
    cases = [case for name in FILES for case in load_cases(name)]
    found = score((case, read(case.given)) for case in cases)
    print(by_field(found), end="\n\n")
    for one in sorted(found.wrong, key=lambda one: not one.moves):
        print(_told(one))
    silent = "wrong, not asked, and moves a grade or a clock"
    yield _row("15", silent, len(found.silent), 0, unit="values")
    yield _row("16", "precision", found.precision * 100, 98, at_least=True)
    yield _row("17", "recall", found.recall * 100, 90, at_least=True)
    yield _row("18", "lines asked though nothing was doubtful", found.needless_share * 100, 10)


def by_field(found: Score) -> str:
    """A line a field, and their sum."""
    names = [*found.fields(), None]
    lines = [
        (name or "all", *(str(found.count(outcome, name)) for outcome in OUTCOMES))
        for name in names
    ]
    return columns([HEAD, *lines])


def _told(one: Judged) -> str:
    right = " or ".join("blank" if value is None else value for value in one.allowed)
    return f"{one.case}: {one.field} {one.value}, right is {right}"


def _row(
    number: str,
    work: str,
    measured: float,
    budget: float,
    *,
    unit: str = "%",
    at_least: bool = False,
) -> Row:
    return Row(
        number=number,
        work=f"quick line: {work}",
        base="",
        measured=measured,
        budget=budget,
        unit=unit,
        at_least=at_least,
    )
