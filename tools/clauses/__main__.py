"""Write docs/clauses.md: `.venv/bin/python -m tools.clauses`."""

from pathlib import Path

from cqcmd.desk.common.services import services_of
from cqcmd.desk.plan.file import plan_in_force
from tools.clauses.homes import read_homes
from tools.clauses.page import page
from tools.clauses.sentences import Sentence, sentences_of

HERE = Path(__file__).parents[2] / "docs" / "clauses.md"


def every_sentence() -> list[Sentence]:
    """Return the sentences of the plan that comes with the program, and the services."""
    plan = plan_in_force()
    services = services_of(plan)
    assert services is not None, "the list is of the city of the plan that comes with the program"
    return sentences_of(plan, services)


def written() -> str:
    """Return the page as it has to stand."""
    return page(plan_in_force(), every_sentence(), read_homes())


if __name__ == "__main__":
    HERE.write_text(written(), encoding="utf-8")
