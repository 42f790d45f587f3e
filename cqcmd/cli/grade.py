"""`cqcmd grade`: facts in, grade, reasons and margins out."""

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from cqcmd.cli.json_lines import answer_file
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.rules.facts import FactSet, read_amount
from cqcmd.rules.grading import Grader
from cqcmd.rules.plan import Plan
from cqcmd.rules.response import headquarters_of, response_to


def run(args: Namespace) -> int:
    """Answer every line of the file and return the exit status."""
    return answer_file(args.file, grading(plan_in_force(args.plan)))


def grading(plan: Plan) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a function that grades one case under the plan."""
    grader = Grader(plan)
    facts = {fact.code: fact for fact in grader.facts}
    equipment = {row.code for row in plan.equipment}

    def answer(case: dict[str, Any]) -> dict[str, Any]:
        kind, amounts = None, {}
        for key, value in case.items():
            fact = facts.get(key)
            if fact is not None:
                amounts[key] = read_amount(fact, value)
            elif key == "equipment":
                kind = _equipment(value, equipment)
            elif key != "id":
                raise BadInput(_("不认识的字段：{key}。").format(key=key[:40]))
        return _result(plan, grader, grader.fact_set(kind, amounts))

    return answer


def _equipment(value: Any, known: set[str]) -> str | None:
    if value is None or (isinstance(value, str) and value in known):
        return value
    raise BadInput(_("equipment 须是 {codes} 之一或 null。").format(codes="、".join(sorted(known))))


def _result(plan: Plan, grader: Grader, facts: FactSet) -> dict[str, Any]:
    confirmed, possible = grader.grades(facts)
    response = response_to(plan, confirmed.grade, possible.grade, grader.levels_met(facts))
    return {
        "grade": confirmed.grade,
        "possible_grade": possible.grade,
        "response": response,
        "hq": headquarters_of(plan, response),
        "clauses": confirmed.clauses,
        "next": {
            margin.fact: {"grade": margin.grade, "at": margin.at, "short": margin.short}
            for margin in grader.margins(facts, confirmed.grade)
        },
    }
