"""条款: the plan to be read and searched, and what rests on each of its clauses."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.ask import quiet_input
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.messages import OpenForm
from cqcmd.text import half_width
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Cell, Column, Line, Table

COLUMNS = (Column(_("条款"), 8), Column("", 0))

LAWS = "laws"
"""The key of the line over the law around the plan."""


class ClauseScreen(PostScreen):
    """The list of clauses beside the text of the one under the cursor."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS = [
        Binding("f,ctrl+f", "search", _("搜索"), id="search"),
        Binding("f3", "next(1)", _("下一处"), id="next-hit"),
        Binding("shift+f3,f4", "next(-1)", _("上一处"), show=False, id="previous-hit"),
        Binding("right", "read", _("读正文"), id="read"),
        Binding("left", "list", _("目录"), show=False, id="list"),
        Binding("question_mark,？", "clause", _("凭据"), id="verdict"),
        Binding("escape", "leave", _("返回"), id="back"),
    ]

    def __init__(self, desk: Desk, number: str = "", incident: str = "", entry: str = "") -> None:
        """Open at a clause; ``incident`` and ``entry``: the verdict beside which it was asked."""
        super().__init__(desk)
        self._first = number
        self._verdict = incident, entry
        self._sought = ""

    def compose(self) -> ComposeResult:
        """Masthead, search field, the list, the text, the keys."""
        yield Masthead(_("预案"))
        yield quiet_input(_("搜索：回车到下一处，Esc 取消"), id="search")
        with Horizontal():
            yield Table(COLUMNS, id="clauses")
            with VerticalScroll(id="page"):
                yield Prose(id="text")
        yield Static(id="found")
        yield KeysLine()

    def on_mount(self) -> None:
        """Open where one was sent, or at the beginning."""
        self.query_one("#search").add_class("-hidden")
        table = self.query_one(Table)
        table.show(self._list())
        table.focus()
        law = self.desk.plan_reader.laws.named(self._first)
        table.go_to_key(law.title if law else self._first)
        self._show_text()
        self._say()

    def clause_here(self) -> str:
        """Return the clause that is being read."""
        line = self.query_one(Table).cursor
        return line.key if line else ""

    def action_clause(self) -> None:
        """Open the record of the verdict beside which the clause was asked for, if there is one."""
        incident, entry = self._verdict
        if incident:
            self.post_message(OpenForm("log/verdict", incident, entry))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Have no record to open where the plan was opened by itself."""
        return action != "clause" or bool(self._verdict[0])

    # What is shown

    def _list(self) -> list[Line]:
        lines = []
        for clause in self.desk.plan.clauses.values():
            heading = self.desk.plan_reader.heading(clause.number)
            state = "strong" if "." not in clause.number else ""
            lines.append(Line(clause.number, (Cell(clause.number), Cell(heading)), state=state))
        laws = self.desk.plan_reader.laws
        for name in self.desk.plan_reader.sources:
            if laws.named(name) is None:
                lines.append(Line(name, (Cell(_("另据")), Cell(name))))
        lines.append(Line(LAWS, (Cell(""), Cell(_("相关法规"))), state="strong"))
        lines += [Line(law.title, (Cell(laws.mark(law)), Cell(law.short))) for law in laws]
        return lines

    def _text(self, key: str) -> str:
        """Return the clause with what rests on it, or the other source's own words."""
        laws = self.desk.plan_reader.laws
        if key == LAWS:
            return laws.overview()
        if law := laws.named(key):
            return laws.text(law)
        source = self.desk.plan_reader.sources.get(key)
        if source is not None:
            outside = _("（不在预案之内，{date}）").format(date=source.date)
            return f"{key} {outside}\n\n{source.text}"
        clause = self.desk.plan.clauses[key]
        parts = [f"{clause.number} {clause.heading}".rstrip(), clause.text]
        rows = self.desk.plan_reader.rows_on(key)
        if rows:
            parts.append("\n".join((_("据此条的条目："), *rows)))
        beside = laws.beside(key)
        if beside:
            parts.append("\n".join((_("相关法规（不在预案之内）："), *beside)))
        return "\n\n".join(part for part in parts if part)

    def _show_text(self) -> None:
        words = self._text(self.clause_here())
        shown = plain(words)
        for start in _places(words, self._sought):
            shown = shown.stylize("reverse", start, start + len(self._sought))
        self.query_one(Prose).show(shown)
        self.query_one("#page").scroll_home(animate=False)

    def _say(self) -> None:
        table = self.query_one(Table)
        words = _("{title}　共 {count} 条").format(
            title=self.desk.plan.meta.title, count=len(self.desk.plan.clauses)
        )
        if self._sought:
            hits = self._hits()
            words = _("“{sought}” 没有找到").format(sought=self._sought)
            if hits:
                at = sum(row <= table.lines.index(table.cursor) for row in hits if table.cursor)
                words = _("“{sought}” 在 {count} 条中，第 {at} 条").format(
                    sought=self._sought, count=len(hits), at=at
                )
        self.query_one("#found", Static).update(plain(words))

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_text()
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
        """Go to the next clause in which it stands, or the one before; around at the ends."""
        table = self.query_one(Table)
        hits = self._hits()
        if not hits or table.cursor is None:
            return
        here = table.lines.index(table.cursor)
        beyond = [row for row in hits[::step] if (row - here) * step > 0]
        table.go_to(beyond[0] if beyond else hits[::step][0])

    def _hits(self) -> list[int]:
        if not self._sought:
            return []
        lines = self.query_one(Table).lines
        return [
            row for row, line in enumerate(lines) if _places(self._text(line.key), self._sought)
        ]

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
