"""A plan file as it lies on a disk: refused by its size, its bytes, its names, in plain words."""

import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BadInput, BrokenPlan, Refusal
from cqcmd.rules.plan_text import text_digest
from tests.support.plan_mutations import row
from tests.support.plan_tables import TEXT, Tables, read_tables, write_plan


def refusal(file: Path) -> str:
    with pytest.raises(Refusal) as caught:
        plan_in_force(file)
    return str(caught.value)


def test_a_file_of_50_mb_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    plan_in_force(write_plan(read_tables(), tmp_path))  # what is loaded late is loaded
    tracemalloc.start()
    words = refusal(huge)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert words == "文件 huge.json 有 52428800 字节，超过 4 MB，没有读。"
    assert most < 1024 * 1024


def test_a_text_of_50_mb_is_refused_unread(tmp_path: Path) -> None:
    file = write_plan(read_tables(), tmp_path)
    with (tmp_path / "cq-2023.md").open("wb") as text:
        text.truncate(50 * 1024 * 1024)
    assert refusal(file) == "文件 cq-2023.md 有 52428800 字节，超过 2 MB，没有读。"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.json")
    assert "是管道或设备" in refusal(tmp_path / "plan.json")
    file = write_plan(read_tables(), tmp_path)
    (tmp_path / "cq-2023.md").unlink()
    os.mkfifo(tmp_path / "cq-2023.md")
    assert "是管道或设备" in refusal(file)


def test_the_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = write_plan(read_tables(), tmp_path)
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[9] += ","
    file.write_text("\n".join(lines), encoding="utf-8")
    assert "内容不完整或格式不对，在第 " in refusal(file)
    assert "在第 10 行附近" in refusal(file) or "在第 11 行附近" in refusal(file)


def test_a_number_of_a_row_that_stands_twice_is_named(tmp_path: Path) -> None:
    file = write_plan(read_tables(), tmp_path)
    text = file.read_text(encoding="utf-8")
    before, criteria, after = text.partition('"criteria"')
    file.write_text(before + criteria + after.replace('"2":', '"1":', 1), encoding="utf-8")
    assert "“1”在同一处写了 2 次（I.deaths、I.serious_injuries），只有最后一次算数" in refusal(file)


def test_a_field_that_stands_twice_is_named(tmp_path: Path) -> None:
    file = write_plan(read_tables(), tmp_path)
    text = file.read_text(encoding="utf-8").replace('"minutes": 60', '"minutes": 60, "minutes": 9')
    file.write_text(text, encoding="utf-8")
    assert "“minutes”在同一处写了 2 次（行 unit.district_regulator.any）" in refusal(file)


def test_a_text_that_is_not_the_one_stated_is_refused(tmp_path: Path) -> None:
    tables = read_tables()
    tables["meta"][0]["text_digest"] = text_digest(TEXT)
    assert tables["meta"][0]["text_digest"] == sha256(TEXT.encode()).hexdigest()
    file = write_plan(tables, tmp_path)
    assert plan_in_force(file).meta.code == "cq-2023"
    text = tmp_path / "cq-2023.md"
    text.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert plan_in_force(file).meta.code == "cq-2023", "line ends are no wording"
    text.write_text(TEXT + "\n多了一句。\n", encoding="utf-8")
    assert "预案正文与 meta 的 text_digest 不符" in refusal(file)


def test_a_field_of_a_later_version_is_said_to_be_perhaps_that(tmp_path: Path) -> None:
    tables = read_tables()
    row(tables, "duties", "site.unit.any")["repeat"] = 5
    tables["drones"] = [{"code": "x"}]
    words = refusal(write_plan(tables, tmp_path))
    newer = "（请核对拼写；这个文件也可能是为更新的程序版本写的）"
    assert f"表 duties 第 1 行（site.unit.any）：有不认识的字段 repeat{newer}" in words
    assert f"没有 drones 这种表{newer}" in words


def test_a_text_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = write_plan(read_tables(), tmp_path)
    (tmp_path / "cq-2023.md").write_bytes("预案".encode("gb18030"))
    with pytest.raises(BadInput, match="请确认它是 UTF-8 文本"):
        plan_in_force(file)


def test_a_plan_without_its_text_says_so(tmp_path: Path) -> None:
    file = write_plan(read_tables(), tmp_path)
    (tmp_path / "cq-2023.md").unlink()
    with pytest.raises(BrokenPlan, match="预案正文缺失或没有条款"):
        plan_in_force(file)


def test_a_thousand_bad_rows_are_told_in_bounded_words(tmp_path: Path) -> None:
    tables = read_tables()
    like = row(tables, "criteria", "I.deaths")
    tables["criteria"] = [like | {"code": f"x{n}", "grade": "I"} for n in range(500)]
    tables["criteria"] += [
        like | {"code": f"y{n}", "grade": "IV", "when": [{"fact": "deaths", "at_least": 40}]}
        for n in range(500)
    ]
    with pytest.raises(BrokenPlan) as caught:
        plan_in_force(write_plan(tables, tmp_path))
    assert len(caught.value.faults) == 100


def test_the_largest_plan_is_proved_in_time(tmp_path: Path) -> None:
    """A thousand rows a table, criteria of thirty conditions each: 3 MB."""
    file = write_plan(grown_large(read_tables()), tmp_path)
    assert file.stat().st_size > 2_500_000
    start = time.process_time()
    assert len(plan_in_force(file).criteria) > 950
    assert time.process_time() - start < 60, "it took minutes where each kind was proved apart"


def grown_large(tables: Tables) -> Tables:
    add = more(tables)
    add("equipment", "boiler", 980, lambda n: {"words": [f"词{n}"]})
    add("facts", "deaths", 970, lambda n: {})
    add("criteria", "IV.deaths", 960, lambda n: {"when": list(conditions(n))})
    add("orgs", "unit", 980, lambda n: {})
    add("duties", "site.unit.any", 940, lambda n: {"from": f"o{n // 31}", "to": f"o{31 + n}"})
    return tables


def conditions(number: int) -> Iterator[dict[str, Any]]:
    yield {"fact": f"f{number}", "at_least": 1 + number % 7}
    for step in range(1, 30):
        yield {"fact": f"f{(number + step) % 970}", "at_least": 1}


def more(tables: Tables) -> Callable[..., None]:
    def add(table: str, like: str, count: int, changes: Callable[[int], dict[str, Any]]) -> None:
        pattern = row(tables, table, like)
        for number in range(count):
            named = {"code": f"{table[0]}{number}", "name": f"另{number}", "short": f"另{number}"}
            own = {name: words for name, words in named.items() if name in pattern}
            tables[table].append(pattern | own | changes(number))

    return add
