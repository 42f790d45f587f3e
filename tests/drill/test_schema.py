"""The schema that editors check scenarios by: it takes what `drill check` takes."""

import json
import tomllib
from typing import Any

import fastjsonschema
import pytest

from cqcmd.cli.main import main
from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.schema import schema
from cqcmd.rules.plan import Plan
from tests.drill.test_drill_docs import SCENARIO


@pytest.fixture(scope="session")
def fits(plan: Plan) -> Any:
    return fastjsonschema.compile(schema(plan))


def as_json(text: str) -> Any:
    """TOML as the editors' validators see it: a moment is a text."""
    return json.loads(json.dumps(tomllib.loads(text), default=str))


@pytest.mark.parametrize("name", box.names())
def test_every_scenario_in_the_box_fits(name: str, fits: Any) -> None:
    fits(as_json(box.find(name).read_text("utf-8")))


def test_the_example_of_the_documents_fits(fits: Any) -> None:
    fits(as_json(SCENARIO))


WRONG = (
    ("an unknown field", "title =", "tilte ="),
    ("a clause that is none", 'clause = "1.5.4"', 'clause = "1.5.99"'),
    ("a span of another shape", 'length = "3:00:00"', 'length = "3h"'),
    ("a kind of equipment the plan does not know", '"elevator"', '"rocket"'),
    ("a means of another kind", 'by = "phone"', 'by = "pigeon"'),
    ("a measure the plan does not know", '"search_rescue"', '"search_and_rescue"'),
    ("a duty the plan does not know", "government.phone", "government.pigeon"),
    ("a fact no form has", "stranded_hours", "stranded_days"),
    ("points of nothing", "points = 40", "points = 0"),
    ("an expectation of nothing", 'measure = "search_rescue"\nwithin', "within"),
    ("an expectation of two things", "within =", 'group = "rescue"\nwithin ='),
    ("two times", 'within = "0:20:00"', 'within = "0:20:00"\nby = "0:20:00"'),
    ("an organisation the plan does not know", 'org = "district', 'org = "village'),
)


@pytest.mark.parametrize(("old", "new"), [case[1:] for case in WRONG], ids=[w[0] for w in WRONG])
def test_what_does_not_fit(old: str, new: str, fits: Any) -> None:
    assert old in SCENARIO
    with pytest.raises(fastjsonschema.JsonSchemaException):
        fits(as_json(SCENARIO.replace(old, new)))


def test_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "schema"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["$defs"]["Expect"]["additionalProperties"] is False
