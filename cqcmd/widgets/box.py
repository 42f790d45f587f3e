"""The box of a sheet over a screen: as high as its parts, at most as high as there is room."""

from textual.containers import ScrollableContainer, Vertical
from textual.geometry import Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.layouts.vertical import VerticalLayout
from textual.scroll_view import ScrollView
from textual.widget import Widget

LEAST = 2
"""Rows that are left of the part that gives way, however little room there is."""

SCROLLS_WITHIN = "-scrolls-within"
"""The class of a part that holds a list which scrolls."""


class GivingWay(VerticalLayout):
    """Parts under each other; where they are too high, the highest that scrolls gives way.

    So the keys under a long text stay in sight, and nothing scrolls that has room.
    """

    name = "giving-way"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the parts; without a height (they are only measured) none gives way."""
        placed = super().arrange(parent, children, size, greedy)
        below = placed[-1].region.bottom + placed[-1].margin.bottom if placed else 0
        excess = below - size.height
        return _given_way(placed, excess) if size.height and excess > 0 else placed


def _given_way(placed: list[WidgetPlacement], excess: int) -> list[WidgetPlacement]:
    """Take the excess from the highest part that scrolls, and move up what stands below it."""
    scrolling = [
        index
        for index, part in enumerate(placed)
        if isinstance(part.widget, ScrollView | ScrollableContainer)
        or part.widget.has_class(SCROLLS_WITHIN)
    ]
    if not scrolling:
        return placed
    giver = max(scrolling, key=lambda index: placed[index].region.height)
    height = placed[giver].region.height
    less = height - max(min(LEAST, height), height - excess)
    return [
        part if index < giver else _moved(part, less, shrunk=index == giver)
        for index, part in enumerate(placed)
    ]


def _moved(part: WidgetPlacement, rows: int, *, shrunk: bool) -> WidgetPlacement:
    """Return the part with so many rows less, or so many rows higher up."""
    region = part.region
    if shrunk:
        return part._replace(region=region._replace(height=region.height - rows))
    return part._replace(region=region._replace(y=region.y - rows))


class Box(Vertical):
    """Holds the parts of a sheet, a border around them."""

    _parts = GivingWay()

    def __init__(self) -> None:
        super().__init__(classes="sheet")

    @property
    def layout(self) -> Layout:
        """Parts of which one gives way; no name of a stylesheet leads to it."""
        return self._parts
