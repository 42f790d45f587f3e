"""人员安全: who is inside the cordon, when each must answer, and what silence has become."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.ask import AskReason
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.safety.answer_form import AnswerForm
from cqcmd.screens.safety.lines import detail_words, laid_out, team_line, total_words
from cqcmd.screens.safety.team_form import EnterForm
from cqcmd.views.command import TeamView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Table

WHY_LEFT = (
    _("任务完成，全队撤出"),
    _("换班，由别队接替"),
    _("险情扩大，紧急撤出"),
    _("有人受伤，全队撤出"),
    _("登记错了"),
)


@form("safety")
class SafetyScreen(IncidentScreen):
    """``team`` is the one under the cursor at first; else the longest silent.

    What writes stands in the hint and not in the footer, where a click would do it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,ideographic_space", "answered", _("已应答"), show=False, id="answered"),
        Binding("delete", "left", _("离开"), show=False, id="left-cordon"),
        Binding("f9,a", "enter_team", _("登记进入"), id="enter-team"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    name_of_room = _("人员安全")

    purpose = _("谁在警戒区里、多久没应答；呼叫、离开都在这里记。")
    main_keys = ("enter_team", "answered", "left", "dismiss")

    def __init__(self, desk: Desk, ident: str, team: str = "") -> None:
        super().__init__(desk, ident)
        self._teams: tuple[TeamView, ...] = ()
        self._first = team

    def body(self) -> Iterator[Widget]:
        """How many are inside, the teams, the one under the cursor in full, the keys that write."""
        yield Lines("total")
        empty = _("还没有队伍。有人进入警戒区，按 F9 登记。")
        yield Table(laid_out((), 0)[0], empty=empty, id="teams")
        yield Lines("detail", fold=True)
        words = _("空格 已应答   回车 补记   Del 离开   退格 撤回")
        yield Static(words, id="hint")

    def on_mount(self) -> None:
        """Put the cursor on the teams."""
        self._table.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the teams out on the new width."""
        self.tick(self.desk.clock.now())

    @property
    def _table(self) -> Table:
        return self.query_one("#teams", Table)

    # What is shown

    def tick(self, now: datetime) -> None:
        """Show the countdowns; time alone changes what a missed check means."""
        super().tick(now)
        for table in self.query("#teams").results(Table):
            lines = [team_line(team, self.clause_here(), now) for team in self._teams]
            columns, shown = laid_out(lines, self.size.width)
            table.set_columns(columns)
            table.show(shown)

    def reload(self) -> None:
        """Read the teams anew; the cursor stays on its team."""
        super().reload()
        now = self.desk.clock.now()
        self._teams = self.desk.safety.teams(self.ident)
        self.query_one("#total", Lines).show(total_words(self._teams))
        self.tick(now)
        self._table.go_to_key(self._first)
        self._first = ""
        self._show_detail()

    @property
    def team(self) -> TeamView | None:
        """The team under the cursor."""
        key = self._table.cursor.key if self._table.cursor else ""
        return next((team for team in self._teams if team.team == key), None)

    def _show_detail(self) -> None:
        words = detail_words(self.team, self.desk.clock.now()) if self.team else ""
        self.query_one("#detail", Lines).show(words)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_detail()

    def clause_here(self) -> str:
        """Return the clause of the measure that asks for the safety of those who help."""
        return self.desk.plan.role("safety").clause

    # Acts

    def action_answered(self) -> None:
        """Record that the team under the cursor answered, that one alone."""
        team, now = self._chosen(), self.desk.clock.now()
        if team is None:
            return
        due = stamp(now + timedelta(minutes=team.interval), now)
        words = _("已记入：{name} 应答，下次应于 {due} 前。").format(name=team.name, due=due)
        self._record(self.desk.safety.answer, team, words)

    @work
    async def action_left(self) -> None:
        """Record that the team under the cursor is out, and why: from then on nobody asks it."""
        team = self._chosen()
        if team is None:
            return
        title = _("全队离开警戒区、不再计时：{name}").format(name=team.name)
        why = await self.app.push_screen_wait(AskReason(title, WHY_LEFT))
        if why is None:
            return
        words = _("已记入：{name} 全队离开警戒区，不再计时。").format(name=team.name)
        leave = self.desk.safety.leave
        self._record(lambda ident, left: leave(ident, left, words=why), team, words)

    def _chosen(self) -> TeamView | None:
        if self.team is None:
            self.warn(_("没有登记的队伍；先按 F9 登记进入。"))
        return self.team

    def _record(self, act: Callable[[str, str], None], team: TeamView, words: str) -> None:
        try:
            act(self.ident, team.team)
        except Refusal as refusal:
            self.refused(refusal)
        else:
            notify_saved(self, words)
        self.reload()

    def action_enter_team(self) -> None:
        """Record that a team goes in."""
        self.app.push_screen(EnterForm(self.desk, self.ident))

    @on(Table.Chosen)
    def _opened(self, event: Table.Chosen) -> None:
        event.stop()
        self.app.push_screen(AnswerForm(self.desk, self.ident, event.line.key))
