"""What the line fills follows the line: whatever way it came to stand, it reads the same."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqcmd.desk.intake.forms import PENDING, typed_in
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.parsing.sentence.quick_line import read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.screens.common.quick_fill import SUMMARY, QuickFill, Reading, Said
from cqcmd.screens.intake import quick_line as module
from cqcmd.screens.intake.form import IntakeForm
from cqcmd.screens.intake.screen import IntakeScreen
from tests.parsing.scoring import Case, load_cases
from tests.screens.conftest import OpenPost
from tests.screens.intake.test_intake import field, form, put
from tests.support.pilots import PostPilot

PLAN = plan_in_force(None)
WORDS = Vocabulary.of(PLAN)
NOW = datetime.fromisoformat("2026-07-25T14:05:00+08:00")
BITS = st.sampled_from([
    "1405 ", "渝中区", "江北区", "长江化工", " ", "储罐", "索道", "爆炸", "可能爆炸", "1", "3",
    "余", "死", "重伤", "伤", "困2人", "停了2小时", "李明13800000000", "，", "。", "约", "10人",
    "氨气",
])  # fmt: skip
CASES = [case for name in ("notices", "minimal") for case in load_cases(name)]
LINES = st.lists(BITS, max_size=8).map("".join)


@lru_cache(maxsize=1_000)  # each beginning of a line is come to in several ways
def reading(line: str) -> Reading:
    read = read_line(line, WORDS, NOW, home="500103")
    said = {
        found.field: Said(found.value, found.question, line[found.start : found.end])
        for found in read.found
    }
    return said | ({SUMMARY: Said(read.what, "", read.what)} if read.what else {})


def follow(fill: QuickFill, texts: dict[str, str], line: str) -> None:
    for code, text in fill.changes(reading(line), texts).items():
        texts[code] = text
    for code in [code for code, text in texts.items() if not text]:
        del texts[code]


def after(*lines: str) -> tuple[QuickFill, dict[str, str]]:
    fill, texts = QuickFill(), dict[str, str]()
    for line in lines:
        follow(fill, texts, line)
    return fill, texts


def ways_to(line: str) -> Iterator[tuple[str, list[str]]]:
    """The same line typed, typed with a slip in the middle, with its head added last, corrected."""
    prefixes = [line[:end] for end in range(1, len(line) + 1)]
    half = len(line) // 2
    slipped = line[:half] + "死9人" + line[half:]
    yield "key by key", prefixes
    yield "with a slip in the middle", [*prefixes[:half], slipped, line]
    yield "with its head added last", [line[start:] for start in range(half, -1, -1)]
    yield "over another line", ["万州区缆车停了 40多人 吊在半空3个小时", "", *prefixes[half:]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_fills_and_asks_the_same_whatever_way_it_came(case: Case) -> None:
    line = case.given["line"]
    pasted, wanted = after(line)
    for way, lines in ways_to(line):
        fill, texts = after(*lines)
        assert (texts, fill.pending, fill.filled) == (wanted, pasted.pending, pasted.filled), way


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=6), LINES)
def test_any_way_to_a_line_fills_and_asks_the_same(before: list[str], line: str) -> None:
    fill, texts = after(*before, line)
    pasted, wanted = after(line)
    assert texts == wanted
    assert fill.pending == pasted.pending
    assert fill.filled == pasted.filled
    assert fill.pending == {code: one.question for code, one in reading(line).items() if one.text}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(LINES, st.booleans()), min_size=1, max_size=6))
def test_settled_stays_settled_only_while_value_and_question_stay(
    steps: list[tuple[str, bool]],
) -> None:
    fill, texts = QuickFill(), dict[str, str]()
    settled: dict[str, Said] = {}
    for line, looked in steps:
        follow(fill, texts, line)
        now = reading(line)
        settled = {
            code: one
            for code, one in settled.items()
            if code in now and (now[code].text, now[code].question) == (one.text, one.question)
        }
        assert fill.pending == {c: one.question for c, one in now.items() if c not in settled}
        if looked:
            for code in list(fill.pending):
                fill.looked_at(code)
            settled = dict(now)


def test_a_value_that_was_sure_and_is_doubted_is_asked() -> None:
    sure = {"deaths": Said("1", "", "1死")}
    doubted = {"deaths": Said("1", "是死亡吗？", "1死")}
    fill = QuickFill()
    texts = fill.changes(sure, {})
    fill.taken()
    assert fill.changes(doubted, texts) == {}
    assert fill.pending == {"deaths": "是死亡吗？"}
    fill.changes(doubted | {"unit": Said("长江化工", "", "长江化工")}, texts)
    assert fill.pending["deaths"] == "是死亡吗？"
    fill.changes(sure, texts)
    assert fill.pending == {"deaths": ""}, "not sure by itself"


def test_what_the_officer_emptied_or_moved_is_not_filled_again() -> None:
    fill = QuickFill()
    line = {"received_at": Said("07-25 14:05", "接报还是事发？", "1405")}
    fill.changes(line, {})
    moved = {"occurred_at": "07-25 14:05"}
    assert fill.changes(line | {"deaths": Said("1", "", "1死")}, moved) == {"deaths": "1"}
    assert fill.unplaced(line, moved) == ""
    later = {"received_at": Said("07-25 14:04", "接报还是事发？", "1404")}
    assert fill.changes(later, moved) == {"received_at": "07-25 14:04"}


def test_what_is_only_offered_is_never_taken_for_words_of_the_line() -> None:
    fill = QuickFill()
    offered = {"district": Said("渝中区", "是本站所在的区县吗？", "")}
    assert fill.unplaced(offered, {"district": "万州区"}) == ""


def test_what_no_field_took_follows_the_line_while_it_is_the_line_s() -> None:
    fill, texts = QuickFill(), {"deaths": "2"}
    texts |= fill.changes(reading("渝中区储罐爆炸 1死"), texts)
    texts |= fill.place_rest(reading("渝中区储罐爆炸 1死"), texts)
    assert texts[SUMMARY].endswith("1死")
    assert fill.changes({}, texts)[SUMMARY] == ""


@pytest.mark.timed
def test_ten_thousand_characters_are_placed_at_once() -> None:
    line = "".join(f"{n}号罐 " for n in range(2_000))[:10_000]
    said = reading(line)
    assert "0号罐" in QuickFill().unplaced(said, {SUMMARY: "又" * 10_000})


# On the screen

LINE = "1405渝中区长江化工 储罐爆炸 10余人重伤 3人伤 李明13800000000"


def stands(pilot: PostPilot) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """What stands in the form, what is to be looked at and why, and the marks of the fields."""
    kept = pilot.screen(IntakeScreen).snapshot()
    pending = dict(line.split(" ", 1) for line in kept[PENDING].splitlines())
    fields = pilot.app.screen.query_one(IntakeForm).fields
    return typed_in(kept), pending, {code: part.mark for code, part in fields.items()}


async def test_typed_key_by_key_is_as_pasted(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", LINE)
        pasted = stands(pilot)
        await pilot.press("f4")
        await pilot.pause()
        await pilot.press(*LINE)
        await pilot.pause()
        assert stands(pilot) == pasted
        assert "?" in pasted[2].values()


async def test_deleting_in_the_middle_asks_as_pasting_the_rest(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", "渝中区长江化工 储罐爆炸 10人重伤")
        await pilot.press("left", "left", "left", "余")
        await pilot.pause()
        typed = stands(pilot)
        assert "准确数" in typed[1]["serious_injuries"]
        await pilot.press("backspace")
        await pilot.pause()
        assert stands(pilot)[1]["serious_injuries"] == ""


async def test_the_station_s_own_district_is_offered_and_asked(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", "长江化工储罐爆炸")
        assert (field(pilot, "district").value, field(pilot, "district").mark) == ("渝中区", "?")
        await pilot.press("enter")
        await pilot.pause()
        assert field(pilot, "district").has_focus
        field(pilot, "line").focus()
        await pilot.pause()
        await pilot.press("ctrl+u")
        assert field(pilot, "district").value == ""


async def test_the_line_is_read_once_a_key(post: OpenPost, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(line: str, *rest: object, **more: object) -> object:
        read.append(line)
        return read_line(line, *rest, **more)  # type: ignore[arg-type]

    async with post() as pilot:
        await form(pilot)
        monkeypatch.setattr(module, "read_line", counted)
        await pilot.press(*"1死")
        await pilot.press("enter")
        await pilot.pause()
        assert read == ["1", "1死"]


async def test_a_line_of_ten_thousand_characters_is_taken(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "deaths", "2")
        await put(pilot, "line", ("渝中区长江化工储罐爆炸1死 " + "现场情况不明，" * 2_000)[:10_000])
        await pilot.press("backspace", "x", "enter")
        await pilot.pause()
        assert field(pilot, "deaths").value == "2"
        assert "1死" in field(pilot, "summary").value
