"""The columns of an export are those that the contract promises, and every row fits them."""

import re
from pathlib import Path

import msgspec
import pytest

from cqcmd.clock import FixedClock, local
from cqcmd.desk.desk import Desk
from cqcmd.desk.register.export import Wanted, export
from cqcmd.desk.register.summary import DUTY_FIGURES, FIGURES
from cqcmd.desk.register.tables import TABLES
from tests.desk.calls import TANK, take
from tests.desk.register.year import END

CONTRACT = Path(__file__).parents[3] / "docs" / "contracts.md"
EVERY = (*TABLES, FIGURES, DUTY_FIGURES)


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.code)
def test_the_contract_has_the_columns_in_their_order(table: object) -> None:
    text = CONTRACT.read_text("utf-8").partition(f"### {table.code} {table.name}\n")[2]  # type: ignore[attr-defined]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", re.split(r"\n##", text)[0], re.MULTILINE)
    assert rows == list(table.columns.items())  # type: ignore[attr-defined]


def test_every_table_of_an_export_has_rows_with_all_its_columns(data: Path, tmp_path: Path) -> None:
    export(data, None, tmp_path / "out", Wanted("jsonl"), FixedClock(END))
    for table in EVERY:
        lines = (tmp_path / "out" / f"{table.code}.jsonl").read_bytes().splitlines()
        assert all(list(msgspec.json.decode(line)) == list(table.columns) for line in lines)
        # That year nobody was put into a group, nothing asked for and no money spent.
        assert bool(lines) is (table.code not in ("roster", "resources", "spending"))


def test_words_that_begin_as_a_formula_are_none(data: Path, tmp_path: Path) -> None:
    export(data, None, tmp_path / "out", Wanted("csv"), FixedClock(END))
    text = (tmp_path / "out" / "incidents.csv").read_text("utf-8-sig")
    assert ",'=1+1 事故," in text
    assert ",=1+1" not in text


def test_a_table_is_read_on_any_day_so_its_words_have_whole_dates(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    ident = take(desk, TANK)
    taken = clock.now()
    clock.advance(days=1)
    late = "昨晚补记"
    desk.facts.update(
        ident, {"occurred_at": "昨天13:50"}, source="李明", at=clock.now(), reason=late
    )
    assert "昨天 13:50" in desk.log(ident)[-1].words
    export(tmp_path / "data", None, tmp_path / "out", Wanted("csv"), clock)
    told = (tmp_path / "out" / "log.csv").read_text("utf-8-sig")
    assert f"{local(taken):%Y-%m-%d} 13:50" in told
    assert "昨天" not in told
