"""A QR code in the middle, always dark on light: a telephone does not read a theme."""

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget


class Code(Widget, can_focus=True):
    """Lines of half blocks, or of ``##`` where those are drawn wide."""

    class Sized(Message):
        """It has another room, for larger codes or smaller ones."""

    COMPONENT_CLASSES = {"code--light", "code--dark"}

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[str, ...] = ()

    def show(self, lines: tuple[str, ...]) -> None:
        """Show this code."""
        self._lines = lines
        self.refresh()

    def on_resize(self) -> None:
        """Whoever draws up the codes fits them to the room."""
        self.post_message(self.Sized())

    def render_line(self, y: int) -> Strip:
        """Draw a line of the code; ``#`` stands dark on dark, so that it fills its cell."""
        width, base = self.size.width, self.rich_style
        if y >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[y]
        left = max(0, (width - len(line)) // 2)
        segments = [Segment(" " * left, base), *self._pieces(line)]
        return Strip(segments).adjust_cell_length(width, base)

    def _pieces(self, line: str) -> list[Segment]:
        light = self.get_component_rich_style("code--light")
        if "#" not in line:
            return [Segment(line, light)]
        dark: Style = self.get_component_rich_style("code--dark")
        return [Segment(character, dark if character == "#" else light) for character in line]
