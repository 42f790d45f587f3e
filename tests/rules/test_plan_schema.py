"""The schema that editors check plan files by: it takes what the program reads."""

import json
from typing import Any

import fastjsonschema
import pytest

from cqcmd.cli.main import main
from cqcmd.rules.plan_rows import TABLES
from cqcmd.rules.plan_schema import DRAFT, plan_schema
from tests.support.plan_tables import PLANS


@pytest.fixture(scope="session")
def fits() -> Any:
    # The validator at hand knows no later draft; nothing in the schema asks for one.
    return fastjsonschema.compile(
        plan_schema() | {"$schema": "http://json-schema.org/draft-07/schema#"}
    )


@pytest.mark.parametrize("name", ["cq-2023.json", "skeleton.json"])
def test_the_plans_in_the_box_fit(name: str, fits: Any) -> None:
    fits(json.loads((PLANS / name).read_text(encoding="utf-8")))


def test_every_table_and_the_draft_are_named() -> None:
    found = plan_schema()
    assert found["$schema"] == DRAFT
    assert list(found["properties"]) == list(TABLES)
    assert all(part["title"] for part in found["properties"].values())


WRONG = (
    ("an unknown field", '"short"', '"shorts"'),
    ("a channel that is none", '"channel": "phone"', '"channel": "sms"'),
    ("minutes in words", '"minutes": 60', '"minutes": "60"'),
    ("an unknown table", '"scope": {', '"scopes": {'),
    ("a row without a number", '"1": {"code": "site"', '"one": {"code": "site"'),
    ("an empty code", '"code": "site"', '"code": ""'),
    ("a field left out", ', "channel": "phone"', ""),
)


@pytest.mark.parametrize(("old", "new"), [case[1:] for case in WRONG], ids=[w[0] for w in WRONG])
def test_what_does_not_fit(old: str, new: str, fits: Any) -> None:
    text = (PLANS / "skeleton.json").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(fastjsonschema.JsonSchemaException):
        fits(json.loads(text.replace(old, new)))


def test_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(plan_schema()))
