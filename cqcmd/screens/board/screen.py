"""值班台: every incident by urgency, and what is due next."""

from collections.abc import Iterator
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from cqcmd.clock import countdown, stamp
from cqcmd.i18n import _
from cqcmd.screens.common.acts import undo_last
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.messages import ShowIncident
from cqcmd.views import BoardRow, Deadline
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import HEADING, Cell, Column, Line, Table

COLUMNS = (
    Column(_("等级"), 9),
    Column(_("编号"), 7),
    Column(_("接报"), 5),
    Column(_("单位·设备·概要"), 0),
    Column(_("响应"), 10),
    Column(_("最近时限"), 25),
)


class BoardScreen(PostScreen):
    """The first screen."""

    BINDINGS = [
        Binding("enter", "open", _("打开"), id="open"),
        Binding("f8", "app.take_call", _("接报"), show=False, id="take-call-f8"),
        Binding("f2", "sample", _("样例"), id="sample"),
        Binding("c,ctrl+e", "closed", _("已办结"), id="closed"),
        Binding("f,ctrl+f", "app.register", _("台账"), id="register"),
        Binding("w,ctrl+w", "app.warnings", _("预警"), id="warnings"),
        Binding("t,ctrl+t", "app.contacts", _("通讯录"), id="contacts"),
        Binding("f9", "app.handover", _("交接班"), id="handover"),
        Binding("f11", "drills", _("演练"), id="drills"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("f10", "app.station", _("本站设置"), show=False, id="station"),
    ]

    _with_closed = False

    def compose(self) -> ComposeResult:
        """Masthead, the table, a line about warnings and backups, the keys."""
        yield Masthead(_("值班台"))
        yield Table(COLUMNS, empty=self._empty(), id="incidents")
        yield Static(id="notices")
        yield KeysLine()

    def _empty(self) -> str:
        """Say what to do where nothing has happened yet."""
        if self.desk.drilling is not None:
            return _("还没有事件。等演练来电：顶行的“来电”不是 0 时，按 Ctrl+Y 接听。")
        if self.desk.mark:
            return _("没有事件。按 n 接报。")
        return _("没有事件。按 n 接报；按 F2 看样例；第一次用，按 F11 做演练。")

    def tick(self, now: datetime) -> None:
        """Show the clock, and the countdowns that moved."""
        super().tick(now)
        self._show_rows(now)

    def reload(self) -> None:
        """Read the board anew."""
        self._board = self.desk.board()
        super().reload()
        self._show_rows(self.desk.clock.now())
        notices = self.query_one("#notices", Static)
        notices.update(plain(self._notices()))
        alarming = bool(self._board.warnings or self._board.plan_fault)
        notices.set_class(alarming, "-warned")
        self.refresh_bindings()

    def _show_rows(self, now: datetime) -> None:
        self.query_one(Table).show(list(self._lines(now)))

    def _lines(self, now: datetime) -> Iterator[Line]:
        """List open incidents, closed ones still under watch (4.1.3), and the rest on request."""
        rows = self._board.rows
        yield from (board_line(row, now) for row in rows if _seen(row))
        closed = [row for row in rows if not _seen(row)]
        clause = self.desk.plan.role("report.follow_up").clause
        watched = [row for row in closed if row.watched]
        if watched:
            yield _heading(self.desk.plan_reader.watch_words(), clause)
            yield from (board_line(row, now) for row in watched)
        others = [row for row in closed if not row.watched]
        if self._with_closed and others:
            yield _heading(_("已办结"), clause)
            yield from (board_line(row, now) for row in others)

    def _notices(self) -> str:
        if not self.desk.ready:
            return _("正在打开日志……可以先按 n 接报。")
        if not self.desk.watch.station:
            return _("还没有设置本值班点，本单位的时限不会响：按 F10 设置。")
        words = _("现行预案丢失，暂按 {plan}") if self._board.plan_fault else _("预案 {plan}")
        plan = words.format(plan=self._board.plan)
        return "   ".join(part for part in (plan, self._warned(), self._backed_up()) if part)

    def _warned(self) -> str:
        first, *others = self._board.warnings or ("",)
        words = _("预警 {first}，另有 {count} 条") if others else _("预警 {first}")
        return words.format(first=first, count=len(others)) if first else ""

    def _backed_up(self) -> str:
        backup = self._board.backup_at
        if self.desk.mark:  # of what is not real nobody needs a copy
            return ""
        if backup is None:
            return _("还没有备份：/ 输入 备份")
        return _("上次备份 {time}").format(time=stamp(backup, self.desk.clock.now()))

    def action_open(self) -> None:
        """Open the incident under the cursor."""
        line = self.query_one(Table).cursor
        if line is not None:
            self.post_message(ShowIncident(line.key))

    @on(Table.Chosen)
    def _open_chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_open()

    async def action_sample(self) -> None:
        """Leave for the sample."""
        await self.run_action("app.sample")

    async def action_drills(self) -> None:
        """Leave for a drill."""
        await self.run_action("app.drills")

    def action_undo(self) -> None:
        """Strike this session's last act as a slip, whichever incident it was about."""
        if undo_last(self, self.desk):
            self.reload()

    def action_closed(self) -> None:
        """Show closed incidents too, or hide them."""
        self._with_closed = not self._with_closed
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Drills are begun from the real board, the sample only where nothing else is to see."""
        if action == "drills":
            return not self.desk.mark
        if action == "sample":
            return self.desk.ready and not self.desk.mark and not self.desk.board().rows
        return True

    def verdict_here(self) -> tuple[str, str]:
        """Return the incident under the cursor."""
        line = self.query_one(Table).cursor
        return (line.key if line else ""), ""

    def clause_here(self) -> str:
        """Return the clause of the grade under the cursor."""
        line = self.query_one(Table).cursor
        return line.clause if line else ""


def _heading(words: str, clause: str) -> Line:
    return Line(f"{HEADING}{words}", (Cell(_("── {words}").format(words=words), "dim"),), clause)


def board_line(row: BoardRow, now: datetime) -> Line:
    """Return a row of the board in cells."""
    grade = row.grade.name
    if row.possible.grade:
        grade += _("?{name}").format(name=row.possible.name[:2])
    state = row.grade.look or "dim"
    return Line(
        row.ident,
        (
            Cell(grade, state),
            Cell(row.number),
            Cell(stamp(row.received_at, now).split(" ")[0][-5:]),
            Cell(row.summary),
            Cell(row.response.split(" ")[-1]),
            Cell(row.alarm, "overdue") if row.alarm else deadline_cell(row.next, row.label, now),
        ),
        row.grade.clause,
        "" if _seen(row) else "dim",
    )


def _seen(row: BoardRow) -> bool:
    """Whether it stands on the board unasked: open, or closed with something it did not end."""
    return bool(row.alarm or row.debts) or not row.closed or row.next is not None


def deadline_cell(deadline: Deadline | None, status: str, now: datetime) -> Cell:
    """``00:13:53 电话 区县政府``, or why nothing is due."""
    if deadline is None:
        return Cell(status, "dim")
    if deadline.due is None:
        return Cell(deadline.label, "soon")
    if deadline.state == "passed":
        return Cell(_("立即 {label}").format(label=deadline.label), "urgent")
    return Cell(f"{countdown(deadline.due - now)} {deadline.label}", stage_state(deadline, now))


def stage_state(deadline: Deadline, now: datetime) -> str:
    """Return the style of a countdown."""
    stage = deadline.stage_at(now)
    return "" if stage == "calm" else stage
