"""Facts that a plan brings with words of its own are found in a line, or asked about."""

import time
from datetime import datetime

import pytest

from cqcmd.parsing.sentence.quick_line import QuickLine, read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.rules.rows import Equipment, Fact

KINDS = (
    Equipment(code="boiler", clause="1", name="锅炉", short="锅炉", catalogue="1000"),
    Equipment(code="elevator", clause="1", name="电梯", short="电梯", catalogue="3000"),
)
FACTS = (
    Fact(code="deaths", clause="1", name="死亡人数", short="死亡", kind="people", unit="人"),
    Fact(
        code="homes_cold",
        clause="1",
        name="停暖户数",
        short="停暖",
        kind="people",
        unit="户",
        equipment=("boiler",),
        words=("停暖", "断暖", "没得暖气"),
    ),
    Fact(
        code="school_shut",
        clause="1",
        name="学校停课",
        short="停课",
        kind="flag",
        words=("停课",),
    ),
)
WORDS = Vocabulary((), KINDS, FACTS, "镇街")


def read(line: str, now: datetime) -> QuickLine:
    return read_line(line, WORDS, now)


def asked(line: QuickLine, field: str) -> str:
    return next(found.question for found in line.found if found.field == field)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("锅炉坏了停暖1200户", "1200"),
        ("锅炉房炸了，1200户居民断暖，死了1个", "1200"),
        ("锅炉爆管，一千二百户没得暖气", "1200"),
        ("锅炉停了，停暖 1,200 户", "1200"),
        ("锅炉停了，停暖1200余户居民", "1200"),
        ("锅炉停了，停暖约1200户", "?1200"),
        ("锅炉停了，停暖1200户左右", "?1200"),
        ("锅炉停了，停暖1000-1200户", "1000-1200"),
        ("锅炉停了，可能造成1200户停暖", "?1200"),
        ("锅炉停了，没有停暖", "0"),
        ("锅炉停了，小区停暖，涉及1200户", "1200"),
    ],
)
def test_a_number_beside_a_word_of_the_plan(now: datetime, line: str, value: str) -> None:
    assert read(line, now).value("homes_cold") == value


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("锅炉停了，停暖1200余户", "“停暖1200余户”按至少计，准确数是多少？"),
        ("锅炉停了，小区停暖，涉及1200户", "“1200户”是停暖户数吗？"),
        ("锅炉停了，甲小区停暖300户，乙小区停暖200户", "停暖户数说了几个数，请核对。"),
        ("锅炉停了，又停暖200户", "“又停暖200户”是新增的还是总数？"),
        ("锅炉修好了，停暖1200户已恢复供暖", "“停暖1200户”说已恢复，现在还有多少？"),
        ("锅炉坏了停暖1200户", ""),
    ],
)
def test_what_is_not_sure_is_asked(now: datetime, line: str, question: str) -> None:
    assert asked(read(line, now), "homes_cold") == question


@pytest.mark.parametrize(
    "line",
    ["锅炉停了，影响1200户", "锅炉停了，停暖", "电梯停了，停暖1200户", "停暖3栋楼，锅炉停了"],
)
def test_nothing_is_made_up(now: datetime, line: str) -> None:
    assert read(line, now).value("homes_cold") is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("锅炉爆炸，学校停课", "yes"),
        ("锅炉爆炸，学校可能停课", "possible"),
        ("锅炉爆炸，学校没有停课", "no"),
        ("锅炉爆炸，学校放学", None),
    ],
)
def test_a_word_alone_sets_a_flag(now: datetime, line: str, value: str | None) -> None:
    assert read(line, now).value("school_shut") == value


def test_nothing_else_is_disturbed(now: datetime) -> None:
    line = read("锅炉房爆炸，停暖1200户，死亡2人", now)
    assert line.value("deaths") == "2"
    assert line.value("equipment") == "boiler"
    assert "停暖" in line.what
    assert "1200" not in line.what


def test_a_hostile_line_costs_no_time(now: datetime) -> None:
    before = time.process_time()
    for line in (
        "停暖" * 5000,
        "锅炉" + "1" * 9000 + "停暖",
        "停暖" + "约3-" * 3000,
        "停暖," * 3000,
    ):
        read(line, now)
    assert time.process_time() - before < 8
