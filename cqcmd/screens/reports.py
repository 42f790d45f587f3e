"""报告: the chain as it stands, every duty with its proof, and what was issued."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.screens.chain_lines import CHAIN_COLUMNS, chain_lines
from cqcmd.screens.lists_room import ListsRoom
from cqcmd.screens.situation_lines import (
    LOOKS,
    deadline_detail,
    due_words,
    evidence,
    report_words,
    short_source,
)
from cqcmd.views import Deadline, Situation
from cqcmd.views.reports import ChainStep, PaperLine
from cqcmd.widgets.chain import ChainPicture
from cqcmd.widgets.chain_words import deadline_words
from cqcmd.widgets.lines import Lines
from cqcmd.widgets.strip import stage_state
from cqcmd.widgets.table import Cell, Column, Line, Table
from cqcmd.words import _

DUTY_COLUMNS = (
    Column(_("时限"), 16),
    Column(_("报告"), 21),
    Column(_("应于"), 13),
    Column(_("条款"), 6),
    Column(_("号码、凭据"), 0),
)
PAPER_COLUMNS = (
    Column(_("签发"), 11),
    Column(_("书面报告"), 0),
    Column(_("签发人"), 10),
    Column(_("送达"), 14),
    Column(_("抄送"), 10),
)


class ReportsScreen(ListsRoom):
    """Room 2."""

    LISTS = ("chain", "duties", "papers")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,f8", "update", _("情况更新"), show=False, id="update"),
        Binding("w,ctrl+w", "write", _("书面"), id="write-report"),
        Binding("b,ctrl+b", "bypass", _("越级"), id="bypass"),
        Binding("v,ctrl+e", "others", _("他单位的，显示或隐藏"), show=False, id="others"),
        Binding("g,ctrl+g", "watch_duty", _("关注或不关注"), show=False, id="watch-duty"),
    ]

    room = "reports"

    _view: Situation
    _chain: tuple[ChainStep, ...] = ()
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
        self.list("papers").show([_paper_line(each, now) for each in self._papers])
        self.back_to_place()
        self.show_detail()

    def _show_times(self, now: datetime) -> None:
        self.query_one(ChainPicture).show(self._chain, now)
        self.list("chain").show(list(chain_lines(self._chain, now)))
        shown = self.desk.watching.shown(self.ident, self._view.deadlines)
        self.list("duties").show([_duty_line(self.desk, each, now) for each in shown])

    def show_detail(self) -> None:
        """Everything about the line under the cursor."""
        name, line = self.here()
        if line is None or not self.built:
            return
        now = self.desk.clock.now()
        words = "  ".join(cell.words for cell in line.cells)
        if name != "papers":
            rules = self._rules(name, line)
            found = [each for each in self._view.deadlines if each.rule in rules]
            words = "\n".join(deadline_detail(self.desk, each, now) for each in found) or words
        self.query_one("#detail", Lines).show(words)

    def _rules(self, name: str, line: Line) -> tuple[str, ...]:
        if name == "duties":
            return (line.key,)
        step = next((each for each in self._chain if each.key == line.key), None)
        return tuple(cell.rule for cell in step.cells) if step and name == "chain" else ()

    def _own(self, rules: tuple[str, ...]) -> bool:
        """Whether these duties are this station's."""
        mine = {each.rule for each in self._view.deadlines if each.mine}
        mine |= {cell.rule for step in self._chain if step.mine for cell in step.cells}
        return mine.issuperset(rules)

    # What a line does

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        name = event.table.id or ""
        if name == "papers":
            self._use_paper(event.line.key)
            return
        rules = self._rules(name, event.line)
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
        from cqcmd.screens.issued import use_paper

        await use_paper(self, self.desk, self.ident, entry)

    def _copy(self) -> None:
        """Who took the copy of the last issued report."""
        if not self._papers:
            self.notify(_("还没有签发书面报告：按 w 起草。"), severity="warning")
            return
        from cqcmd.screens.copy_form import CopyForm

        self.app.push_screen(CopyForm(self.desk, self.ident, self._papers[-1].entry))

    def action_write(self) -> None:
        """Draft the next written report."""
        from cqcmd.screens.written_form import WrittenForm

        self.app.push_screen(WrittenForm(self.desk, self.ident))

    def action_bypass(self) -> None:
        """A report past one level, or another organisation's, as heard."""
        from cqcmd.screens.bypass import BypassForm

        self.app.push_screen(BypassForm(self.desk, self.ident))

    def action_others(self) -> None:
        """Other organisations' duties, shown or hidden; those watched stay."""
        watching = self.desk.watching
        watching.hide_others(not watching.others_hidden)
        hidden = _("他单位的时限已隐藏；关注的还在。按 v 再显示。")
        self.notify(hidden if watching.others_hidden else _("他单位的时限已显示。"))
        self.reload()

    def action_watch_duty(self) -> None:
        """Watch another organisation's duty, though others are hidden; or no longer."""
        name, line = self.here()
        rules = self._rules(name, line) if line else ()
        if not rules:
            self.notify(_("把光标放到一项时限上再按 g。"), severity="warning")
            return
        if self._own(rules):
            self.notify(
                _("这是本站自己的时限，总是列在最前、到时响铃，不用关注。"), severity="warning"
            )
            return
        watched = self.desk.watching.toggle(self.ident, rules)
        self.notify(_("已关注：列在本站时限之后，不响铃。") if watched else _("不再关注。"))
        self.reload()


def _duty_line(desk: Desk, each: Deadline, now: datetime) -> Line:
    look = LOOKS.get(each.state) or stage_state(each, now)
    return Line(
        each.rule,
        (
            Cell(deadline_words(each, now).partition("（")[0], look),
            Cell(report_words(desk, each), "" if each.mine else "dim"),
            Cell(due_words(each, now), "dim"),
            Cell(short_source(each) or each.clause, "dim"),
            Cell(evidence(each), "met" if each.proof else ""),
        ),
        each.clause,
    )


def _paper_line(each: PaperLine, now: datetime) -> Line:
    return Line(
        each.entry,
        (
            Cell(stamp(each.at, now), "met"),
            Cell(each.title),
            Cell(each.signer),
            Cell(each.delivered or _("未送达"), "" if each.delivered else "soon"),
            Cell(each.copied or _("未抄送"), "dim"),
        ),
        "4.1.2",
    )
