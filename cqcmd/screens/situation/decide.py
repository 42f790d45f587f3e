"""处置: what can be decided about an incident, and the question of scope (1.3)."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.acts import attempt, tell_saved
from cqcmd.screens.common.ask import ONE_COLUMN, Confirm
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.reports.heard import HeardForm
from cqcmd.screens.situation.decision import DecisionForm
from cqcmd.views import FactView
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Line, Table


class Menu(ModalScreen[str | None]):
    """A few answers, one a line; the key of the one chosen, or ``None``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("返回"), show=False),
    ]

    def __init__(self, title: str, answers: list[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._answers = title, answers

    def compose(self) -> ComposeResult:
        """Title and answers."""
        with Vertical(classes="sheet"):
            yield Static(plain(self._title), classes="question")
            yield Table(ONE_COLUMN, id="choices")

    def on_mount(self) -> None:
        """The first answer under the cursor."""
        lines = [Line(key, (Cell(words),)) for key, words in self._answers]
        self.query_one(Table).show(lines)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.dismiss(event.line.key)


async def decide(screen: PostScreen, desk: Desk, ident: str) -> None:
    """Ask what is to be decided, then open its form."""
    chosen = await screen.app.push_screen_wait(Menu(_("处置"), decisions(desk, ident)))
    if chosen == "start":
        await start_duties(screen, desk, ident)
    elif chosen == "heard":
        screen.app.push_screen(HeardForm(desk, ident))
    elif chosen:
        screen.app.push_screen(DecisionForm(desk, ident, chosen))


def decisions(desk: Desk, ident: str) -> list[tuple[str, str]]:
    """What can be decided now."""
    strip = desk.strip(ident)
    running = not (strip.closed or strip.dismissed or strip.out_of_scope)
    waiting = any(step.action == "start_duties" for step in desk.situation(ident).steps)
    found = [
        ("heard", _("他单位已获知事故（4.1.1）"), True),
        ("start", _("提前启动报告时限（4.1.1）"), waiting),
        ("override", _("人工改定等级（1.5）"), True),
        ("lift", _("撤销人工定级，按预案结果"), bool(strip.override)),
        ("dismiss", _("查证不属于特种设备事故（4.1.1）"), running),
        ("reinstate", _("恢复为特种设备事故"), strip.dismissed),
        ("scope", _("不适用本预案（1.3）"), running),
        ("within", _("适用本预案（1.3）"), strip.out_of_scope),
        ("close", _("办结"), not strip.closed),
        ("reopen", _("重新打开"), strip.closed),
    ]
    return [(key, words) for key, words, shown in found if shown]


async def start_duties(screen: PostScreen, desk: Desk, ident: str) -> None:
    """Start the duties before time makes it an accident; asked first."""
    words = _("现在就启动报告时限，不等到时构成事故？")
    if await screen.app.push_screen_wait(Confirm(words, _("启动"), _("再等"))):

        def start(reason: str) -> str:
            desk.reports.start_duties(ident, reason)
            return _("报告时限已启动。")

        await _done(screen, start)


async def judge_scope(screen: PostScreen, desk: Desk, ident: str, rule: str) -> None:
    """1.3, yes or no; backing out decides nothing."""
    row = next(each for each in desk.plan.scope if each.code == rule)
    question = _("是否属于“{name}”？属于的，本预案不适用，由{whose}处置（1.3）。")
    answers = [
        ("within", _("不属于，适用本预案")),
        ("out", _("属于，不适用本预案；记录保留")),
        ("later", _("待查，以后再定")),
    ]
    title = question.format(name=row.name, whose=row.whose)
    chosen = await screen.app.push_screen_wait(Menu(title, answers))
    if chosen in ("within", "out"):

        def judge(reason: str) -> str:
            desk.decisions.judge_scope(ident, rule if chosen == "out" else None, reason)
            return _("已记入：{decision}").format(decision=dict(answers)[chosen])

        await _done(screen, judge)


async def settle(screen: PostScreen, desk: Desk, ident: str, fact: FactView) -> None:
    """Let the value shown stand where two stations set it apart; asked with both values."""
    words = _("{name}：现为 {shown}，另一处记为 {other}。").format(
        name=fact.name, shown=fact.words, other=fact.conflict
    )
    stands = _("以 {shown} 为准").format(shown=fact.words)
    if await screen.app.push_screen_wait(Confirm(words, stands, _("再核实"))):

        def stand(_reason: str) -> str:
            desk.facts.settle(ident, fact.code)
            return _("已核定：{name} {shown}").format(name=fact.name, shown=fact.words)

        await _done(screen, stand)


async def keep_promise(screen: PostScreen, desk: Desk, ident: str, entry: str) -> None:
    """A promise was kept."""

    def kept(_reason: str) -> str:
        desk.record.keep_promise(ident, entry)
        return _("已记入：承诺已办。")

    await _done(screen, kept)


async def _done(screen: PostScreen, act: Callable[[str], str]) -> None:
    words = await attempt(screen, act)
    if words is not None:
        tell_saved(screen, words)
        screen.reload()
