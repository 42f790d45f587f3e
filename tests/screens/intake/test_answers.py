"""Answers of several kinds: never one taken for another, and what is open is said to be open."""

import pytest

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.parsing.fields import choice_text, read_choice
from cqcmd.screens.common.plan_names import FLAG_ANSWERS, names_of
from cqcmd.screens.intake.form import IntakeForm
from cqcmd.widgets.fields.pick_field import PickField
from tests.screens.conftest import START, OpenPost
from tests.screens.intake.test_intake import field, form, put, said, taken_up
from tests.support.pilots import press

LETTERS = "abcdefghijklmnopqrstuvwxyz"


async def test_a_letter_that_fits_several_or_none_of_the_kinds_chooses_none(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "equipment", "储罐")
        await press(pilot, "enter")
        for letter in "yYbn":
            field(pilot, "explosion").focus()
            await press(pilot, letter)
            assert "请选：" in said(pilot, "hint"), letter
            assert "1 爆炸  2 爆燃" in said(pilot, "hint"), letter
            await press(pilot, "enter")
            assert field(pilot, "explosion").value == letter
            assert field(pilot, "explosion").mark == "!"
            assert "较大" not in said(pilot, "live")
            await press(pilot, "f9")
            assert pilot.app.desk.board().rows == ()
            field(pilot, "explosion").fill("")


async def test_of_those_offered_one_is_chosen_with_down(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "equipment", "储罐")
        await press(pilot, "enter")
        for keys, chosen in (
            (("b", "down"), "爆炸"),
            (("b", "down", "down"), "爆燃、炉膛爆炸"),
            (("b", "up"), "爆管、破裂泄漏"),
            ((" ", "down"), "爆炸"),
            (("x",), "泄漏"),
            (("b", "z"), "爆炸"),
            (("4",), "泄漏"),
            (("5",), "?未明"),
            (("w", "m"), "?未明"),
        ):
            field(pilot, "explosion").fill("")
            field(pilot, "explosion").focus()
            await press(pilot, *keys, "enter")
            assert field(pilot, "explosion").value == chosen, keys


async def test_a_letter_picks_in_any_such_field_only_what_it_alone_fits(post: OpenPost) -> None:
    async with post() as pilot:
        desk = (await form(pilot)).desk
        for fact in desk.plan.facts:
            if fact.kind in ("choice", "flag"):
                _check_letters(desk, fact.code)


def _check_letters(desk: Desk, code: str) -> None:
    find = names_of(desk, local(START).date()).answers(code)
    exact = {word for name in FLAG_ANSWERS for word in (name.code, *name.aliases)}
    for letter in LETTERS:
        picks = find(letter)
        if picks and picks[0].sure:
            assert len(picks) == 1 or letter in exact, (code, letter, picks)


async def test_the_label_says_that_a_kind_is_asked(post: OpenPost) -> None:
    async with post() as pilot:
        fields = (await form(pilot)).query_one(IntakeForm).fields
        captions = {code: part.caption for code, part in fields.items()}
        assert (captions["explosion"], captions["toxic_leak"]) == ("爆炸情形", "有毒泄漏")


async def test_an_unclear_explosion_is_shown_read_back_and_saved_as_open(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        await form(pilot)
        await put(pilot, "line", "渝中区长江化工 储罐疑似爆炸")
        explosion = field(pilot, "explosion")
        assert explosion.value == "?未明"
        assert "可能 较大（爆炸待核） 1.5.3" in said(pilot, "live")
        await press(pilot, "enter", "escape")
        await taken_up(pilot)
        assert field(pilot, "explosion").value == "?未明"
        known = field(pilot, "explosion")
        assert isinstance(known, PickField)
        assert known.chosen is not None
        await press(pilot, "f9", "f9")
        [row] = pilot.app.desk.board().rows
        facts = {fact.code: fact.text for fact in pilot.app.desk.situation(row.ident).facts}
        assert facts["explosion"] == "未明"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_where_an_explosion_decides_and_nobody_spoke_of_it_the_panel_asks(
    post: OpenPost, size: tuple[int, int]
) -> None:
    async with post(size) as pilot:
        await form(pilot)
        await put(pilot, "equipment", "储罐")
        await press(pilot, "enter")
        assert "有没有爆炸？" in said(pilot, "live")
        assert "可能" not in said(pilot, "live").replace("可能不适用", "")
        await put(pilot, "summary", "罐区爆炸声")
        assert "概要说到爆炸：是哪种？" in said(pilot, "live")
        assert "较大" not in said(pilot, "live")
        await put(pilot, "explosion", "泄漏")
        assert "爆炸？" not in said(pilot, "live")
        assert "是哪种" not in said(pilot, "live")
        field(pilot, "explosion").fill("")
        await put(pilot, "equipment", "电梯")
        await press(pilot, "enter")
        assert "爆炸" not in said(pilot, "live")


async def test_what_is_typed_over_the_line_s_answer_is_asked_about_no_more(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", "渝中区长江化工 储罐疑似爆炸")
        field(pilot, "explosion").focus()
        await press(pilot, "y")
        assert "属实吗" not in said(pilot, "hint")
        assert "请选：1 爆炸" in said(pilot, "hint")


async def test_a_choice_is_read_back_as_it_is_written(post: OpenPost) -> None:
    async with post() as pilot:
        fact = pilot.app.desk.plan.fact("explosion")
        for number, choice in enumerate(fact.choices, 1):
            for text in (choice_text(fact, choice), choice.name, choice.code, str(number)):
                assert read_choice(fact, text) == choice.code
        assert read_choice(fact, "？未明") == "unclear"
        for text in ("y", "爆", "?", "0", "²", "9"):
            with pytest.raises(BadInput, match="请选"):
                read_choice(fact, text)
