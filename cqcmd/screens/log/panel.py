"""The entries of a log as a table: filtered by kind, searched, struck ones on request."""

from asyncio import TimerHandle
from datetime import datetime
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from cqcmd.i18n import _
from cqcmd.screens.common.ask import EntrySheet, quiet_input
from cqcmd.screens.log.lines import columns, older_line, table_lines, whole_words
from cqcmd.screens.log.search import LogSearch
from cqcmd.terminal.later import later
from cqcmd.views import LogLine
from cqcmd.views.log_lines import LogLines
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Table

AT_ONCE = 500
"""The last entries are listed at first; moving up to the first of them lists ten times as many."""

AT_A_TIME, BETWEEN = 1000, 0.005
"""Entries put into words for a search before keys are looked at again, and seconds until more."""

ATTACHED = "attached"
"""The kind of an entry that names a file."""

KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    (_("全部"), frozenset()),
    (_("报告"), frozenset({"reported", "received", "duties_started"})),
    (_("情况"), frozenset({"opened", "details", "facts", "settled"})),
    (_("记事承诺"), frozenset({"note", "promise", "kept"})),
    (_("决定"), frozenset({"override", "scope", "dismissed", "closed"})),
    (_("系统"), frozenset({"recovered", "clock", "backup", "struck", "station", "watch", "plan"})),
    (_("有损的"), frozenset({"unreadable", "altered"})),
    (_("附件"), frozenset({ATTACHED})),
)
"""What one key goes through: a name, and the kinds of entry under it (none: all)."""


class LogPanel(Vertical):
    """Newest last. The line under the cursor is shown whole beneath."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f,ctrl+f", "search", _("搜索"), id="search"),
        Binding("l,ctrl+l", "next_kind", _("类别"), id="next-kind"),
        Binding("v,ctrl+e", "struck", _("作废的"), show=False, id="show-struck"),
        Binding("escape", "clear", _("取消筛选"), id="clear-filter"),
        Binding("down", "to_entries", _("到条目"), show=False, id="to-entries"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._log: LogLines[Any] | None = None
        self._search: LogSearch | None = None
        self._by_key: dict[str, LogLine] = {}
        self._most = AT_ONCE
        self._now: datetime | None = None
        self._struck: list[str] = []
        self._kind = 0
        self._with_struck = False
        self._struck_here: set[str] = set()
        self._fresh = ""
        self._timer: TimerHandle | None = None

    def compose(self) -> ComposeResult:
        """Build what is filtered, the search field, the table, and the whole line."""
        yield Static(id="filter")
        yield quiet_input(_("搜索：回车看结果，Esc 取消"), id="search")
        yield Table(columns(0), empty=_("没有符合的条目。"), id="entries")
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="entry")

    def on_mount(self) -> None:
        """Hide the search field until it is asked for."""
        self.query_one("#search").add_class("-hidden")
        self.query_one(Table).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Choose the columns that fit the new width."""
        table = self.query_one(Table)
        table.columns = columns(event.size.width)
        table.refresh()
        self.call_after_refresh(self._show_whole)

    def show(self, log: LogLines[Any], now: datetime) -> None:
        """Set the entries. The cursor stays on its line, or on the last if it stood there."""
        table = self.query_one(Table)
        at_end = table.cursor is None or table.at_edge(1)
        self._log, self._search, self._now = log, None, now
        self._struck = log.struck
        self._fill()
        if at_end:
            table.action_jump(-1)
        self._show_whole()

    @property
    def entry(self) -> LogLine | None:
        """The entry under the cursor."""
        line = self.query_one(Table).cursor
        return self._by_key.get(line.key) if line else None

    @property
    def clause(self) -> str:
        """The clause behind the entry under the cursor."""
        return self.entry.clause if self.entry else ""

    # Filtering

    def action_next_kind(self) -> None:
        """Filter by the next kind."""
        self._kind, self._search = (self._kind + 1) % len(KINDS), None
        self._fill()
        self.refresh_bindings()

    def action_struck(self) -> None:
        """Show struck entries too, or hide them."""
        self._with_struck, self._search = not self._with_struck, None
        self._struck_here.clear()
        self._fresh = ""
        self._fill()

    def keep(self, entry: str) -> None:
        """Leave an entry in sight that is struck now: the cursor stays, its neighbour is safe."""
        self._struck_here.add(entry)
        self._search = None
        self._fresh = entry

    def let_go(self, entry: str) -> bool:
        """Take an entry for one like others from now on; returns whether it was struck just now."""
        fresh, self._fresh = entry == self._fresh, ""
        return fresh

    def action_search(self) -> None:
        """Open the search field."""
        field = self.query_one("#search", Input)
        field.remove_class("-hidden")
        field.focus()
        self._prepare()

    def _prepare(self) -> None:
        """Make some of the texts that letters are looked for in, and the rest between keys."""
        field = self.query_one("#search", Input)
        if self._made_ready():
            if field.value:
                self._fill()
        elif not field.has_class("-hidden"):
            self._later()

    def _made_ready(self) -> bool:
        return self._passing().prepare(AT_A_TIME)

    def _later(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = later(self, BETWEEN, self._prepare)

    def action_to_entries(self) -> None:
        """From the search field to what was found."""
        self.query_one(Table).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc takes filters away only while there are any; else it leaves the screen."""
        field = self.query_one("#search", Input)
        return action != "clear" or bool(self._kind or field.value or field.has_focus)

    def action_clear(self) -> None:
        """Show everything again."""
        field = self.query_one("#search", Input)
        self._kind, self._search, field.value = 0, None, ""
        self.query_one(Table).focus()
        field.add_class("-hidden")
        self._fill()
        self.refresh_bindings()

    @on(Input.Changed, "#search")
    def _search_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._fill()

    @on(Input.Submitted, "#search")
    def _search_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(Table).focus()

    def _passing(self) -> LogSearch:
        """Return the entries that pass the filter, made once for the entries as they are."""
        if self._search is None:
            kinds = KINDS[self._kind][1]
            log = self._log
            if log is not None and (kinds or self._struck):
                log = log.only(kinds, self._shows_struck)
            self._search = LogSearch(log or ())
        return self._search

    def _shows_struck(self, entry: str) -> bool:
        return self._with_struck or entry in self._struck_here

    # Showing

    def _fill(self) -> None:
        typed = self.query_one("#search", Input).value
        if self._now is None:
            return
        if typed and not self._made_ready():
            self.query_one("#filter", Static).update(_("正在找…"))
            self._later()
            return
        passing = self._passing()
        chosen = passing.found(typed)
        listed = [passing.entries[place] for place in chosen[-self._most :]]
        self._by_key = {entry.entry: entry for entry in listed}
        older = [older_line(len(chosen) - len(listed))] if len(chosen) > len(listed) else []
        self.query_one(Table).show([*older, *table_lines(listed, self._now)])
        self.query_one("#filter", Static).update(plain(self._says(len(chosen))))
        self._show_whole()

    def _says(self, count: int) -> str:
        words = _("{kind} {count} 条").format(kind=KINDS[self._kind][0], count=count)
        struck = sum(self._with_struck or entry not in self._struck_here for entry in self._struck)
        if struck:
            shown = _("含作废 {n} 条") if self._with_struck else _("另有作废 {n} 条，按 v 显示")
            words += "  " + shown.format(n=struck)
        return words

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        entry = self.entry
        if entry is not None and entry.kind == ATTACHED:
            return  # a screen of its own shows the file
        event.stop()
        if entry is not None:
            self.app.push_screen(EntrySheet(entry.kind_name, whole_words(entry)))

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        first = next(iter(self._by_key), None)
        if event.line.key == first and len(self._by_key) == self._most:
            self._most *= 10
            self._fill()
        self._show_whole()

    def _show_whole(self) -> None:
        entry = self.entry
        table = self.query_one(Table)
        # What the list says in full is not said a second time.
        whole = table.cursor is not None and table.shows_whole(table.cursor)
        words = whole_words(entry, listed=whole) if entry else ""
        self.query_one("#entry", Static).update(plain(words))
        self.query_one("#whole").scroll_home(animate=False)
