"""值班台: calls that wait, every incident by what is at stake, and what is due next."""

from datetime import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Static

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.board.lines import COLUMNS, FOLDED, TITLE, WAITING
from cqcmd.screens.board.notices import alarming, nothing_yet, notices
from cqcmd.screens.board.order import SteadyOrder
from cqcmd.screens.board.sections import BoardSections
from cqcmd.screens.board.table import BoardTable
from cqcmd.screens.common.acts import undo_last
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import form_of, open_form
from cqcmd.screens.common.messages import ShowIncident
from cqcmd.views import Board
from cqcmd.views.overview import Overview
from cqcmd.widgets.colleague_words import board_words
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.incident_picture import IncidentPicture
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table


class BoardScreen(PostScreen):
    """The first screen.

    Attributes:
        sections: the lines of its list, section by section.
    """

    styled_first = True
    """Its rules are parsed before those of all other screens (`cqcmd.app.themes`)."""

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
        Binding("g,ctrl+g", "app.devices", _("登记簿"), show=False, id="devices"),
        Binding("r,ctrl+r", "app.store", _("应急资源"), show=False, id="store"),
        Binding("d,ctrl+d", "app.rota", _("值班表"), show=False, id="rota"),
        Binding("f9", "app.handover", _("交接班"), id="handover"),
        Binding("f11", "drills", _("演练"), id="drills"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("f10", "app.station", _("本站设置"), show=False, id="station"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._order = SteadyOrder()
        self.sections = BoardSections(desk)
        self._board = Board((), (), (), None)
        self._night = desk.tonight.day
        self._read = False

    purpose = _("正在办的都在这里：最急的在上面，回车打开一起。")
    main_keys = ("app.take_call", "choose", "app.handover", "drills", "app.palette")

    def compose(self) -> ComposeResult:
        """Masthead, the list, a glance beside it, who else is here, notices, the keys."""
        yield Masthead(_("值班台"))
        with Horizontal(id="board"):
            yield BoardTable(COLUMNS, empty=nothing_yet(self.desk), id="incidents")
            yield IncidentPicture()
        yield Lines("colleagues")
        yield Static(id="notices")
        yield KeysLine()

    def tick(self, now: datetime) -> None:
        """Show the clock, and the countdowns that moved."""
        super().tick(now)
        if self.desk.tonight.day != self._night:
            self.reload()
        self._show_rows(now)
        self._show_colleagues(now)
        self.query_one(IncidentPicture).tick(now)

    def reload(self) -> None:
        """Read the board anew."""
        self._board, self._night = self.desk.board(), self.desk.tonight.day
        self.sections.take(self._board, self.desk.waiting.all())
        self._read = True
        super().reload()
        self._show_rows(self.desk.clock.now())
        self.query_one(BoardTable).say_empty(nothing_yet(self.desk))
        line = self.query_one("#notices", Static)
        line.update(plain(notices(self.desk, self._board)))
        line.set_class(alarming(self.desk, self._board), "-warned")
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
        """Show every section, its rows in the order in which they stand by now."""
        table = self.query_one(BoardTable)
        shown = self._order.of(self._board.shown, self._here(), now)
        table.show(self.sections.lines(shown, now, table.room_of(TITLE)))

    def _show_colleagues(self, now: datetime) -> None:
        """Show who else is here; alone nobody sees a line of it."""
        line, colleagues = self.query_one("#colleagues", Lines), self.desk.colleagues
        shown = bool(colleagues.all or colleagues.trouble)
        if shown and not line.display:  # it has no width yet
            self.call_after_refresh(self._show_colleagues, now)
        line.display = shown
        words = board_words(colleagues.all, now, line.content_size.width)
        line.show(words if colleagues.all else colleagues.trouble)

    def _here(self) -> str:
        """Return the key of the line under the cursor."""
        # As the board is left, the table goes before a timer of what rests beside it.
        table = self.query(BoardTable)
        line = table.first().cursor if table else None
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
        if not self._board.closed and not self._board.older:
            self.say(_("还没有已办结的事件。"))
            return
        self.sections.unfolded = not self.sections.unfolded
        self.reload()
        self.query_one(BoardTable).go_to_key(FOLDED)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Drills are begun from the real board, the sample only where nothing else is to see."""
        if action == "drills":
            return not self.desk.mark
        if action == "sample":
            return self.desk.ready and not self.desk.mark and not self._board.every
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
