"""The quick line of 情况更新: what it fills, what it asks, and that nothing of it is lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from textual import events

from cqcmd.desk.common.preferences import Draft
from cqcmd.parsing.sentence.quick_line import QuickLine
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.form_registry import form_of
from cqcmd.screens.situation import update_line
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.situation.update import UpdateForm
from cqcmd.widgets.fields.text_field import TextField
from tests.screens.conftest import START, OpenPost
from tests.screens.incidents import ELEVATOR, EXPLOSION, take
from tests.support.pilots import PostPilot, notices, terminal_lines, words_of


async def updating(pilot: PostPilot, texts: dict[str, str]) -> str:
    """Take a call, and open 情况更新 of it, the cursor in the line."""
    ident = take(pilot.app, texts)
    await pilot.pause()
    pilot.front.reload()
    await pilot.press("enter")
    await pilot.pause()
    await pilot.press("f8")
    await pilot.pause()
    assert pilot.focused(TextField).code == "line"
    return ident


async def put(pilot: PostPilot, text: str, code: str = "line") -> None:
    """Write a field anew by one paste."""
    field(pilot, code).focus()
    await pilot.pause()
    await pilot.press("end", "ctrl+u")
    field(pilot, code).post_message(events.Paste(text))
    await pilot.pause()


def field(pilot: PostPilot, code: str) -> TextField:
    return pilot.app.screen.query_one(f"#{code}", TextField)


def filled(pilot: PostPilot) -> dict[str, str]:
    """What stands in the fields, the line left out."""
    typed = pilot.screen(FieldForm).typed()
    return {code: text for code, text in typed.items() if code != "line"}


def asked(pilot: PostPilot) -> set[str]:
    """The fields marked to be looked at."""
    return {one.code for one in pilot.app.screen.query(TextField) if one.mark == "?"}


def shown(pilot: PostPilot, code: str) -> bool:
    return not pilot.app.screen.query_one(f"#row-{code}").has_class("-hidden")


def log_of(pilot: PostPilot, ident: str) -> list[str]:
    return [line.words for line in pilot.app.desk.log(ident)[3:]]


async def test_a_sentence_fills_the_fields_is_graded_and_recorded(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        await put(pilot, "现已死亡10人，火已扑灭，损失500万，李明13800000000")
        found = filled(pilot)
        assert (found["deaths"], found["loss_yuan"]) == ("10", "500万")
        assert (found["source"], found["scene"]) == ("李明 13800000000", "火已扑灭")
        assert asked(pilot) == set(found)
        assert "保存后 重大 1.5.2" in words_of(pilot, "#live")
        assert "请核对" in words_of(pilot, "#note-deaths")
        await pilot.press("enter", "f9")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SituationScreen)
        assert log_of(pilot, ident) == [
            "现场情况 火已扑灭（李明 13800000000）",
            "死亡 10人；损失 500万元（李明 13800000000）",
            "快录原文：现已死亡10人，火已扑灭，损失500万，李明13800000000",
        ]


async def test_typed_key_by_key_or_corrected_it_stands_as_if_pasted(post: OpenPost) -> None:
    line = "死亡2人 重伤4人 火已扑灭"
    async with post() as pilot:
        await updating(pilot, EXPLOSION)
        await pilot.press(*"死亡12人 失踪", "ctrl+u", *line)
        await pilot.pause()
        typed, marks = filled(pilot), asked(pilot)
        await put(pilot, line)
        assert (filled(pilot), asked(pilot)) == (typed, marks)
        assert typed == {"deaths": "2", "serious_injuries": "4", "scene": "火已扑灭"}
        await put(pilot, "死亡2人")
        assert filled(pilot) == {"deaths": "2"}


async def test_what_somebody_typed_is_never_filled_over_and_the_words_are_kept(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await updating(pilot, EXPLOSION)
        await put(pilot, "3", "deaths")
        await put(pilot, "余火", "scene")
        await put(pilot, "死亡2人 重伤4人 阀门已关")
        assert filled(pilot) == {"deaths": "3", "serious_injuries": "4", "scene": "余火"}
        await pilot.press("enter")
        await pilot.pause()
        assert filled(pilot)["scene"] == "余火 死亡2人 阀门已关"


async def test_nothing_that_the_line_filled_is_saved_unseen(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        await put(pilot, "死亡2人 重伤4人")
        await pilot.press("f9")
        await pilot.pause()
        assert notices(pilot)[-1] == "还没核对：死亡、重伤；再按 F9 就按现在的内容保存。"
        assert log_of(pilot, ident) == []
        await pilot.press("f9")
        await pilot.pause()
        assert log_of(pilot, ident)[0] == "死亡 2人；重伤 4人"


async def test_a_doubt_is_asked_beside_its_field_and_enter_leads_there(post: OpenPost) -> None:
    async with post() as pilot:
        await updating(pilot, EXPLOSION)
        pilot.clock.advance(minutes=30)
        await put(pilot, "14:20 死亡2人")
        assert field(pilot, "at").value == "07-25 14:20"
        await pilot.press("enter")
        await pilot.pause()
        assert asked(pilot) == {"at"}
        assert words_of(pilot, "#note-at") == "“14:20”作变化时间，对吗？"
        assert pilot.focused(TextField).code == "at"
        await pilot.press("enter")
        await pilot.pause()
        assert asked(pilot) == set()
        await put(pilot, "14:20接报 死亡2人")
        assert "at" not in filled(pilot)
        assert filled(pilot)["learned"] == "07-25 14:20"


async def test_numbers_that_rise_or_fall_are_worked_out_against_what_is_known(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        pilot.clock.advance(minutes=30)
        await put(pilot, "14:30又死2个，找到1个失踪的，火已扑灭")
        found = filled(pilot)
        assert (found["deaths"], found["missing"], found["scene"]) == ("3", "1", "火已扑灭")
        assert found["at"] == "07-25 14:30"
        await pilot.press("enter", "f9", "f9")
        await pilot.pause()
        assert "死亡 3人；失踪 1人" in log_of(pilot, ident)


async def test_no_word_of_the_line_is_lost(post: OpenPost) -> None:
    async with post() as pilot:
        await updating(pilot, EXPLOSION)
        for line in (
            "14:20 火已扑灭 死亡2人",
            "市一医院 重伤4人",
            "现场已封控 死亡2人",
            "12345 死亡2人",
        ):
            await put(pilot, line)
            said = "".join(filled(pilot).values())
            for words in line.split():
                if words not in ("死亡2人", "重伤4人"):
                    assert words in said, (line, words)


async def test_facts_that_are_seldom_asked_show_as_the_line_names_them(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        assert not shown(pilot, "toxic_leak")
        await put(pilot, "液氨泄漏")
        assert shown(pilot, "toxic_leak")
        assert (field(pilot, "toxic_leak").value, field(pilot, "scene").value) == ("是", "液氨泄漏")
        await put(pilot, "")
        assert not shown(pilot, "toxic_leak")
        await put(pilot, "液氨泄漏")
        await pilot.press("enter", "f9")
        await pilot.pause()
        told = {fact.code: fact.text for fact in pilot.app.desk.situation(ident).facts}
        assert told["toxic_leak"] == "是"


async def test_what_is_known_for_sure_is_not_made_doubtful_in_passing(post: OpenPost) -> None:
    async with post() as pilot:
        await updating(pilot, EXPLOSION)
        await put(pilot, "可能爆炸的危险已排除")
        assert filled(pilot).keys() == {"scene"}
        await put(pilot, "江北区某气站储罐，死亡2人")
        assert filled(pilot).keys() == {"deaths", "scene"}
        assert "江北区" in filled(pilot)["scene"]


async def test_people_shut_in_are_stranded_where_the_equipment_says_so(post: OpenPost) -> None:
    async with post() as pilot:
        await updating(pilot, ELEVATOR)
        await put(pilot, "仍被困1人")
        assert filled(pilot) == {"stranded": "1"}


async def test_what_is_known_is_handed_to_the_reader_and_what_it_says_is_taken(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Mapping[str, str]] = []

    def reads(typed: str, _words: object, _now: datetime, **more: Any) -> QuickLine:
        told.append(more["standing"])
        found = (Found("deaths", "3", 0, 4, ""), Found("missing", "?1", 4, 8, "剩几人？"))
        return QuickLine(typed, found if len(typed) > 7 else (), "")

    monkeypatch.setattr(update_line, "read_line", reads)
    async with post() as pilot:
        await updating(pilot, EXPLOSION)
        await put(pilot, "又死2个找到1个")
        await put(pilot, "又死2个，找到1个")
        assert told[-1]["serious_injuries"] == "3-5"
        assert (told[-1]["deaths"], told[-1]["missing"]) == ("1", "2")
        assert "summary" not in told[-1]
        assert filled(pilot) == {"deaths": "3", "missing": "?1"}
        assert words_of(pilot, "#note-missing") == "现 2人；剩几人？"


async def test_a_form_left_goes_on_with_what_its_line_filled(post: OpenPost) -> None:
    async with post() as pilot:
        await updating(pilot, EXPLOSION)
        await put(pilot, "死亡2人 重伤4人")
        await put(pilot, "老王", "source")
        await pilot.press("escape", "u")
        await pilot.pause()
        assert filled(pilot) == {"deaths": "2", "serious_injuries": "4", "source": "老王"}
        await put(pilot, "死亡5人")
        assert filled(pilot) == {"deaths": "5", "source": "老王"}


@pytest.mark.parametrize(
    ("call", "said", "fills"),
    [
        ({"equipment": "索道", "stranded": "120"}, "又困30人", {"stranded": "150"}),
        ({"equipment": "索道", "stranded": "120"}, "救出20人", {"stranded": "100"}),
        ({"equipment": "锅炉", "capacity_mw": "600"}, "停炉3小时", {"outage_hours": "3"}),
    ],
)
async def test_the_line_is_read_for_the_equipment_of_the_accident(
    post: OpenPost, call: dict[str, str], said: str, fills: dict[str, str]
) -> None:
    async with post() as pilot:
        await updating(pilot, {"unit": "某厂"} | call)
        await put(pilot, said)
        found = filled(pilot)
        assert {code: found.get(code) for code in fills} == fills
        assert not {"trapped", "stranded_hours"} & found.keys()


async def test_a_line_brought_along_fills_the_form_at_once(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        desk = pilot.app.desk
        draft = Draft(
            form=f"update:{ident}", fields={"line": "死亡2人"}, saved_at=START, session=""
        )
        await pilot.press("escape")
        pilot.app.push_screen(form_of(desk, draft))
        await pilot.pause()
        assert isinstance(pilot.app.screen, UpdateForm)
        assert filled(pilot) == {"deaths": "2"}
        assert asked(pilot) == {"deaths"}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_usual_field_and_the_keys_stand_on_the_screen(
    post: OpenPost, size: tuple[int, int]
) -> None:
    async with post(size) as pilot:
        await updating(pilot, EXPLOSION)
        lines = [line.split() for line in terminal_lines(pilot)]
        begins = [line[0] for line in lines if line]
        for label in ("快录", "死亡", "轻伤", "损失", "现场情况", "采取措施", "获知时间", "保存后"):
            assert label in begins, label
        assert "保存" in lines[-1]


async def test_with_every_field_shown_the_cursor_stays_in_sight(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        await updating(pilot, EXPLOSION)
        await put(pilot, "液氨泄漏 拟转移300人 死亡2人")
        for code in pilot.screen(FieldForm).typed():
            pilot.screen(FieldForm).focus_field(code)
            await pilot.pause()
            assert field(pilot, code).caption in "".join(terminal_lines(pilot))
        await pilot.press("end")
        assert "回车 下一项" in terminal_lines(pilot)[-1]


async def test_what_stands_in_the_record_is_gone_on_with_and_not_replaced(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        await put(pilot, "南侧厂房已封控", "scene")
        await pilot.press("f9")
        await pilot.pause()
        await pilot.press("u")
        await put(pilot, "阀门已关 死亡2人")
        assert filled(pilot)["scene"] == "南侧厂房已封控；阀门已关"
        await put(pilot, "死亡2人")
        assert "scene" not in filled(pilot)
        await put(pilot, "余火", "scene")
        await put(pilot, "死亡2人 阀门已关")
        assert filled(pilot)["scene"] == "余火"
        await pilot.press("enter", "enter", "f9", "f9")
        await pilot.pause()
        scene = next(one for one in pilot.app.desk.situation(ident).words if one.code == "scene")
        assert scene.text == "余火 阀门已关"
