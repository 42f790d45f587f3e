"""值班表: a week, a line a day; who is down for it, and what it lacks."""

import asyncio
from datetime import date, timedelta

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import carry_out, notify_saved, undo_last
from cqcmd.screens.common.ask import AskReason, AskWords, Confirm
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.session_memory import recall, remember
from cqcmd.screens.rota.form import RotaDayForm
from cqcmd.screens.rota.importing import RotaImport
from cqcmd.screens.rota.lines import columns, day_line, day_name, said
from cqcmd.views.office.rota import RotaDayView, RotaWeek
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table

FILES = "rota-files"
"""The name under which this session remembers the path typed last."""

WEEK = timedelta(days=7)

WHY_EMPTY = (
    _("排错了"),
    _("调班，另外排人"),
    _("请假，还没有人接"),
    _("这一天不值班"),
)


@form("rota-week")
class RotaScreen(PostScreen):
    """Left and right go to other weeks; the cursor begins on the duty that goes on now."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (160, "-widest")]

    BINDINGS = [
        Binding("f9", "edit", _("排这一天"), id="edit-rota-day"),
        Binding("f8", "repeat", _("照上周排"), id="repeat-week"),
        Binding("delete", "clear", _("空出这一天"), id="clear-rota-day"),
        Binding("left", "week(-1)", _("上一周"), show=False, id="week-before"),
        Binding("right", "week(1)", _("下一周"), show=False, id="week-after"),
        Binding("f5", "bring_in", _("导入"), id="import-rota"),
        Binding("f6", "turn_at", _("换班时间"), id="rota-turns"),
        Binding("f7", "now", _("回到今晚"), show=False, id="rota-now"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    purpose = _("每一天谁值班、谁带班、谁副班；今晚缺人，值班台上会写出来。")
    main_keys = ("edit", "repeat", "bring_in", "clear", "dismiss")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._day = desk.tonight.day
        self._week: RotaWeek = desk.rota.week(self._day)

    @classmethod
    def opened(cls, desk: Desk, _wanted: Wanted) -> "RotaScreen":
        """Open the week of tonight."""
        return cls(desk)

    def compose(self) -> ComposeResult:
        """Masthead, which week it is, its days, the one under the cursor in full, the keys."""
        yield Masthead(_("值班表"))
        yield Lines("progress")
        yield Table(columns(wide=False), id="days")
        yield Lines("said", fold=True)
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the keys to the days."""
        self.query_one(Table).focus()

    def reload(self) -> None:
        """Read the week anew; the cursor stays on its day."""
        super().reload()
        self._week = week = self.desk.rota.week(self._day)
        wide = self.size.width >= 120
        table = self.query_one(Table)
        table.set_columns(columns(wide=wide))
        table.show([day_line(day, wide=wide) for day in week.days])
        table.go_to_key(self._day.isoformat())
        self._say_week()
        self._say_chosen()

    def on_resize(self) -> None:
        """Show numbers beside the names where there is room."""
        if self.is_mounted:
            self.call_after_refresh(self.reload)

    def _say_week(self) -> None:
        last = self._week.days[-1].day
        words = _("{first} 至 {last}    每天 {turns} 换班    左右键 换一周").format(
            first=day_name(self._week.first), last=day_name(last), turns=f"{self._week.turns:%H:%M}"
        )
        if self._week.lacking:
            words = _("{words}    还缺人的 {n} 天").format(words=words, n=self._week.lacking)
        self.query_one("#progress", Lines).show(words)

    @property
    def chosen(self) -> RotaDayView:
        """The day under the cursor."""
        line = self.query_one(Table).cursor
        return next(
            (day for day in self._week.days if line and day.day.isoformat() == line.key),
            self._week.days[0],
        )

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._day = self.chosen.day
        self._say_chosen()

    def _say_chosen(self) -> None:
        self.query_one("#said", Lines).show(said(self.chosen))

    @on(Table.Chosen)
    def _opened(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_edit()

    # Acts

    def action_week(self, step: int) -> None:
        """Show the week before or after, the cursor on the same weekday."""
        self._show(self._day + step * WEEK)

    def action_now(self) -> None:
        """Show the duty that goes on now."""
        self._show(self.desk.tonight.day)

    def _show(self, day: date) -> None:
        self._day = day
        self.reload()

    def action_edit(self) -> None:
        """Put people down for the day under the cursor."""
        self.app.push_screen(RotaDayForm(self.desk, self.chosen.day))

    @work
    async def action_repeat(self) -> None:
        """Put the people of the week before on this week's empty days, when asked."""
        days = self.desk.rota.repeatable(self._day)
        question = _("照上一周同一天的人，排好这一周空着的 {n} 天？").format(n=len(days))
        if days and not await self.app.push_screen_wait(Confirm(question, _("排好"), _("不排"))):
            return
        await carry_out(self, self._repeat)

    def _repeat(self, _reason: str) -> str:
        count = self.desk.rota.repeat(self._day)
        return _("已照上周排好 {n} 天。").format(n=count)

    @work
    async def action_clear(self) -> None:
        """Take everybody off the day under the cursor, with a reason."""
        day = self.chosen
        if not day.people:
            self.warn(_("这一天没有排人。"))
            return
        title = _("空出 {day}（{people}），为什么？").format(
            day=day_name(day.day), people="、".join(one.name for one in day.people.values())
        )
        why = await self.app.push_screen_wait(AskReason(title, WHY_EMPTY))
        if why:
            await carry_out(self, lambda _reason: self._clear(day, why))

    def _clear(self, day: RotaDayView, why: str) -> str:
        self.desk.rota.clear(day.day, why)
        return _("已空出 {day}。").format(day=day_name(day.day))

    @work
    async def action_turn_at(self) -> None:
        """Ask at what time of day a duty begins."""
        question = AskWords(
            _("每天几点换班"),
            _("几点几分，例如 08:30"),
            f"{self._week.turns:%H:%M}",
            self.desk.rota.turn_at,
        )
        if await self.app.push_screen_wait(question) is not None:
            self.reload()
            notify_saved(self, _("已记入：换班时间。"))

    @work
    async def action_bring_in(self) -> None:
        """Ask for a file, look at it, show what importing it would do."""
        label = _("文件的路径，以 .xlsx 或 .csv 结尾，例如 ~/值班表.xlsx")
        last = recall(self.desk, FILES).get("from", "")
        path = await self.app.push_screen_wait(AskWords(_("导入值班表"), label, last))
        if path is None:
            return
        remember(self.desk, FILES, {"from": path})
        try:
            preview = await asyncio.to_thread(self.desk.rota.preview_import, path)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.app.push_screen(RotaImport(self.desk, preview))

    def action_undo(self) -> None:
        """Take back what was recorded last."""
        if undo_last(self, self.desk):
            self.reload()
