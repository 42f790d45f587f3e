"""值班台: calls that wait, every incident by what is at stake, and what is due next."""

from datetime import date, datetime

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Static

from cqcmd.clock import local, stamp
from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.board.lines import (
    COLUMNS,
    FOLDED,
    TITLE,
    WAITING,
    folded,
    gap,
    heading,
    incident_lines,
    only_final,
    settled_line,
    waiting_lines,
)
from cqcmd.screens.board.order import SteadyOrder
from cqcmd.screens.board.table import BoardTable
from cqcmd.screens.common.acts import undo_last
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import form_of, open_form
from cqcmd.screens.common.messages import ShowIncident
from cqcmd.views import Board, BoardRow, WaitingCall
from cqcmd.views.board import Section
from cqcmd.views.overview import Overview
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.incident_picture import IncidentPicture
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Line, Table

VOID = _("接报已作废")
"""The status of a call that is void: it is listed by its own words."""


class BoardScreen(PostScreen):
    """The first screen."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (160, "-widest")]

    BINDINGS = [
        Binding("enter", "open", _("打开"), id="open"),
        Binding("f8", "app.take_call", _("接报"), show=False, id="take-call-f8"),
        Binding("f2", "sample", _("样例"), id="sample"),
        Binding("c,ctrl+e", "closed", _("已办结"), id="closed"),
        Binding("delete", "discard", _("丢弃"), id="discard-call"),
        Binding("f,ctrl+f", "app.register", _("台账"), id="register"),
        Binding("w,ctrl+w", "app.warnings", _("预警"), id="warnings"),
        Binding("t,ctrl+t", "app.contacts", _("通讯录"), id="contacts"),
        Binding("f9", "app.handover", _("交接班"), id="handover"),
        Binding("f11", "drills", _("演练"), id="drills"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("f10", "app.station", _("本站设置"), show=False, id="station"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._order = SteadyOrder()
        self._waiting: tuple[WaitingCall, ...] = ()
        self._unfolded = False
        self._board = Board((), (), (), None)
        self._read, self._void = False, 0
        self._settled: tuple[tuple[BoardRow, ...], date | None, list[Line]] = ((), None, [])

    purpose = _("正在办的都在这里：最急的在上面，回车打开一起。")
    main_keys = ("app.take_call", "choose", "app.handover", "drills", "app.palette")

    def compose(self) -> ComposeResult:
        """Masthead, the list, a glance beside it, a line about warnings and backups, the keys."""
        yield Masthead(_("值班台"))
        with Horizontal(id="board"):
            yield BoardTable(COLUMNS, empty=self._empty(), id="incidents")
            yield IncidentPicture()
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
        self.query_one(IncidentPicture).tick(now)

    def reload(self) -> None:
        """Read the board anew."""
        self._board, self._waiting = self.desk.board(), self.desk.waiting.all()
        self._void = sum(row.status == VOID for row in self._board.closed)
        self._read = True
        super().reload()
        self._show_rows(self.desk.clock.now())
        notices = self.query_one("#notices", Static)
        notices.update(plain(self._notices()))
        alarming = bool(self._board.warnings or self._board.plan_fault)
        notices.set_class(alarming, "-warned")
        self.refresh_bindings()
        self._look_soon()

    def _look_soon(self) -> None:
        self.query_one(IncidentPicture).rest_on(self._overview)

    def _overview(self) -> Overview | None:
        ident = self._incident()
        return self.desk.overview(ident) if ident else None

    def on_screen_resume(self) -> None:
        """Stand in the order of what is at stake by now, whatever stood there before."""
        self._order.enter()

    def _show_rows(self, now: datetime) -> None:
        self.query_one(BoardTable).show(self._lines(now))

    def _lines(self, now: datetime) -> list[Line]:
        """Return a block for each section that has something in it, a blank line between them."""
        board, here = self._board, self._here()
        shown = self._order.of(board.shown, here, now)
        blocks = [
            self._waiting_block(now),
            *(self._block(name, shown, now) for name in ("open", "debt", "watched")),
            self._settled_block(now),
        ]
        found: list[Line] = []
        for block in filter(None, blocks):
            found += [gap(block[0].key)] if found else []
            found += block
        return found

    def _waiting_block(self, now: datetime) -> list[Line]:
        if not self._waiting:
            return []
        lines = [heading(_("待受理 {n}").format(n=len(self._waiting)))]
        for call in self._waiting:
            lines += waiting_lines(call, now)
        return lines

    def _block(self, name: Section, shown: list[BoardRow], now: datetime) -> list[Line]:
        rows = [row for row in shown if row.section == name]
        if not rows:
            return []
        lines = [heading(self._words_of(name, rows), self._clause)]
        room = self.query_one(BoardTable).room(TITLE)
        for row in rows:
            lines += incident_lines(row, now, room)
        return lines

    def _words_of(self, name: Section, rows: list[BoardRow]) -> str:
        """Return the heading of a section with its count."""
        if name == "watched":
            title, _colon, rule = self.desk.plan_reader.watch_words().partition("：")
            return _("{title} {n}：{rule}").format(title=title, n=len(rows), rule=rule)
        if name == "open":
            return _("进行中 {n}").format(n=len(rows))
        words = _("未报终报 {n}（已办结）") if all(map(only_final, rows)) else _("办结后未了 {n}")
        return words.format(n=len(rows))

    def _settled_block(self, now: datetime) -> list[Line]:
        """Return the heading of settled cases; their lines are made only where it is unfolded."""
        closed = self._board.closed
        if not closed:
            return []
        head = folded(len(closed), self._void, self._unfolded, self._clause)
        return [head, *self._settled_lines(closed, now)] if self._unfolded else [head]

    def _settled_lines(self, closed: tuple[BoardRow, ...], now: datetime) -> list[Line]:
        """Return a line a case, made once for the same cases on the same day."""
        day = local(now).date()
        if self._settled[0] is not closed or self._settled[1] != day:
            self._settled = closed, day, [settled_line(row, now) for row in closed]
        return self._settled[2]

    @property
    def _clause(self) -> str:
        return self.desk.plan.role("report.follow_up").clause

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

    def _here(self) -> str:
        """Return the key of the line under the cursor."""
        line = self.query_one(BoardTable).cursor
        return line.key if line else ""

    def _incident(self) -> str:
        """Return the incident under the cursor; empty on any other line."""
        here = self._here()
        return "" if here == FOLDED or here.startswith(WAITING) else here

    def action_open(self) -> None:
        """Open what is under the cursor: an incident, a call that waits, the settled cases."""
        here = self._here()
        if here == FOLDED:
            self.action_closed()
        elif here.startswith(WAITING):
            self._take_up(here.removeprefix(WAITING))
        elif here:
            self.post_message(ShowIncident(here))

    def _take_up(self, ident: str) -> None:
        """Go on with a call that waits, whoever began it."""
        desk = self.desk
        try:
            draft = desk.waiting.take_up(ident)
        except Refusal as refusal:
            self.refused(refusal)
            return
        screen = form_of(desk, draft) if draft else open_form(desk, "intake/intake", "", ident)
        self.app.push_screen(screen)

    @work
    async def action_discard(self) -> None:
        """Throw the waiting call under the cursor away, when asked once more."""
        ident = self._here().removeprefix(WAITING)
        words = _("这份接报没有受理，丢弃后找不回来。确定不要了？")
        if not await self.app.push_screen_wait(Confirm(words, _("丢弃"), _("留着"))):
            return
        try:
            self.desk.waiting.discard(ident)
            self.desk.intake.give_up(ident)
        except Refusal as refusal:
            self.refused(refusal)
        self.reload()

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._order.moved(self.desk.clock.now())
        self.refresh_bindings()
        self._look_soon()

    def on_resize(self) -> None:
        """Lay the titles out for the new width."""
        if self.is_mounted and self._read:
            self.call_after_refresh(self._show_rows, self.desk.clock.now())

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
        """Unfold the settled cases, the cursor on their heading, or fold them."""
        self._unfolded = not self._unfolded
        self.reload()
        self.query_one(BoardTable).go_to_key(FOLDED)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Drills are begun from the real board, the sample only where nothing else is to see."""
        if action == "drills":
            return not self.desk.mark
        if action == "sample":
            return self.desk.ready and not self.desk.mark and not self._board.rows
        if action == "discard":
            return self._here().startswith(WAITING)
        return True

    def verdict_here(self) -> tuple[str, str]:
        """Return the incident under the cursor."""
        return self._incident(), ""

    def clause_here(self) -> str:
        """Return the clause of the grade under the cursor."""
        line = self.query_one(BoardTable).cursor
        return line.clause if line else ""
