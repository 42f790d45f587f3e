"""报告: the chain as it stands, every duty with its proof, and what was issued."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cqcmd.i18n import _
from cqcmd.screens.common.deadline_lines import deadline_detail
from cqcmd.screens.reports.chain_lines import CHAIN_COLUMNS, chain_lines
from cqcmd.screens.reports.lines import DUTY_COLUMNS, PAPER_COLUMNS, duty_line, paper_line
from cqcmd.screens.reports.watchlist import WatchingRoom
from cqcmd.views.reports import PaperLine
from cqcmd.widgets.chain import ChainPicture
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Table


class ReportsScreen(WatchingRoom):
    """Room 2."""

    LISTS = ("chain", "duties", "papers")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,f8", "update", _("情况更新"), show=False, id="update"),
        Binding("w,ctrl+w", "write", _("书面"), id="write-report"),
        Binding("b,ctrl+b", "bypass", _("越级"), id="bypass"),
    ]

    room = "reports"

    _papers: tuple[PaperLine, ...] = ()

    def body(self) -> Iterator[Widget]:
        """The picture where it is wide; the tree; duties; papers; one line in full."""
        yield ChainPicture()
        yield Table(CHAIN_COLUMNS, id="chain")
        yield Table(DUTY_COLUMNS, empty=_("没有报告时限在走。"), id="duties")
        yield Table(PAPER_COLUMNS, empty=_("还没有签发书面报告：按 w 起草。"), id="papers")
        yield Lines("detail", fold=True)

    def tick(self, now: datetime) -> None:
        """The countdowns that moved."""
        super().tick(now)
        if self.built:
            self._show_times(now)

    def reload(self) -> None:
        """Read it anew; cursors stay on their lines."""
        super().reload()
        now = self.desk.clock.now()
        self._view = self.desk.situation(self.ident)
        self._chain = self.desk.chain(self.ident)
        self._papers = self.desk.written.issued.lines(self.ident)
        self._show_times(now)
        self.list("papers").show([paper_line(each, now) for each in self._papers])
        self.back_to_place()
        self.show_detail()

    def _show_times(self, now: datetime) -> None:
        self.query_one(ChainPicture).show(self._chain, now)
        self.list("chain").show(list(chain_lines(self._chain, now)))
        shown = self.desk.watching.shown(self.ident, self._view.deadlines)
        self.list("duties").show([duty_line(self.desk, each, now) for each in shown])

    def show_detail(self) -> None:
        """Everything about the line under the cursor."""
        name, line = self.here()
        if line is None or not self.built:
            return
        now = self.desk.clock.now()
        words = "  ".join(cell.words for cell in line.cells)
        if name != "papers":
            rules = self.rules_of(name, line)
            found = [each for each in self._view.deadlines if each.rule in rules]
            words = "\n".join(deadline_detail(self.desk, each, now) for each in found) or words
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
        waiting = [each for each in self._view.deadlines if each.rule in rules and not each.proof]
        if any(each.mine for each in waiting):
            self.action_report(waiting[0].rule)
        else:
            self.action_record(waiting[0].rule if waiting else rules[0])

    @work
    async def _use_paper(self, entry: str) -> None:
        from cqcmd.screens.reports.issued_menu import use_paper

        await use_paper(self, self.desk, self.ident, entry)

    def _copy(self) -> None:
        """Who took the copy of the last issued report."""
        if not self._papers:
            self.notify(_("还没有签发书面报告：按 w 起草。"), severity="warning")
            return
        from cqcmd.screens.reports.copy_form import CopyForm

        self.app.push_screen(CopyForm(self.desk, self.ident, self._papers[-1].entry))

    def action_write(self) -> None:
        """Draft the next written report."""
        from cqcmd.screens.reports.written_form import WrittenForm

        self.app.push_screen(WrittenForm(self.desk, self.ident))

    def action_bypass(self) -> None:
        """A report past one level, or another organisation's, as heard."""
        from cqcmd.screens.reports.other_organisations import BypassForm

        self.app.push_screen(BypassForm(self.desk, self.ident))
