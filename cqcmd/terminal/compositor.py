"""Textual 8.2's compositor mended: changed cells alone are written, wide characters stay whole."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

Part = tuple[int, int, Strip]
"""A piece of a line: its first cell, its line, what stands there."""


class NarrowUpdate(ChopsUpdate):
    """Spans of changed cells, each written from its first cell to its last."""

    def render_segments(self, console: Console) -> str:
        """Return the escape sequences of what changed."""
        pieces = (
            (Control.move_to(x, y).segment.text, strip) for x, y, strip in changed_parts(self)
        )
        return "".join(to + strip.render(console) for to, strip in pieces)


def changed_parts(update: ChopsUpdate) -> Iterator[Part]:
    """Yield each piece of the lines that changed, and no more of it than did."""
    for y, first, end in update.spans:
        ends, line = update.chop_ends[y], update.chops[y]
        for chop_end, (x, strip) in zip(ends, line.items(), strict=False):
            if strip is None or x >= end or chop_end <= first:
                continue
            # A crop through a wide character makes blanks of its halves, so both ends move to its
            # edges.
            start = whole(strip, max(first - x, 0))
            yield x + start, y, strip.crop(start, whole_end(strip, min(chop_end, end) - x))


class NarrowCompositor(Compositor):
    """A compositor whose partial updates are narrow, and which cuts lines only where it must.

    Textual cuts every line at the edges of all widgets, hidden ones too, so that a notification
    over a form loses the wide characters that lie across a field's edge beneath it.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what changed, or ``None`` for nothing."""
        changed = self._dirty_regions.copy()
        self._dirty_regions.clear()
        if not changed:
            return None
        spans = list(self._regions_to_spans(changed))
        chops = self._filled(self._cuts_in(spans))
        return NarrowUpdate(chops, spans, [cuts[1:] for cuts in self.cuts])

    @property
    def cuts(self) -> list[list[int]]:
        """For every line, the cells at which another widget comes to the front."""
        if self._cuts is None:
            every = super().cuts
            spans = self._spans(len(every))
            self._cuts = [_seen(line, beneath) for line, beneath in zip(every, spans, strict=True)]
        return self._cuts

    def _spans(self, height: int) -> list[list[tuple[int, int]]]:
        """For every line, from where to where each widget lies on it, the front one first."""
        lines: list[list[tuple[int, int]]] = [[] for _ in range(height)]
        for region, clip in self.visible_widgets.values():
            shown = region.intersection(clip)
            if shown:
                for line in lines[max(0, shown.y) : shown.bottom]:
                    line.append(shown.column_span)
        return lines

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """Fill the pieces of whole lines."""
        cuts = enumerate(self.cuts)
        return self._filled({y: set(line[:-1]) for y, line in cuts if is_rendered_line(y)})

    def _cuts_in(self, spans: Sequence[tuple[int, int, int]]) -> dict[int, set[int]]:
        """For every line, where the pieces begin that hold something of a span."""
        found: dict[int, set[int]] = {}
        for y, first, end in spans:
            pieces = itertools.pairwise(self.cuts[y])
            begun = {start for start, behind in pieces if start < end and first < behind}
            found.setdefault(y, set()).update(begun)
        return found

    def _filled(self, missing: dict[int, set[int]]) -> Sequence[Mapping[int, Strip]]:
        """Fill the pieces named, from the front widget to the hindmost; no other is asked."""
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in self.cuts]
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            first, last = shown.column_span
            rows = [
                y
                for y in missing
                if shown.y <= y < shown.bottom and any(first <= at < last for at in missing[y])
            ]
            if rows:
                top = min(rows)
                lines = Region(shown.x, top, shown.width, max(rows) + 1 - top)
                strips = widget.render_lines(lines.translate(-region.offset))
                for y in rows:
                    inside = [cut for cut in self.cuts[y] if first <= cut <= last]
                    for cut, piece in _pieces(strips[y - top], inside, first):
                        if cut in missing[y]:
                            chops[y][cut] = piece
                            missing[y].discard(cut)
        return cast("Sequence[Mapping[int, Strip]]", chops)


def _seen(cuts: list[int], spans: list[tuple[int, int]]) -> list[int]:
    """Find the cells at which the front widget changes, and both ends of the line."""
    kept, before = cuts[:1], None
    for cut in cuts[:-1]:
        front = next((n for n, (left, right) in enumerate(spans) if left <= cut < right), None)
        if cut != cuts[0] and front != before:
            kept.append(cut)
        before = front
    return [*kept, *cuts[-1:]] if len(cuts) > 1 else kept


def _pieces(strip: Strip, cuts: list[int], left: int) -> list[tuple[int, Strip]]:
    """Return the parts of a strip that begins at ``left``, each with the cut at which it begins."""
    pairs = itertools.pairwise(cuts)
    return [(start, strip.crop(start - left, end - left)) for start, end in pairs]


def whole(strip: Strip, start: int) -> int:
    """Return the cell, or the one before where a wide character would be entered halfway."""
    if not start or strip.text.startswith(strip.crop(0, start).text):
        return start
    return start - 1


def whole_end(strip: Strip, end: int) -> int:
    """Return the cell, or the one after where a wide character would be left halfway."""
    return end if strip.text.startswith(strip.crop(0, end).text) else end + 1
