"""A long text to be read and searched: the list of its parts beside the one under the cursor."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.ask import quiet_input
from cqcmd.screens.common.base import PostScreen
from cqcmd.text import half_width
from cqcmd.widgets.drawing.prose import Prose, folded
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Column, Line, Table

ABOVE = 2
"""Lines kept in sight above a place that was found."""


class ReadingScreen(PostScreen):
    """Subclasses give `parts`, `text` and `counted`.

    Attributes:
        name_of_text: what stands in the masthead; ``name_of_part``: what its parts are called.
        columns: of the list.
        place: the key of the part that is open at first.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS = [
        Binding("f,ctrl+f", "search", _("搜索"), id="search"),
        Binding("f3", "next(1)", _("下一处"), id="next-hit"),
        Binding("shift+f3,f4", "next(-1)", _("上一处"), show=False, id="previous-hit"),
        Binding("right", "read", _("读正文"), id="read"),
        Binding("left", "list", _("目录"), show=False, id="list"),
        Binding("escape", "leave", _("返回"), id="back"),
    ]

    name_of_text = ""
    name_of_part = _("条")
    columns: tuple[Column, ...] = ()

    def __init__(self, desk: Desk, place: str = "") -> None:
        super().__init__(desk)
        self.place = place
        self._sought = ""
        self._hit = self._enter = 0  # which place is shown; at which the next part is entered

    def parts(self) -> list[Line]:
        """Return the list, a line a part."""
        raise NotImplementedError

    def text(self, key: str) -> str:
        """Return a part by its key."""
        raise NotImplementedError

    def counted(self) -> str:
        """Say what is read, and how many parts it has."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Masthead, search field, the list, the text, the keys."""
        yield Masthead(self.name_of_text)
        yield quiet_input(_("搜索：回车到下一处，Esc 取消"), id="search")
        with Horizontal():
            yield Table(self.columns, id="parts")
            with VerticalScroll(id="page"):
                yield Prose(id="text")
        yield Static(id="found")
        yield KeysLine()

    def on_mount(self) -> None:
        """Open where one was sent, or at the beginning."""
        self.query_one("#search").add_class("-hidden")
        table = self.query_one(Table)
        table.show(self.parts())
        table.focus()
        table.go_to_key(self.place)
        self._show_text()
        self._say()

    @property
    def here(self) -> str:
        """The key of the part that is being read."""
        line = self.query_one(Table).cursor
        return line.key if line else ""

    def _show_text(self, hit: int = 0) -> None:
        """Show the part under the cursor, from its beginning or from one of the places found."""
        words = self.text(self.here)
        shown, found = plain(words), _places(words, self._sought)
        for start in found:
            shown = shown.stylize("reverse", start, start + len(self._sought))
        self.query_one(Prose).show(shown)
        self._hit = hit % len(found) if found else 0
        before = shown[: found[self._hit]] if found else Content("")
        self.call_after_refresh(self._reveal, before)

    def _reveal(self, before: Content) -> None:
        """Show the text from its beginning, or from the line at which so much of it ends."""
        width = self.query_one(Prose).content_size.width or 1
        line = folded(before, width).plain.count("\n")
        page = self.query_one("#page")
        top = line - ABOVE if line >= page.size.height else 0
        page.scroll_to(y=top, animate=False, immediate=True)

    def _say(self) -> None:
        table = self.query_one(Table)
        words = self.counted()
        if self._sought:
            hits = self._hits()
            words = _("“{sought}” 没有找到").format(sought=self._sought)
            if hits:
                at = sum(row <= table.lines.index(table.cursor) for row in hits if table.cursor)
                words = _("“{sought}” 在 {count} {part}中，第 {at} {part}").format(
                    sought=self._sought, count=len(hits), at=at, part=self.name_of_part
                )
        self.query_one("#found", Static).update(plain(words))

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_text(self._enter)
        self._enter = 0
        self._say()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        if self._sought:
            self.action_next(1)
        else:
            self.action_read()

    # Searching

    def action_search(self) -> None:
        """Open the search field."""
        field = self.query_one("#search", Input)
        field.remove_class("-hidden")
        field.focus()

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._sought = event.value.strip()
        table = self.query_one(Table)
        hits = self._hits()
        here = table.lines.index(table.cursor) if table.cursor else 0
        if hits and here not in hits:
            table.go_to(next((row for row in hits if row >= here), hits[0]))
        self._show_text()
        self._say()

    @on(Input.Submitted, "#search")
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_next(1)

    def action_next(self, step: int) -> None:
        """Go to the next place where it stands, here or in another part; around at the ends."""
        table = self.query_one(Table)
        hits = self._hits()
        if not hits or table.cursor is None:
            return
        here = table.lines.index(table.cursor)
        count = len(_places(self.text(self.here), self._sought))
        if here in hits and 0 <= self._hit + step < count:
            self._show_text(self._hit + step)
            return
        beyond = [row for row in hits[::step] if (row - here) * step > 0]
        self._enter = 0 if step > 0 else -1
        table.go_to(beyond[0] if beyond else hits[::step][0])

    def _hits(self) -> list[int]:
        if not self._sought:
            return []
        lines = self.query_one(Table).lines
        return [row for row, line in enumerate(lines) if _places(self.text(line.key), self._sought)]

    # Moving

    def action_read(self) -> None:
        """Let the arrows scroll the text."""
        self.query_one("#page").focus()

    def action_list(self) -> None:
        """Let the arrows move through the list."""
        self.query_one(Table).focus()

    def action_leave(self) -> None:
        """Take the search away first, then go back to where one was."""
        field = self.query_one("#search", Input)
        if field.has_class("-hidden"):
            self.dismiss()
            return
        field.value = ""
        field.add_class("-hidden")
        self.action_list()


def _places(words: str, sought: str) -> list[int]:
    """Where ``sought`` begins, whatever the width of letters and digits."""
    text, sought = half_width(words).casefold(), half_width(sought).casefold()
    if not sought or len(text) != len(words):
        return []
    found = [text.find(sought)]
    while found[-1] >= 0:
        found.append(text.find(sought, found[-1] + len(sought)))
    return found[:-1]
