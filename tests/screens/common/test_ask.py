from typing import Any

from textual.screen import ModalScreen
from textual.widgets import Input

from cqcmd.errors import BadInput
from cqcmd.screens.command.screen import CommandScreen
from cqcmd.screens.common.ask import REASONS, AskReason, AskWords, Confirm
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.hostile import ESCAPES, MARKUP, bundled
from tests.support.pilots import PostPilot

UNASKED = "unasked"


async def answer(pilot: PostPilot, screen: ModalScreen[Any], *keys: str) -> object:
    answers: list[object] = []
    pilot.app.push_screen(screen, answers.append)
    await pilot.pause()
    await pilot.press(*keys)
    for _look in range(5):
        await pilot.pause(0 if answers else 0.02)
    return answers[0] if answers else UNASKED


def sure() -> Confirm:
    return Confirm("确定？", "退出", "留下")


async def test_the_safe_answer_stands_first(post: OpenPost) -> None:
    async with post() as pilot:
        assert await answer(pilot, sure(), "enter") is False
        assert await answer(pilot, sure(), "escape") is False
        assert await answer(pilot, sure(), "n") is False
        assert await answer(pilot, sure(), "down", "enter") is True
        assert await answer(pilot, sure(), "y") is True


async def test_a_click_answers_nothing(post: OpenPost) -> None:
    async with post() as pilot:
        answers: list[object] = []
        pilot.app.push_screen(sure(), answers.append)
        await pilot.pause()
        await pilot.click("#answers", offset=(2, 1))
        await pilot.pause()
        assert answers == []
        await pilot.press("enter")
        await pilot.pause()
        assert answers == [True]


async def test_a_reason_is_chosen_by_digit_or_cursor(post: OpenPost) -> None:
    async with post() as pilot:
        assert await answer(pilot, AskReason("为何？"), "３") == REASONS[2]
        assert await answer(pilot, AskReason("为何？"), "enter") == REASONS[0]
        assert await answer(pilot, AskReason("为何？"), "down", "enter") == REASONS[1]


async def test_words_typed_over_the_reasons_are_a_reason_of_ones_own(post: OpenPost) -> None:
    async with post() as pilot:
        assert await answer(pilot, AskReason("为何？"), *"单位打错", "enter") == "单位打错"
        assert await answer(pilot, AskReason("为何？"), *"来电2次", "enter") == "来电2次"
        # The digits still answer, also as an input method sends them.
        assert await answer(pilot, AskReason("为何？"), "２") == REASONS[1]
        assert await answer(pilot, AskReason("为何？"), "x", "enter") == REASONS[0]


async def test_digits_are_letters_in_the_field_for_another_reason(post: OpenPost) -> None:
    async with post() as pilot:
        said = await answer(pilot, AskReason("为何？"), "end", "down", *"119来电2次", "enter")
        assert said == "119来电2次"


async def test_a_blank_reason_is_none(post: OpenPost) -> None:
    async with post() as pilot:
        said = await answer(pilot, AskReason("为何？"), "end", "down", "space", "enter")
        assert said == UNASKED
        await pilot.press("up", "enter")


async def test_esc_leaves_the_field_before_it_leaves_the_question(post: OpenPost) -> None:
    async with post() as pilot:
        asked = AskReason("为何？")
        said = await answer(pilot, asked, "end", "down", *"写了", "escape")
        assert said == UNASKED
        assert asked.query_one(Input).value == "写了"
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is not asked


async def test_words_are_taken_without_outer_spaces(post: OpenPost) -> None:
    async with post() as pilot:
        assert await answer(pilot, AskWords("题", "到"), *" 甲 ", "enter") == "甲"
        assert await answer(pilot, AskWords("题", "到", "乙"), "f9") == "乙"
        assert await answer(pilot, AskWords("题", "到", "乙"), "escape") is None


async def test_hostile_words_are_shown_and_nothing_runs(post: OpenPost) -> None:
    async with post() as pilot:
        for words in (*bundled(MARKUP + ESCAPES[:4], 3), "长江化工" * 100):
            assert await answer(pilot, Confirm(words, words, words), "enter") is False
            assert await answer(pilot, AskReason(words, (words,)), "escape") is None
            assert await answer(pilot, AskWords(words, words, words), "escape") is None


async def test_what_is_refused_stays_in_the_question_with_the_reason(post: OpenPost) -> None:
    done: list[str] = []

    def act(words: str) -> None:
        if not words.endswith("组"):
            raise BadInput("名称要写全。")
        done.append(words)

    async with post() as pilot:
        question = AskWords("增设工作组", "名称", act=act)
        assert await answer(pilot, question, *"环保", "enter") is UNASKED
        assert question.is_current
        assert question.query_one(Input).value == "环保"
        assert question.message_line.words.strip() == "名称要写全。"
        await pilot.press("组", "enter")
        await pilot.pause()
        assert done == ["环保组"]
        assert not question.is_current


async def test_a_group_that_is_there_is_refused_where_its_name_was_typed(post: OpenPost) -> None:
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        pilot.app.push_screen(CommandScreen(pilot.app.desk, ident))
        await pilot.pause()
        pilot.app.desk.roster.add_group(ident, "环保组")
        groups = pilot.screen(CommandScreen).query_one("#groups", Table)
        groups.focus()
        groups.go_to_key("group:+")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"环保组", "enter")
        await pilot.pause()
        question = pilot.screen(AskWords)
        assert question.query_one(Input).value == "环保组"
        assert "已有“环保组”" in question.message_line.words
