"""The quick line: real shorthand in, fields out, nothing lost, nothing refused."""

import time
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cqcmd.parsing.fields import NumericKind
from cqcmd.parsing.quantities import read_finished
from cqcmd.parsing.sentence.quick_line import read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.parsing.times import read_time
from tests.parsing.lost import lost_words

LINES = tomllib.loads(
    Path(__file__).with_name("quick_lines.toml").read_text(encoding="utf-8")
)["line"]  # fmt: skip
PEOPLE = (
    "deaths", "serious_injuries", "light_injuries", "injuries_unclear", "missing", "trapped",
    "stranded", "relocated", "relocation_planned",
)  # fmt: skip
KINDS: dict[str, NumericKind] = dict.fromkeys(PEOPLE, "people")
KINDS |= {
    "stranded_hours": "hours",
    "outage_hours": "hours",
    "loss_yuan": "yuan",
    "capacity_mw": "megawatts",
}
BITS = st.sampled_from([
    "14:05", " 1405 ", "昨天", "11-21", "渝中区", "江北", "重庆市", "长江化工", "公司", "储罐",
    "电梯", "索道", "锅炉", "行车", "爆炸", "泄漏", "倒塌", "氯气", "未", "可能", "疑似", "约",
    "1", "3", "十", "两", "三四", "几", "12345", "1.5", "万", "亿", "人", "名", "死", "亡", "伤",
    "重伤", "轻", "受伤", "其中", "伤亡", "无", "人员", "困", "滞留", "转移", "拟", "2小时",
    "10分", "分钟", "前", "了", "已", "损失", "元", "李明", "13800000000", "电话", "：", "，",
    "。", "、", "-", "~", "(", ")", " ", "[/]", "[red]", "\x1b[2J", "\n", "\0", "😀",
])  # fmt: skip


@pytest.mark.parametrize("case", LINES, ids=[case["typed"] for case in LINES])
def test_a_line_is_read(case: dict[str, Any], vocabulary: Vocabulary, now: datetime) -> None:
    line = read_line(case["typed"], vocabulary, now)
    assert {found.field: found.value for found in line.found} == case["found"]
    assert sorted(found.field for found in line.found if found.question) == case.get("asked", [])
    assert line.what == case["what"]


def test_there_are_enough_lines_and_each_is_its_own() -> None:
    assert len({case["typed"] for case in LINES}) >= 60


def test_a_find_says_where_it_stands(vocabulary: Vocabulary, now: datetime) -> None:
    line = read_line(
        "１４：０５ 渝中区长江化工 储罐爆炸 １死三重伤 李明13800000000", vocabulary, now
    )
    parts = {found.field: line.text[found.start : found.end] for found in line.found}
    assert parts == {
        "occurred_at": "１４：０５",
        "district": "渝中区",
        "unit": "长江化工",
        "equipment": "储罐",
        "explosion": "爆炸",
        "deaths": "１死",
        "serious_injuries": "三重伤",
        "caller": "李明",
        "callback": "13800000000",
    }


def test_a_merged_district_becomes_the_new_one_only_after_the_merger(
    vocabulary: Vocabulary,
) -> None:
    before = datetime.fromisoformat("2025-11-01T12:00:00+08:00")
    after = datetime.fromisoformat("2026-11-01T12:00:00+08:00")
    old, new = (read_line("江北区 电梯困人", vocabulary, at).found[0] for at in (before, after))
    assert (old.field, old.question) == ("district", "")
    assert new.field == "district"
    assert new.value != old.value
    assert "江北区" in new.question


@pytest.mark.parametrize("said", ["明早8点", "明天8点", "后天9:00", "明晚八点"])
def test_a_time_to_come_is_no_time_of_the_accident(
    said: str, vocabulary: Vocabulary, now: datetime
) -> None:
    line = read_line(f"{said}还停着 电梯困3人", vocabulary, now)
    assert line.value("stranded") == "3"
    assert line.value("occurred_at") is line.value("received_at") is None
    assert said in line.what


def test_an_injury_without_its_degree_is_unclear(vocabulary: Vocabulary, now: datetime) -> None:
    for typed in ("3伤", "伤3", "3人受伤", "受伤三人"):
        [found] = read_line(typed, vocabulary, now).found
        assert (found.field, found.value) == ("injuries_unclear", "3")


def test_escapes_and_markup_stay_plain_text(vocabulary: Vocabulary, now: datetime) -> None:
    line = read_line("\x1b[31m渝中区\x00[@click=app.quit]电梯困2人[/]", vocabulary, now)
    assert "\x1b" not in line.text
    assert "\x00" not in line.text + line.what
    assert line.value("stranded") == "2"
    assert "[@click=app.quit]" in line.text


@settings(max_examples=300, deadline=None)
@given(st.lists(BITS, max_size=40).map("".join) | st.text(max_size=200))
@example("约渝中区")
def test_nothing_is_refused_lost_or_unreadable(
    vocabulary: Vocabulary, now: datetime, typed: str
) -> None:
    line = read_line(typed, vocabulary, now)
    for found in line.found:
        assert 0 <= found.start < found.end <= len(line.text)
        assert found.value
        if found.field in KINDS:
            read_finished(found.value, KINDS[found.field])
        if found.field.endswith("_at"):
            assert read_time(found.value, now) <= now
    assert len({found.field for found in line.found}) == len(line.found)
    assert lost_words(line, vocabulary) == ""


@pytest.mark.timed
@pytest.mark.parametrize(
    "bit",
    ["1", "死", "三", "3人", "约", "1死3重伤 ", "(", " ", "电梯", "困2小时", "损失约", "14:05 ",
     "3人工人", "死亡人员", "138", "氨气", "\x1b[31m", "[/]", "李明", "当场已经均", "11-",
     "13800000000 ", "2026年", "3人被在受遭因", "近约恐或", "渝中区", "无没有未", "、，。", "1,",
     "3人可能可能可能可能", "公司", "14时", "重庆市"],
)  # fmt: skip
def test_ten_thousand_characters_freeze_no_form(
    bit: str, vocabulary: Vocabulary, now: datetime
) -> None:
    typed = (bit * 10_000)[:10_000]

    def cost() -> float:
        start = time.process_time()
        read_line(typed, vocabulary, now)
        return time.process_time() - start

    # A seventh of a second is felt; a tenth is not.
    assert min(cost() for _ in range(3)) < 0.1


def test_a_report_made_late_keeps_the_day_of_the_accident(
    vocabulary: Vocabulary, now: datetime
) -> None:
    line = read_line("昨天下午三点叉车压死人了，今天才报的", vocabulary, now)
    assert line.value("occurred_at") == "2026-11-21 15:00"
    assert line.value("deaths") == "1"


def test_hundreds_of_millions_are_read_in_their_spoken_form(
    vocabulary: Vocabulary, now: datetime
) -> None:
    assert read_line("损失3.5个亿", vocabulary, now).value("loss_yuan") == "3.5亿"


@pytest.mark.parametrize("day", ["2025-11-05", "2025-11-06", "2026-01-24"])
def test_until_the_take_over_the_old_districts_received(vocabulary: Vocabulary, day: str) -> None:
    now = datetime.fromisoformat(f"{day}T15:00:00+08:00")
    for typed, code in (
        ("江北区 电梯困人", "500105"),
        ("渝北区 电梯困人", "500112"),
        ("两江新区 电梯困人", "liangjiang_committee"),
    ):
        assert read_line(typed, vocabulary, now).value("district") == code


def test_from_the_day_of_the_take_over_the_new_district_receives(vocabulary: Vocabulary) -> None:
    now = datetime.fromisoformat("2026-01-25T00:00:00+08:00")
    for typed in ("江北区 电梯困人", "渝北区 电梯困人", "两江新区 电梯困人"):
        assert read_line(typed, vocabulary, now).value("district") == "liangjiang"


@pytest.mark.parametrize(
    ("day", "code"),
    [("2025-11-06", "500105"), ("2026-01-24", "500105"), ("2026-01-25", "liangjiang")],
)
def test_an_accident_told_later_stands_in_the_district_of_its_day(
    vocabulary: Vocabulary, day: str, code: str
) -> None:
    now = datetime.fromisoformat("2026-02-20T09:00:00+08:00")
    line = read_line(f"{day} 14:05 江北区某小区电梯坠落", vocabulary, now)
    assert line.value("occurred_at") == f"{day} 14:05"
    assert line.value("district") == code


def test_the_station_s_own_district_is_offered_as_of_the_day(vocabulary: Vocabulary) -> None:
    now = datetime.fromisoformat("2026-02-20T09:00:00+08:00")
    old = read_line("2026-01-24 14:05 电梯坠落", vocabulary, now, home="liangjiang")
    assert old.value("district") == "liangjiang_committee"
    assert read_line("电梯坠落", vocabulary, now, home="500105").value("district") == "liangjiang"
