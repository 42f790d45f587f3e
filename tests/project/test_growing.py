"""The examples of docs/growing.md, taken from the page and run."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cqcmd.cli.main import main
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.documents.paper import Head
from cqcmd.drill.scenario.reading import read_scenario
from cqcmd.rules.duties import duties
from cqcmd.rules.facts import Amount
from cqcmd.rules.grading import Grader
from cqcmd.rules.plan import Plan
from cqcmd.rules.proofs.plan_check import load_checked
from tests.support.plan_tables import PLANS, TEXT, Tables, read_tables

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "growing.md").read_text(encoding="utf-8")
NOON = datetime(2026, 7, 25, 4, 0, tzinfo=UTC)


def example(heading: str) -> str:
    """The code under a heading of the page."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    [code] = re.findall(r"```\w+\n(.+?)```", section, re.DOTALL)
    return str(code)


def grown(heading: str) -> Tables:
    """The built-in plan with the rows of an example."""
    tables = read_tables()
    for table, rows in json.loads(example(heading)).items():
        tables[table] += rows
    return tables


def loaded(tables: Tables) -> Plan:
    return load_checked(tables, TEXT, name="example", digest="")


def run(code: str) -> str:
    """What a new process prints: what registers itself is not to stay in this one."""
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


@pytest.mark.parametrize(
    ("homes", "grades"),
    [(Amount(499, 500), (None, "IV")), (Amount(500, 800), ("IV", "IV"))],
)
def test_a_fact_and_a_criterion(homes: Amount, grades: tuple[str | None, str]) -> None:
    grader = Grader(loaded(grown("A fact and a criterion")))
    found = grader.assess(grader.fact_set("boiler", {"homes_cold": homes}))
    assert (found.confirmed.grade, found.possible.grade) == grades


def test_a_duty() -> None:
    plan = loaded(grown("A duty"))
    [duty] = (
        duty
        for duty in duties(
            plan.duties, {"district_regulator": NOON}, (), NOON, scale=plan.grade_scale
        )
        if duty.rule.receiver == "city_emergency_bureau"
    )
    assert (duty.due, duty.status) == (NOON + timedelta(minutes=45), "running")
    assert duty.rule.source is not None


def test_a_plan(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tables: dict[str, Any] = grown("A fact and a criterion")
    own = {"code": "yz-2026", "version": "1", "format": 2, "text_file": "district.md"}
    tables["meta"][0] |= own
    (tmp_path / "district.md").write_bytes((PLANS / "cq-2023.md").read_bytes())
    file = tmp_path / "district.json"
    numbered = {
        table: {str(n): row for n, row in enumerate(rows, 1)} for table, rows in tables.items()
    }
    file.write_text(json.dumps(numbered, ensure_ascii=False), encoding="utf-8")
    assert example("A plan") == "cqcmd plan check FILE\ncqcmd --plan FILE\n"
    assert main(["plan", "check", str(file)]) == 0
    assert "停暖户数 ≥ 500 户" in capfd.readouterr().out
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"equipment":"boiler","homes_cold":[500,800]}\n', encoding="utf-8")
    assert main(["grade", "--plan", str(file), str(lines)]) == 0
    assert '"grade":"IV"' in capfd.readouterr().out


def test_a_scenario(tmp_path: Path) -> None:
    file = tmp_path / "滨江.toml"
    file.write_text(example("A scenario"), encoding="utf-8")
    assert main(["drill", "check", str(file)]) == 0
    scenario = read_scenario(file, plan_in_force())
    assert sum(expect.points for expect in scenario.expect) == 100


POST = """
import asyncio, sys
from pathlib import Path

from cqcmd.app.command_post import CommandPost
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from cqcmd.screens.common.form_registry import every_form, open_form
from tests.desk.calls import TANK, take
from tests.screens.conftest import START
from tests.support.pilots import AppPilot, press, terminal_lines

async def visit(folder):
    opening = Opening(folder, None, FixedClock(START))
    app = CommandPost(opening)
    async with app.run_test(size=(80, 24)):
        pilot = AppPilot(app)
        while not app.desk.ready:
            await pilot.pause(0.01)
        await pilot.pause()
        app.desk.station.set_up("district_regulator", "渝中区", "渝中区", {}, "李敏")
        ident = take(app.desk, TANK)
        await app.push_screen(open_form(app.desk, "log/visit", ident))
        await press(pilot, *"家属", "enter", *"问伤情", "f9")
        print(app.desk.log(ident)[-1].words, every_form()["visit"].title)
        await app.push_screen(open_form(app.desk, "log/visits", ident))
        await pilot.pause()
        print(next(line for line in terminal_lines(pilot) if "问伤情" in line).strip(" │"))
    opening.close()
"""


def test_a_form_and_a_screen(tmp_path: Path) -> None:
    code = "\n".join((example("A form"), example("A screen"), POST))
    written, shown = run(f"{code}\nasyncio.run(visit(Path({str(tmp_path)!r})))").splitlines()
    assert written == "来访：家属，问伤情 来访"
    assert "来访：家属，问伤情" in shown


def test_a_form_is_named_in_the_line_that_opens_it() -> None:
    assert "open_form('log/visit')" in PAGE
    assert "open_form('log/visits')" in PAGE


def test_a_document() -> None:
    names: dict[str, Any] = {}
    exec(example("A document"), names)  # our own page
    head = Head("26-0001", NOON, plan_in_force(), "演练")
    made = names["visits"](head, "望江大厦", ("12:00 家属 问伤情",))
    assert made.text.startswith("来访登记〔演练〕\n")
    assert "12:00 家属 问伤情" in made.text
    assert made.file_name.startswith("演练")


def test_an_event_kind() -> None:
    printed = run(
        example("An event kind")
        + "from cqcmd.incident import events\n"
        + "written = events.encode(Visited(who='家属'))\n"
        + "print(written, events.decode('visited', written) == Visited(who='家属'))\n"
    )
    assert printed == '{"who":"家属"} True'
