"""A plan of another place is shown with its own clauses, offices, words and headquarters."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import CommandForm
from cqcmd.desk.contacts.organisations import Organisations
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from tests.desk.calls import TANK, report, take
from tests.desk.test_response import step
from tests.previous import SUBJECTS, said
from tests.support.plan_elsewhere import tables_elsewhere, text_elsewhere
from tests.support.plan_tables import written

HERE = re.compile(r"区县|重庆|渝|市政府|市指挥部|附件1|(?<![\d.])[1-9](?:\.\d+){1,2}(?![\d.])")
"""What stands in the plan that comes with the program, and not in this one."""


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """The desk of a county bureau."""
    plan = written(tmp_path, tables_elsewhere(), text_elsewhere())
    opening = Opening(tmp_path / "data", plan, clock)
    opening.read_journal()
    numbers = {"county_office": "63765110"}
    opening.desk.station.set_up("county_bureau", "青中区市场监管局", "青中区", numbers, "李敏")
    yield opening.desk
    opening.close()


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def commands(desk: Desk, ident: str, who: str, headquarters: str) -> None:
    form = CommandForm(headquarters=headquarters, who=who, at=desk.clock.now())
    desk.command.take(ident, form)


def test_nothing_of_the_other_plan_is_shown(desk: Desk) -> None:
    ident = take(desk, TANK, district="青中区")
    take(desk, TANK, district="青中区", deaths="", explosion="", unit="另一家")
    report(desk, ident, "county_office", "phone")
    for code in ("verified", "consulted", "proposed", "approved", "started"):
        step(desk, ident, code, "III" if code in ("proposed", "approved", "started") else None)
    commands(desk, ident, "赵副县长", "county")
    desk.facts.update(ident, {"deaths": "12"}, source="赵队长", at=desk.clock.now())
    told = [words for subject in SUBJECTS for words in strings(said(desk, subject))]
    assert len(told) > 500
    assert [words for words in told if HERE.search(words)] == []


def test_who_verifies_is_the_office_most_stations_serve(desk: Desk) -> None:
    assert desk.station.likeliest() == "county_bureau"
    assert desk.plan_reader.usual_name("county_bureau", "青中区") == "青中区市场监管局"
    ident = take(desk, TANK, district="青中区")
    line = next(line for line in desk.situation(ident).steps if line.argument == "verified")
    assert (line.clause, line.owner) == ("14.1.1", "旗县市监")


def test_of_three_headquarters_the_one_that_leads_takes_over(desk: Desk) -> None:
    ident = take(desk, TANK, district="青中区", deaths="12")
    commands(desk, ident, "赵副县长", "county")
    assert not [line for line in desk.situation(ident).steps if line.action == "hand_over"]
    for code in ("proposed", "approved", "started"):
        step(desk, ident, code, "II")
    [due] = [line for line in desk.situation(ident).steps if line.action == "hand_over"]
    assert (due.words, due.owner, due.clause) == ("移交片区指挥部", "旗县指挥部", "12.2")
    assert desk.command.taking_over(ident).code == "zone"
    assert desk.command.relieved_by(ident, "zone") == "赵副县长"
    commands(desk, ident, "钱专员", "zone")
    assert desk.command.commander(ident, "county") == ""
    assert not [line for line in desk.situation(ident).steps if line.action == "hand_over"]
    keys = [line.key for line in desk.room.view(ident).headquarters]
    assert keys[:2] == ["set_up:zone", "post:zone.commander"]


def test_units_are_found_by_the_names_of_that_place(desk: Desk) -> None:
    orgs = Organisations(desk.plan)
    police = orgs.unit_of("市公安局")
    assert police
    assert orgs.unit_of("青川市公安局") == orgs.unit_of("青中区公安局") == police
    assert orgs.unit_of("重庆市公安局") == ""
