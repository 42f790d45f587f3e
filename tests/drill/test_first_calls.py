"""The first call of each scenario, typed as it is spoken, grades as the scenario's facts do."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from cqcmd.desk.intake.form import read_form
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.model import Inject, Scenario
from cqcmd.drill.scenario.reading import read_scenario
from cqcmd.drill.scenario.speech import spoken
from cqcmd.incident.grades import GradeReader
from cqcmd.parsing.sentence.quick_line import QuickLine, read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.rules.grading import Assessment

HERE = ZoneInfo("Asia/Shanghai")
PLAN = plan_in_force()
WORDS = Vocabulary.of(PLAN)
READER = GradeReader(PLAN)

OPEN = {
    "boiler-explosion": "一声响 says not what blew up: possibly III until somebody has looked",
    "vessel-toxic-release": "中毒 is an injury whose degree a doctor tells",
}
"""Calls whose words leave more open than the facts that the scenario's author knew."""


@cache
def scenario(name: str) -> Scenario:
    return read_scenario(box.find(name), PLAN)


def calls() -> Iterator[tuple[str, Inject]]:
    for name in box.names():
        for inject in scenario(name).inject:
            if "equipment" in inject.facts:
                yield name, inject


def graded(scenario: Scenario, inject: Inject, texts: Mapping[str, str]) -> Assessment:
    now = (scenario.start + (inject.at or timedelta())).replace(tzinfo=HERE)
    form = read_form(PLAN, texts, now, now)
    assert form.faults == {}
    return READER.assess(form.facts(), now, now)


def read(scenario: Scenario, inject: Inject, typed: str) -> QuickLine:
    now = (scenario.start + (inject.at or timedelta())).replace(tzinfo=HERE)
    home = next(row.code for row in PLAN.districts if row.name == scenario.station.district)
    return read_line(typed, WORDS, now, home=home)


def texts_of(line: QuickLine) -> dict[str, str]:
    return {one.field: one.value for one in line.found if one.field != "district"}


def heard(scenario: Scenario, inject: Inject) -> str:
    """What the card of the call says."""
    return spoken(PLAN, WORDS, scenario, inject)


CALLS = list(calls())


def test_every_scenario_in_the_box_has_a_call() -> None:
    assert {name for name, _inject in CALLS} == set(box.names())
    assert len(box.names()) == 11


@pytest.mark.parametrize(("name", "inject"), CALLS, ids=[f"{n}-{i.id}" for n, i in CALLS])
def test_a_call_typed_as_it_is_spoken_grades_as_it_should(name: str, inject: Inject) -> None:
    play = scenario(name)
    typed = graded(play, inject, texts_of(read(play, inject, heard(play, inject))))
    known = graded(play, inject, inject.facts)
    assert typed.possible.grade == known.possible.grade
    assert (typed.confirmed.grade == known.confirmed.grade) is (name not in OPEN)


@pytest.mark.parametrize(("name", "inject"), CALLS, ids=[f"{n}-{i.id}" for n, i in CALLS])
def test_key_by_key_it_ends_as_it_would_pasted(name: str, inject: Inject) -> None:
    play = scenario(name)
    words = heard(play, inject)
    for end in range(1, len(words) + 1):
        line = read(play, inject, words[:end])
        graded(play, inject, texts_of(line))
    assert line == read(play, inject, words)
