"""Writing changed cells alone: Textual 8.2 writes a line again from its widget's left edge."""

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor
from textual.strip import Strip


class NarrowUpdate(ChopsUpdate):
    """Spans of changed cells, each written from its first cell to its last."""

    def render_segments(self, console: Console) -> str:
        """The escape sequences."""
        written: list[str] = []
        for y, first, end in self.spans:
            for chop_end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is None or x >= end or chop_end <= first:
                    continue
                start = whole(strip, max(first - x, 0))
                part = strip.crop(start, min(chop_end, end) - x)
                written += (Control.move_to(x + start, y).segment.text, part.render(console))
        return "".join(written)


class NarrowCompositor(Compositor):
    """A compositor whose partial updates are narrow."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed, or ``None``."""
        update = super().render_partial_update()
        return update and NarrowUpdate(update.chops, update.spans, update.chop_ends)


def whole(strip: Strip, start: int) -> int:
    """The cell, or the one before it, so that no wide character is entered at its second half."""
    if not start or strip.text.startswith(strip.crop(0, start).text):
        return start
    return start - 1
