"""The quick line: head and cursor in sight, two rows of words, and nothing lost between them."""

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from cqcmd.widgets.fields.long_field import LongField
from cqcmd.widgets.fields.text_field import TextField
from tests.support.pilots import terminal_lines

LONG = "渝中区长江化工储罐爆炸1死3重伤李明13800000000还有两人失联消防已经到场正在搜救"


class Lines(App[None]):
    CSS = "TextField { height: 1; } LongField { height: 2; }"

    def compose(self) -> ComposeResult:
        yield LongField("line", "快录", example="例 储罐爆炸 1死")
        yield TextField("next", "下一项")


async def type_in(pilot: Pilot[None], text: str) -> LongField:
    field = pilot.app.query_one(LongField)
    field.focus()
    await pilot.pause()
    field.post_message(events.Paste(text))
    await pilot.pause()
    return field


def rows(pilot: Pilot[None]) -> str:
    lines = pilot.app.query_one(LongField).words.split("\n")
    assert lines == [line.rstrip() for line in terminal_lines(pilot)[:2]]
    return "".join(line.removeprefix("快录").strip() for line in lines)


async def test_head_and_tail_are_both_in_sight() -> None:
    async with Lines().run_test(size=(60, 6)) as pilot:
        field = await type_in(pilot, LONG)
        assert rows(pilot) == LONG
        pilot.app.query_one("#next").focus()
        await pilot.pause()
        assert rows(pilot) == LONG
        assert field.value == LONG


async def test_too_long_a_line_shows_where_the_cursor_is_and_afterwards_its_head() -> None:
    async with Lines().run_test(size=(40, 6)) as pilot:
        await type_in(pilot, LONG + LONG)
        assert rows(pilot).endswith(LONG[-5:])
        await pilot.press("home")
        assert rows(pilot).startswith(LONG[:5])
        await pilot.press("end")
        pilot.app.query_one("#next").focus()
        await pilot.pause()
        assert rows(pilot).startswith(LONG[:5])


async def test_the_terminals_cursor_follows_into_the_second_row() -> None:
    async with Lines().run_test(size=(40, 6)) as pilot:
        await type_in(pilot, LONG[:20])
        assert pilot.app.cursor_position.y == 1
        await pilot.press("home")
        assert (pilot.app.cursor_position.x, pilot.app.cursor_position.y) == (9, 0)


async def test_a_click_in_the_second_row_puts_the_cursor_there() -> None:
    async with Lines().run_test(size=(40, 6)) as pilot:
        field = await type_in(pilot, LONG)
        await pilot.press("home")
        second = field.spans()[1][0]
        await pilot.click(LongField, offset=(9, 1))
        await pilot.press("X")
        assert field.value == LONG[:second] + "X" + LONG[second:]


async def test_the_example_is_no_content() -> None:
    async with Lines().run_test(size=(40, 6)) as pilot:
        field = pilot.app.query_one(LongField)
        assert "例 储罐爆炸 1死" in field.words
        field.focus()
        await pilot.pause()
        assert "例 储罐爆炸 1死" in field.words
        assert field.value == field.text == ""
        await pilot.press("x")
        assert "例" not in field.words


@given(st.text("应当，。（）ab 1", max_size=80), st.integers(0, 80))
def test_every_character_stands_on_exactly_one_line(text: str, place: int) -> None:
    field = LongField("line", "快录")
    field.set_reactive(LongField.value, text)
    spans = field.spans()
    assert "".join(text[start:end] for start, end in spans) == text
    line = field.line_of(spans, min(place, len(text)))
    assert spans[line][0] <= min(place, len(text)) <= spans[line][1]
