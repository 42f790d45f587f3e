"""Every fault of a scenario is named in a plain sentence, with its place."""

import os
import re
from pathlib import Path

import pytest

from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.reading import BrokenScenario, read_scenario, scenario_of
from cqcmd.errors import BadInput
from cqcmd.files.toml import parse_toml
from cqcmd.rules.plan import Plan

GOOD = box.find("boiler-explosion").read_text(encoding="utf-8")


def faults(text: str, plan: Plan) -> list[str]:
    with pytest.raises(BrokenScenario) as caught:
        scenario_of(parse_toml(text, "试.toml"), "试", plan)
    return list(caught.value.faults)


def changed(old: str, new: str, times: int = 1) -> str:
    assert old in GOOD, old
    return GOOD.replace(old, new, times)


CHANGES = [
    ('title = "', 'colour = "红"\ntitle = "', "情景：不认识的字段 colour"),
    ('id = "call"\n', 'id = "call"\nrun = "rm"\n', "inject 1：不认识的字段 run"),
    ("points = 10\n", "points = 10\nbonus = 1\n", "expect 1：不认识的字段 bonus"),
    ('length = "30:00:00"', 'length = "明天"', "情景 的 length：时间须写成"),
    ('length = "30:00:00"', "length = 30", "情景 的 length：时间须写成"),
    ('length = "30:00:00"', 'length = "0:00:00"', "length 须大于 0"),
    ("start = 2026-07-25T14:00:00", 'start = "明天"', "应是日期和时间"),
    ("start = 2026-07-25T14:00:00", "start = 2026-07-25T14:00:00Z", "不带时区"),
    ('clause = "1.5.3"\nstart', 'clause = "9.9"\nstart', "情景：预案正文中没有条款 9.9"),
    ('org = "district_regulator"', 'org = "bureau"', "station：不认识的单位 bureau"),
    ('district = "渝中区"\nofficer', 'district = "江城区"\nofficer', "没有“江城区”这个区县"),
    ('officer = "李敏"\n', "", "情景 的 station：缺少字段 officer"),
    ('district = "渝中区"\nofficer', "officer", "station：要写 district：是哪个区县的单位"),
    ('equipment = "boiler"', 'equipment = "rocket"', "case 1：没有 rocket 这种设备"),
    ('grade = "III"\nclause', 'grade = "V"\nclause', "“V”不在允许之列（I、II、III、IV、none）"),
    ('id = "scene"', 'id = "call"', "inject 2：id call 重复"),
    ('id = "scene"', 'id = "现场"', "inject 2：id 须是小写字母"),
    ('by = "radio"', 'by = "pigeon"', "inject 2 的 by：“pigeon”不在允许之列"),
    ("words = ", "say = ", "inject 1：缺少字段 words"),
    ('at = "0:20:00"', 'at = "0:01:00"', "inject 2：at 早于前面的注入"),
    ('at = "0:20:00"', "at = 20", "inject 2 的 at：时间须写成"),
    ('at = "5:00:00"', 'at = "31:00:00"', "inject 4：at 超过演练的 length"),
    ('at = "0:20:00"', "", "inject 2：缺少 at、after 或 unless"),
    (
        'at = "0:20:00"',
        'at = "0:20:00"\nafter = { group = "rescue" }',
        "at 和 after 只能写一个",
    ),
    (
        'at = "0:20:00"',
        'at = "0:20:00"\nunless = { group = "rescue", by = "0:30:00" }',
        "by 晚于 at",
    ),
    ('at = "0:20:00"', 'after = { group = "choir" }', "group 指的 choir 不在预案的条目里"),
    ('at = "0:20:00"', 'after = { inject = "none" }', "inject 2 的 after：没有注入 none"),
    ('at = "0:20:00"', 'after = { opened = "none" }', "inject 2 的 after：没有 case none"),
    ('at = "0:20:00"', 'after = { delay = "0:01:00" }', "正好写一项"),
    ('at = "0:20:00"', 'after = { group = "rescue", step = "verified" }', "正好写一项"),
    ('at = "0:20:00"', 'after = { eval = "1" }', "inject 2 的 after：不认识的字段 eval"),
    ('loss_yuan = "300万"', 'loss_yuan = "三百来万吧"', "facts 的 loss_yuan"),
    ('deaths = "1", serious', 'dead = "1", serious', "facts 的 dead：没有这一项事实"),
    ('equipment = "锅炉", s', 'equipment = "火箭", s', "facts 的 equipment：没有“火箭”这种设备"),
    ('explosion = "爆炸", d', 'explosion = "炸", d', "facts 的 explosion：须是"),
    ('occurred_at = "13:58"', 'occurred_at = "25:99"', "facts 的 occurred_at"),
    ('deaths = "2"', "deaths = 2", "inject 4 的 facts：应是文字对文字的表"),
    ("start = 2026", "start = 0026", "情景：start：时间须在1900年"),
    ('clause = "1.5.3"\n\n[[inject', 'clause = "1.5.4"\n\n[[inject', "等级 III 的依据在 1.5.3"),
    ("points = 10", "points = 0", "expect 1：points 须是正整数"),
    ("points = 10", "points = -5", "expect 1：points 须是正整数"),
    ("points = 10", "points = 2.5", "expect 1 的 points：应是整数"),
    ("points = 10", "points = true", "expect 1 的 points：应是整数"),
    ('grade = "III"\nwithin', 'grade = "II"\nwithin', "条款 1.5.3 不支持这一项，依据在 1.5.2"),
    ('clause = "2.2"', 'clause = "3.2.1"', "条款 3.2.1 不支持这一项，依据在 2.1"),
    ('clause = "2.2"', 'clause = "2.9"', "预案正文中没有条款 2.9"),
    ('group = "rescue"', 'group = "choir"', "expect 9：group 指的 choir 不在预案的条目里"),
    ('measure = "medical"', 'measure = "prayer"', "measure 指的 prayer 不在预案的条目里"),
    ('duty = "follow_up.casualties:city_regulator"', 'duty = "x"', "duty 指的 x 不在"),
    ('"written.3.2"]', '"written.9"]', "书面报告没有要素 written.9"),
    ('by = "0:35:00"\npoints', "points", "缺少 by 或 within"),
    ('since = "call"', 'since = "nobody"', "expect 1：没有注入 nobody"),
    ('within = "0:05:00"', 'within = "0:05:00"\nby = "0:05:00"', "by 和 within 只能写一个"),
    ('step = "verified"', 'step = "verified"\npossible = true', "possible 只能和 grade 一起写"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), CHANGES)
def test_a_fault_is_named(plan: Plan, old: str, new: str, sentence: str) -> None:
    found = faults(changed(old, new), plan)
    assert any(sentence in fault for fault in found), found


def test_the_place_is_the_line_of_the_row(plan: Plan) -> None:
    text = changed('by = "radio"', 'by = "pigeon"')
    line = 1 + [place for place, line in enumerate(text.splitlines()) if line == "[[inject]]"][1]
    assert faults(text, plan)[0].startswith(f"第 {line} 行 inject 2 的 by：")


def test_every_fault_is_named_at_once(plan: Plan) -> None:
    text = GOOD
    for old, new, _sentence in CHANGES[1:3]:
        text = text.replace(old, new, 1)
    text = text.replace('group = "rescue"', 'group = "choir"').replace('at = "5:00', 'at = "0:00')
    assert len(faults(text, plan)) == 4


def test_messages_that_wait_for_each_other(plan: Plan) -> None:
    text = changed('at = "0:05:00"', 'after = { inject = "death" }').replace(
        'at = "5:00:00"', 'after = { inject = "scene" }'
    )
    text = text.replace('at = "0:20:00"', 'after = { inject = "call" }')
    found = faults(text, plan)
    assert any("注入互相等待，都不会来：call → death → scene → call" in fault for fault in found)


def test_a_message_that_waits_for_itself(plan: Plan) -> None:
    found = faults(changed('at = "0:20:00"', 'after = { inject = "scene" }'), plan)
    assert any("scene → scene" in fault for fault in found)


@pytest.mark.parametrize("table", ["case", "inject", "expect"])
def test_a_table_that_is_none_or_not_there(plan: Plan, table: str) -> None:
    text = re.sub(rf"\[\[{table}\]\]\n(?:.+\n)+", "", GOOD)
    assert any(f"至少要有一个 {table}" in fault for fault in faults(text, plan))
    assert any(f"须是 [[{table}]]" in fault for fault in faults(f"{table} = 1\n{text}", plan))


def test_fifty_megabytes_are_refused_unread(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "大.toml"
    path.touch()
    os.truncate(path, 50 * 1024 * 1024)
    with pytest.raises(BadInput, match="52428800 字节，超过 1 MB，没有读"):
        read_scenario(path, plan)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('title = "甲"\nx = "乙"'.encode("gbk"), "第 1 行不是 UTF-8"),
        (b"\xff\xfe\x00", "不是 UTF-8"),
        (b"title = ", "不是 TOML：文件末尾"),
        (b"[[inject\n", "不是 TOML：第 1 行附近"),
        (b"a = 1\na = 2\n", "不是 TOML：第 2 行附近"),
        (b"x = " + b"[" * 100_000, "不是 TOML"),
    ],
)
def test_what_is_no_text_or_no_toml(tmp_path: Path, plan: Plan, data: bytes, words: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=words):
        read_scenario(path, plan)


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path, plan: Plan) -> None:
    with pytest.raises(BadInput, match="没有这个文件"):
        read_scenario(tmp_path / "none.toml", plan)
    with pytest.raises(BadInput, match="这是一个目录"):
        read_scenario(tmp_path, plan)
    with pytest.raises(BadInput, match=r"没有“none”这个情景；随带的有 .*boiler-explosion、"):
        box.find("none")


def test_hostile_words_are_named_harmlessly(plan: Plan) -> None:
    text = changed('by = "radio"', 'by = "\\u001b[31m\\u202e"')
    assert "\x1b" not in "".join(faults(text, plan))
    assert "\u202e" not in "".join(faults(text, plan))


def test_an_empty_file(plan: Plan) -> None:
    found = faults("", plan)
    for name in ("title", "start", "length", "station"):
        assert any(f"缺少字段 {name}" in fault for fault in found), name


STEP = '\n[[guide]]\nwords = "接听"\nuntil = { answered = "call" }\n'


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ("[[guide]]\n", "guide 1：缺少字段 words"),
        ('[[guide]]\nwords = "做"\nuntil = "完"\n', "guide 1 的 until：须是一个表"),
        ('[[guide]]\nwords = "做"\nrun = "rm"\n', "guide 1：不认识的字段 run"),
        ('[[guide]]\nwords = " "\n', "guide 1：words 是空的"),
        (f'[[guide]]\nwords = "{"长" * 63}"\n', "words 须在一行里写完，不超过 62 个汉字"),
        ('[[guide]]\nwords = "上\\n下"\n', "words 须在一行里写完"),
        ('[[guide]]\nwords = "按\\u001b[2J"\n', "guide 1：words 里有看不见的控制字符"),
        ('[[guide]]\nwords = "等"\n' + STEP, "guide 1：缺少 until，后面的步骤永远不会显示"),
        (STEP + STEP, "guide 2：until 和前面的一步相同，这一步永远不会显示"),
        (STEP.replace('"call"', '"nobody"'), "guide 1 的 until：没有注入 nobody"),
        (STEP.replace('"call"', '"chase"'), "等的注入 chase 写了 unless，不一定来"),
        (STEP.replace('answered = "call"', 'inject = "chase"'), "chase 写了 unless，不一定来"),
        (STEP.replace('answered = "call"', 'opened = "none"'), "guide 1 的 until：没有 case none"),
        (STEP.replace('answered = "call"', 'group = "choir"'), "group 指的 choir 不在预案的条目里"),
        (STEP.replace('answered = "call"', ""), "正好写一项"),
        (STEP.replace('"call"', '"call", group = "rescue"'), "正好写一项"),
        (STEP.replace('"call"', '"call", eval = "1"'), "guide 1 的 until：不认识的字段 eval"),
        (STEP.replace('"call"', '"call", case = "boiler"'), "answered 不用写 case"),
        (
            STEP.replace('answered = "call"', 'duty = "city_regulator.city_government.phone"'),
            "报告义务 city_regulator.city_government.phone 不是本值班点的",
        ),
    ],
)
def test_a_fault_of_the_guide_is_named(plan: Plan, steps: str, sentence: str) -> None:
    found = faults(f"{GOOD}\n{steps}", plan)
    assert any(sentence in fault for fault in found), found


def test_a_condition_of_a_message_cannot_be_an_answer(plan: Plan) -> None:
    found = faults(changed('at = "0:20:00"', 'after = { answered = "call" }'), plan)
    assert any("inject 2 的 after：不认识的字段 answered" in fault for fault in found)
