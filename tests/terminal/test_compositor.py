"""Partial updates leave wide characters whole at both ends, and ask no widget for nothing."""

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from cqcmd.terminal.compositor import NarrowCompositor, whole, whole_end

LINE = Strip([Segment("按 接着演练。")])


def test_a_span_that_begins_inside_a_wide_character_begins_before_it() -> None:
    assert [whole(LINE, cell) for cell in (0, 2, 3, 4)] == [0, 2, 3, 3]


def test_a_span_that_ends_inside_a_wide_character_ends_after_it() -> None:
    assert [whole_end(LINE, cell) for cell in (2, 3, 4, 5)] == [2, 3, 5, 5]


def test_the_end_of_the_line_is_whole() -> None:
    assert whole_end(LINE, LINE.cell_length) == LINE.cell_length


class Asked(Widget):
    """Three lines that count how often they are drawn."""

    DEFAULT_CSS = "Asked { height: 3; }"
    asked = 0

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked += 1
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        return Strip([Segment("渝" * 10)])


class Three(App[None]):
    def get_default_screen(self) -> Screen[object]:
        screen = super().get_default_screen()
        screen._compositor = NarrowCompositor()
        return screen

    def compose(self) -> ComposeResult:
        for name in "abc":
            yield Asked(id=name)


async def test_only_what_changed_is_asked_for_its_lines() -> None:
    async with Three().run_test(size=(20, 9)) as pilot:
        three = list(pilot.app.query(Asked))
        await pilot.pause()
        stood = [widget.asked for widget in three]
        for widget in (three[0], three[2]):
            widget.refresh(Region(4, 1, 2, 1))
        await pilot.pause()
        changed = [widget.asked - before for widget, before in zip(three, stood, strict=True)]
        assert changed == [1, 0, 1]
