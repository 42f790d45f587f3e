"""The compact fields: typing, editing, foreign text, finding, and how little they repaint."""

import unicodedata
from collections.abc import Callable, Sequence

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from cqcmd.widgets.drawing.cells import changed_span, row_of
from cqcmd.widgets.fields.fact_field import FactField, MomentField
from cqcmd.widgets.fields.pick_field import Pick, PickField
from cqcmd.widgets.fields.text_field import LONGEST, TextField
from tests.support.hostile import HOSTILE
from tests.support.pilots import terminal_strips

NAMES = (Pick("1", "爆炸"), Pick("2", "爆燃、炉膛爆炸"), Pick("3", "爆管、破裂泄漏"))


def find(typed: str) -> Sequence[Pick]:
    return [pick for pick in NAMES if pick.code == typed or typed in pick.name]


class Fields(App[None]):
    CSS = "TextField { height: 1; }"

    def compose(self) -> ComposeResult:
        yield TextField("unit", "单位")
        yield FactField("deaths", "死亡")
        yield PickField("explosion", "爆炸", find)
        yield MomentField("time", "时间", room=14)


def of(pilot: Pilot[None], code: str) -> TextField:
    return pilot.app.query_one(f"#{code}", TextField)


async def at(pilot: Pilot[None], code: str) -> TextField:
    field = of(pilot, code)
    field.focus()
    await pilot.pause()
    return field


async def paste(pilot: Pilot[None], text: str) -> None:
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(events.Paste(text))
    await pilot.pause()


async def type_in(pilot: Pilot[None], text: str) -> None:
    """As a terminal sends it: one event for what an input method commits."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(events.Key("x", text))
    await pilot.pause()


async def test_typing_and_every_editing_key() -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, "unit")
        await type_in(pilot, "长江化工")
        await pilot.press("left", "left", "backspace", "x", "home", "delete", "end", "y")
        assert field.value == "x化工y"
        await pilot.press("left", "ctrl+u")
        assert field.value == "y"
        await pilot.press("right", "right", "right", "z", "left", "left", "left", "left", "a")
        assert field.value == "ayz"


async def test_letters_with_a_meaning_elsewhere_are_typed() -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, "unit")
        for typed in ("n", "?", "？", "/", "。", "u", " ", "\u3000"):
            await type_in(pilot, typed)
        assert field.value == "n?？/。u \u3000"


def test_what_is_typed_here_is_no_key_of_a_command() -> None:
    field = TextField("unit", "单位")
    typed = {"n": "n", "question_mark": "?", "slash": None, "minus": None, "at": None}
    assert all(field.check_consume_key(key, letter) for key, letter in typed.items())
    assert not any(field.check_consume_key(key, None) for key in ("f1", "ctrl+p", "enter"))


@pytest.mark.parametrize("code", ["unit", "deaths", "explosion", "time"])
async def test_hostile_words_are_harmless_in_every_field(code: str) -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, code)
        for words in HOSTILE:
            await paste(pilot, words)
            field.action_jump(False)
            field.action_move(1)
            field.fill(words)
            field.action_move(-1)
            field.show()
            shown = "".join(strip.text for strip in terminal_strips(pilot))
            for text in (shown, field.value, field.text):
                assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs")]
                assert "\u202e" not in text
            field.fill("")


async def test_a_paste_of_ten_thousand_characters_stands_and_scrolls() -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, "unit")
        await paste(pilot, "长" * LONGEST)
        assert field.value == "长" * LONGEST
        await type_in(pilot, "多")
        await pilot.press("home")
        await type_in(pilot, "多")
        assert field.value == "长" * LONGEST
        await pilot.press("delete")
        await type_in(pilot, "多")
        assert field.value == "多" + "长" * (LONGEST - 1)


async def test_a_longer_paste_is_cut_and_says_so() -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, "unit")
        await paste(pilot, "长" * (LONGEST + 1))
        assert len(field.value) == LONGEST
        assert field.value.endswith("〔已截断〕")


async def test_the_cursor_stays_in_sight_and_the_terminals_own_follows_it() -> None:
    async with Fields().run_test(size=(20, 6)) as pilot:
        field = await at(pilot, "unit")
        await paste(pilot, "一二三四五六七八九十")
        assert "十" in field.words
        assert "一" not in field.words
        assert 9 <= pilot.app.cursor_position.x < 20
        await pilot.press("home")
        assert "一二三" in field.words
        assert pilot.app.cursor_position.x == 9
        of(pilot, "deaths").focus()
        await pilot.pause()
        assert "一二三" in field.words


async def test_typing_replaces_a_fact_unless_it_goes_on_with_it() -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = of(pilot, "deaths")
        field.fill("3")
        await at(pilot, "deaths")
        await pilot.press("-", "5")
        assert field.value == "3-5"
        await at(pilot, "unit")
        await at(pilot, "deaths")
        await pilot.press("7")
        assert field.value == "7"
        await at(pilot, "unit")
        await at(pilot, "deaths")
        await pilot.press("right", "1")
        assert field.value == "71"
        await at(pilot, "unit")
        await at(pilot, "deaths")
        await pilot.press("backspace")
        assert field.value == ""


async def test_full_width_digits_become_digits_in_a_fact() -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, "deaths")
        for typed in "？１２":
            await type_in(pilot, typed)
        assert field.value == "?12"


async def test_the_best_match_stands_behind_and_leaving_takes_it() -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, "explosion")
        assert isinstance(field, PickField)
        await pilot.press("2")
        assert "爆燃、炉膛爆炸" in field.words
        assert field.text == "爆燃、炉膛爆炸"
        await at(pilot, "unit")
        assert field.value == "爆燃、炉膛爆炸"
        assert field.chosen == NAMES[1]


async def test_down_and_up_go_through_the_matches() -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, "explosion")
        await type_in(pilot, " ")
        assert "爆炸" in field.words
        await pilot.press("down")
        assert field.text == "爆燃、炉膛爆炸"
        await pilot.press("down", "down")
        assert field.text == "爆炸"
        await pilot.press("up")
        assert field.text == "爆管、破裂泄漏"


async def test_words_that_match_nothing_stay_as_they_are() -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, "explosion")
        await type_in(pilot, "火山")
        await at(pilot, "unit")
        assert field.value == field.text == "火山"


async def test_losing_the_terminal_finishes_nothing() -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, "explosion")
        await pilot.press("2")
        pilot.app.post_message(events.AppBlur())
        await pilot.pause()
        pilot.app.post_message(events.AppFocus())
        await pilot.pause()
        assert field.value == "2"


async def test_a_click_puts_the_cursor_there() -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, "unit")
        await type_in(pilot, "长江化工")
        await pilot.click("#unit", offset=(13, 0))
        await type_in(pilot, "x")
        assert field.value == "长江x化工"


async def test_a_key_in_a_fact_repaints_two_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Fields().run_test(size=(40, 6)) as pilot:
        field = await at(pilot, "deaths")
        asked: list[Region] = []
        refresh: Callable[..., object] = field.refresh

        def noted(*regions: Region, **how: bool) -> object:
            asked.extend(regions)
            return refresh(*regions, **how)

        monkeypatch.setattr(field, "refresh", noted)
        await pilot.press("1")
        assert asked == [Region(9, 0, 2, 1)]


@pytest.mark.parametrize(
    ("before", "after", "span"),
    [
        ("abc", "abc", None),
        ("abc", "axc", (1, 2)),
        ("长江", "长沙", (2, 4)),
        ("ab", "长", (0, 2)),
        ("a长b", "ab长", (1, 4)),
    ],
)
def test_whole_characters_are_repainted(
    before: str, after: str, span: tuple[int, int] | None
) -> None:
    assert changed_span(row_of([(before, "")], 4), row_of([(after, "")], 4)) == span


def test_a_row_never_cuts_a_wide_character_in_two() -> None:
    assert "".join(cell for cell, _state in row_of([("a长江", "")], 4)) == "a长 "
    assert len(row_of([("e\u0301\u0323x", "")], 4)) == 4
