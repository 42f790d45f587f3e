"""Pages of what is looked back on, each a table over the line under its cursor in full."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import on
from textual.widget import Widget

from cqcmd.desk.debrief.looked_back import LookedBack
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.debrief.chart import DebriefPicture
from cqcmd.screens.debrief.lines import HINTS
from cqcmd.screens.debrief.sentences import detail_words
from cqcmd.views.debrief import DebriefView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Column, Line, Table


class DebriefPages(PostScreen):
    """Mixed into a screen: subclasses say which pages there are, and what stands on each.

    Attributes:
        looked_back: what is shown.
    """

    pages: ClassVar[Mapping[str, str]] = {}
    """What each page is called, by its name."""

    columns: ClassVar[Mapping[str, tuple[Column, ...]]] = {}
    """The columns of each page that is a table; the picture is none."""

    empty: ClassVar[Mapping[str, str]] = {}
    """What stands on a page without lines."""

    places: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Acts that only some pages have, and which those are."""

    def look_back_on(self, looked_back: LookedBack) -> None:
        """Show this, beginning with its picture."""
        self.looked_back = looked_back
        self._view: DebriefView | None = None
        self._page = "bars"

    def page_widgets(self) -> Iterator[Widget]:
        """Build the pages' names, what is said of all, the pages, the line under the cursor."""
        yield Lines("pages")
        yield Lines("said", fold=True)
        yield DebriefPicture(self.looked_back)
        for page, columns in self.columns.items():
            yield Table(columns, empty=self.empty.get(page, ""), id=page)
        yield Lines("detail", fold=True)
        yield Lines("legend")

    def lines_of(self, view: DebriefView) -> Mapping[str, list[Line]]:
        """Return the lines of each page that is a table."""
        raise NotImplementedError

    def said_of(self, view: DebriefView) -> str:
        """Return what is said of all of it, in a line."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show the chart first."""
        self.action_page("bars")

    def reload(self) -> None:
        """Read everything anew; what was shown stays if it cannot be read."""
        super().reload()
        try:
            self._view = self.looked_back.shown()
        except Refusal as refusal:
            self.refused(refusal)
        if self._view is not None:
            self._show(self._view)

    def on_resize(self) -> None:
        """Draw the chart at the new width."""
        if self._view is not None:
            self._show(self._view)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow acts only on the pages they belong to."""
        return self._page in self.places.get(action, (self._page,))

    def clause_here(self) -> str:
        """Return the clause behind the line under the cursor."""
        line = self.table.cursor
        return line.clause if line else ""

    @property
    def table(self) -> Table:
        """The table of the page that is shown."""
        return self.query_one(f"#{self._page}", Table)

    # Showing

    def _show(self, view: DebriefView) -> None:
        self.query_one("#said", Lines).show(self.said_of(view))
        self.query_one(DebriefPicture).show(view)
        for name, lines in self.lines_of(view).items():
            self.query_one(f"#{name}", Table).show(lines)
        self._name_pages()
        self.show_detail()

    def _name_pages(self) -> None:
        names = (
            _("[{name}]").format(name=name) if page == self._page else f" {name} "
            for page, name in self.pages.items()
        )
        picture = self.query_one(DebriefPicture)
        zoomed = picture.zoomed if self._page == "bars" else ""
        self.query_one("#pages", Lines).show(f"{''.join(names)} {zoomed}")
        contents = self.desk.plan.role("report.contents").clause
        hint = self.hints().get(self._page, picture.legend)
        self.query_one("#legend", Lines).show(hint.format(contents=contents))

    def hints(self) -> Mapping[str, str]:
        """Return what the words of each page mean, or what its keys do."""
        return HINTS

    @on(Table.Moved)
    def _line_moved(self, event: Table.Moved) -> None:
        event.stop()
        self.show_detail()

    def show_detail(self) -> None:
        """Show the line under the cursor in full."""
        line, view = self.table.cursor, self._view
        words = detail_words(self._page, line.key, view) if line and view else ""
        self.query_one("#detail", Lines).show(words)

    # Keys

    def action_page(self, page: str) -> None:
        """Show another page."""
        self.remove_class(*(f"-{name}" for name in self.pages))
        self._page = page
        self.add_class(f"-{page}")
        self.table.focus()
        self._name_pages()
        self.show_detail()
        self.refresh_bindings()

    def action_zoom(self, step: int) -> None:
        """Nearer, or farther."""
        why = self.query_one(DebriefPicture).zoom(step)
        if why:
            self.warn(why)
        self._name_pages()

    def action_pan(self, step: int) -> None:
        """Half a window on, or back."""
        self.query_one(DebriefPicture).pan(step)
        self._name_pages()
