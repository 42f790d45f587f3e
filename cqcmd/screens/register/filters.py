"""Choosing filters of the register: group by group, with how many incidents each leaves."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cqcmd.i18n import _
from cqcmd.screens.common.base import ModalSheet
from cqcmd.views.office.register import FilterChoice
from cqcmd.widgets.box import Box
from cqcmd.widgets.table import HEADING, Cell, Column, Line, Table

NONE = "none"
"""The key of the line that takes every filter off."""


class FilterMenu(ModalSheet[str | None]):
    """The word of the filter chosen; `NONE` to take all off; ``None`` if backed out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f8", "dismiss(None)", _("返回"), show=False, id="close-filters"),
    ]

    def __init__(self, choices: Iterable[FilterChoice], typed: str) -> None:
        """``typed``: the line as it stands; words of it that are filters are marked."""
        super().__init__()
        self._lines = list(_lines(choices, typed.split()))

    def compose(self) -> ComposeResult:
        """Build the question, the filters, and how to go on."""
        with Box():
            yield Static(_("按什么筛选"), classes="question")
            yield Table((Column("", 0), Column("", 8, right=True)), id="filters")
            yield Static(_("回车 加上，或取下已选的（●）   Esc 返回"), classes="hint")

    def on_mount(self) -> None:
        """Put the cursor on the first filter."""
        table = self.query_one(Table)
        table.show(self._lines)
        table.go_to(1)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.dismiss(event.line.key)


def _lines(choices: Iterable[FilterChoice], typed: list[str]) -> Iterator[Line]:
    yield Line(NONE, (Cell(_("不筛选")), Cell("")))
    for group, found in groupby(choices, lambda choice: choice.group):
        yield Line(f"{HEADING}{group}", (Cell(_("── {words}").format(words=group), "dim"),))
        for choice in found:
            mark = "●" if choice.word in typed else " "
            count = _("{count} 起").format(count=choice.count)
            yield Line(choice.word, (Cell(f"{mark} {choice.word}"), Cell(count, "dim")))


def with_filter(typed: str, chosen: str, filters: Iterable[str]) -> str:
    """Return the line with a filter added, or taken out where it stands there already."""
    words = typed.split()
    if chosen == NONE:
        taken = set(filters)
        return " ".join(word for word in words if word not in taken)
    if chosen in words:
        return " ".join(word for word in words if word != chosen)
    return " ".join([*words, chosen])
