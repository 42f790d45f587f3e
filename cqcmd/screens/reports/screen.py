"""报告: the chain as it stands, every duty with its proof, and what was issued."""

from collections.abc import Iterator
from datetime import datetime

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from cqcmd.i18n import _
from cqcmd.screens.common.deadline_lines import deadline_detail
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.room_keys import room_bindings
from cqcmd.screens.reports.delivery import CopyForm
from cqcmd.screens.reports.issued_menu import use_paper
from cqcmd.screens.reports.lines import (
    DUTY_COLUMNS,
    PAPER_COLUMNS,
    chain_columns,
    chain_lines,
    duty_line,
    paper_line,
)
from cqcmd.screens.reports.other_organisations import BypassForm
from cqcmd.screens.reports.written_form import WrittenForm
from cqcmd.terminal.slow_disk import off_screen
from cqcmd.views import Situation
from cqcmd.views.reports import ChainStep, PaperLine
from cqcmd.widgets.chain import ChainPicture
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Line, Table

PICTURED = 120
"""Columns from which on the chain may stand as a picture."""


class ReportsScreen(IncidentScreen):
    """Room 2."""

    LISTS = ("chain", "duties", "papers")
    BINDINGS = room_bindings(
        [
            Binding("v,ctrl+e", "others", _("他单位的，显示或隐藏"), show=False, id="others"),
            Binding("t,ctrl+t", "chain_list", _("报送链：图或表"), show=False, id="chain-list"),
            Binding("g,ctrl+g", "watch_duty", _("关注或不关注"), show=False, id="watch-duty"),
            Binding("x,ctrl+x", "hide_duty", _("隐藏这一项，或再显示"), show=False, id="hide-duty"),
            Binding("u,f8", "update", _("情况更新"), show=False, id="update"),
            Binding("w,ctrl+w", "write", _("书面"), id="write-report"),
            Binding("b,ctrl+l", "bypass", _("越级"), id="bypass"),
        ]
    )

    room = "reports"

    _view: Situation
    _chain: tuple[ChainStep, ...] = ()
    _papers: tuple[PaperLine, ...] = ()
    _listed = False
    """Whether the chain stands as a list also where there is room for its picture."""

    purpose = _("向谁报、几点以前报、报了没有；最急的按 F9 去报。")
    main_keys = ("report", "write", "record", "choose", "clause")

    def body(self) -> Iterator[Widget]:
        """Build the chart where it is wide, the tree, duties, papers, and one line in full."""
        yield ChainPicture()
        yield Table(chain_columns(self.desk.plan.role("report.first").clause), id="chain")
        yield Table(DUTY_COLUMNS, empty=_("没有报告时限在走。"), id="duties")
        yield Table(PAPER_COLUMNS, empty=_("还没有签发书面报告：按 w 起草。"), id="papers")
        yield Lines("detail", fold=True)

    def on_resize(self) -> None:
        """Show the chain where there is room for it now; hidden, it hears of no new size."""
        self._fit_chain()

    def _fit_chain(self) -> None:
        """Show the chain once: as a picture where there is room for it, else as a list."""
        for picture in self.query(ChainPicture):
            picture.fit()
            fits = not picture.has_class("-hidden")
            wide = self.app.size.width >= PICTURED
            # At once, not as the stylesheet would with the next idle moment: where the cursor is
            # put back is asked before that.
            picture.display = fits and wide and not self._listed
            self.lists["chain"].display = not picture.display
            self.call_after_refresh(self._leave_chain)

    def _leave_chain(self) -> None:
        """Take the cursor out of a list that gave way to the picture."""
        chain = self.lists["chain"]
        if not chain.display and self.focused in (chain, None):
            self.lists["duties"].focus()

    def action_chain_list(self) -> None:
        """Change between picture and list; on the list a step's duties are watched and hidden."""
        self._listed = not self._listed
        self._fit_chain()
        if self._listed:
            self.call_after_refresh(self.lists["chain"].focus)

    def tick(self, now: datetime) -> None:
        """Show the countdowns that moved."""
        super().tick(now)
        if self.lists.built:
            self._show_times(now)

    def reload(self) -> None:
        """Read it anew; cursors stay on their lines."""
        super().reload()
        now = self.desk.clock.now()
        self._view = self.desk.situation(self.ident)
        self._chain = self.desk.chain(self.ident)
        self._papers = self.desk.written.issued.lines(self.ident)
        self._show_times(now)
        clause = self.desk.plan.role("report.contents").clause
        self.lists["papers"].show([paper_line(paper, clause, now) for paper in self._papers])
        self.back_to_place()
        self.show_detail()

    def _show_times(self, now: datetime) -> None:
        self.query_one(ChainPicture).show(self._chain, now)
        self._fit_chain()
        self.lists["chain"].show(list(chain_lines(self._chain, now)))
        shown = self.desk.watchlist.shown(self.ident, self._view.deadlines)
        self.lists["duties"].show(
            [duty_line(self.desk, self.ident, deadline, now) for deadline in shown]
        )

    def show_detail(self) -> None:
        """Everything about the line under the cursor."""
        name, line = self.lists.current()
        if line is None or not self.lists.built:
            return
        now = self.desk.clock.now()
        words = "  ".join(cell.words for cell in line.cells)
        if name != "papers":
            rules = self.rules_of(name, line)
            found = [deadline for deadline in self._view.deadlines if deadline.rule in rules]
            words = (
                "\n".join(deadline_detail(self.desk, deadline, now) for deadline in found) or words
            )
        self.query_one("#detail", Lines).show(words)

    # What a line does

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        name = event.table.id or ""
        if name == "papers":
            self._use_paper(event.line.key)
            return
        rules = self.rules_of(name, event.line)
        if not rules:
            self._copy()
            return
        waiting = [
            deadline
            for deadline in self._view.deadlines
            if deadline.rule in rules and not deadline.proof
        ]
        if any(deadline.mine for deadline in waiting):
            self.action_report(waiting[0].rule)
        else:
            self.action_record(waiting[0].rule if waiting else rules[0])

    @work
    async def _use_paper(self, entry: str) -> None:
        await use_paper(self, self.desk, self.ident, entry)

    def _copy(self) -> None:
        """Who took the copy of the last issued report."""
        if not self._papers:
            self.warn(_("还没有签发书面报告：按 w 起草。"))
            return
        self.app.push_screen(CopyForm(self.desk, self.ident, self._papers[-1].entry))

    def action_write(self) -> None:
        """Draft the next written report."""
        self.app.push_screen(WrittenForm(self.desk, self.ident))

    def action_bypass(self) -> None:
        """Open the form for a report past one level, or another organisation's, as heard."""
        self.app.push_screen(BypassForm(self.desk, self.ident))

    # Other organisations' duties: watched, hidden one by one, or all

    def rules_of(self, name: str, line: Line) -> tuple[str, ...]:
        """Return the duties of a line: of a step of the chain all of them."""
        if name == "duties":
            return (line.key,)
        step = next((step for step in self._chain if step.key == line.key), None)
        return tuple(cell.rule for cell in step.cells) if step and name == "chain" else ()

    def action_others(self) -> None:
        """Other organisations' duties, shown or hidden; those watched stay."""
        watching = self.desk.watchlist
        off_screen(lambda: watching.hide_others(not watching.others_hidden))
        hidden = _("他单位的时限已隐藏；关注的还在。按 v 再显示。")
        self.say(hidden if watching.others_hidden else _("他单位的时限已显示。"))
        self.reload()

    def action_watch_duty(self) -> None:
        """Watch another organisation's duty, though others are hidden; or no longer."""
        if rules := self._others_here():
            watched = off_screen(lambda: self.desk.watchlist.toggle(self.ident, rules))
            said = _("已关注：列在本站时限之后，不响铃。")
            self.say(said if watched else _("不再关注。"))
            self.reload()

    def action_hide_duty(self) -> None:
        """Leave another organisation's duty out of the lists; or no longer, from the chain."""
        if rules := self._others_here():
            hidden = off_screen(lambda: self.desk.watchlist.toggle_hidden(self.ident, rules))
            said = _("已隐藏：时限里不再列出；在报送链（表）的那一步上再按 x 显示。")
            self.say(said if hidden else _("不再隐藏。"))
            self.reload()

    def _others_here(self) -> tuple[str, ...]:
        """Return the duties under the cursor; where none is another organisation's, say so."""
        name, line = self.lists.current()
        rules = self.rules_of(name, line) if line else ()
        if not rules:
            self.warn(_("请先把光标放到一项时限上。"))
            return ()
        if self._own(rules):
            words = _("这是本站自己的时限，总是列在最前、到时响铃，不用关注，也不能隐藏。")
            self.warn(words)
            return ()
        return rules

    def _own(self, rules: tuple[str, ...]) -> bool:
        """Whether these duties are this station's."""
        mine = {deadline.rule for deadline in self._view.deadlines if deadline.mine}
        mine |= {cell.rule for step in self._chain if step.mine for cell in step.cells}
        return mine.issuperset(rules)
