"""A written report whose copy goes to several (4.1.1): each is told apart, and by its own row."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.errors import BadInput
from cqcmd.paths import plan_file
from tests.desk.calls import TANK, take
from tests.desk.test_written import issue

BUREAU, REGULATOR = "city_emergency_bureau", "city_regulator"


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """A district regulator under a plan whose two written reports have a copy each."""
    tables = json.loads(plan_file().read_text(encoding="utf-8"))
    for row in tables["duties"].values():
        if row["from"] == "district_regulator" and row["channel"] == "written":
            row["cc"] = BUREAU if row["to"] == "district_government" else "city_government"
    path = tmp_path / "own.json"
    path.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    copy(plan_file().with_suffix(".md"), path.with_suffix(".md"))
    copy(plan_file().with_suffix(".md"), tmp_path)
    opening = Opening(tmp_path / "data", path, clock)
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    yield opening.desk
    opening.close()


def test_every_copy_is_named_and_recorded_by_its_receiver(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    issued = issue(desk, ident)
    assert issued.report.copies == ("重庆市应急管理局", "重庆市人民政府")
    waiting = desk.written.issued.waiting_for_copy
    assert waiting(ident, issued.entry) == (BUREAU, "city_government")
    desk.written.copied(ident, issued.entry, BUREAU, "钱科", "", clock.now(), "")
    assert waiting(ident, issued.entry) == ("city_government",)
    (line,) = desk.written.issued.lines(ident)
    assert line.copied == "市应急局 14:05 钱科；市政府 未抄送"
    desk.written.copied(ident, issued.entry, "city_government", "孙科", "", clock.now(), "")
    (line,) = desk.written.issued.lines(ident)
    assert line.copied == "市应急局 14:05 钱科；市政府 14:05 孙科"
    with pytest.raises(BadInput, match="已抄送：14:05 钱科"):
        desk.written.copied(ident, issued.entry, BUREAU, "钱科", "", clock.now(), "")
