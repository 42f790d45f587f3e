"""Which time is right: the machine's, the one that went on, or what somebody's watch says."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import ONE_COLUMN, AskWords
from cqcmd.screens.common.base import ModalSheet
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Line, Table

ENTERED = _("都不对，填现在的时间")
LATER = _("以后再核，先标着“时间待核”（Esc）")


class TimeQuestionScreen(ModalSheet[str | None]):
    """What machine and record say, and the answers; what was decided in words, or ``None``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "later", _("返回"), show=False, id="back"),
        Binding("n,1,１", "answer('kept')", _("按原来的时间走"), show=False, id="answer-kept"),
        Binding("y,2,２", "answer('wall')", _("系统时间对"), show=False, id="answer-wall"),
        Binding("3,３", "answer('entered')", _("填时间"), show=False, id="answer-entered"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = desk.time.asks

    def compose(self) -> ComposeResult:
        """Build what is known over the answers."""
        with Box():
            yield Static("", classes="question")
            yield Table(ONE_COLUMN, id="answers")

    def on_mount(self) -> None:
        """Put the safe answer first, under the cursor; the seconds run."""
        self._second()
        self.set_interval(1.0, self._second)

    def _second(self) -> None:
        """Show the times as they are now; go when another terminal has answered."""
        if self.app.screen is not self:  # a time is being typed
            return
        if self._asked and not self._desk.time.asks:
            self.dismiss(_("时间已由另一个终端核定，这里照办。"))
            return
        asked = self._desk.time.question()
        self.query_one(".question", Static).update(plain("\n".join(asked.told)))
        answers = {
            "kept": f"1 {asked.kept}（n）",
            "wall": f"2 {asked.wall}（y）",
            "entered": f"3 {ENTERED}",
            "later": LATER if self._desk.time.doubt else _("返回（Esc）"),
        }
        lines = [Line(key, (Cell(words),)) for key, words in answers.items()]
        self.query_one("#answers", Table).show(lines)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_answer(event.line.key)

    def action_later(self) -> None:
        """Leave it open: the time stays marked."""
        self.dismiss(None)

    def action_answer(self, answer: str) -> None:
        """Write down what was decided; a refusal is said here, and the question stays."""
        time = self._desk.time
        match answer:
            case "kept":
                self._decide(time.go_on, _("已记入：按原来的时间走。"))
            case "wall":
                self._decide(time.accept, _("已记入：改用系统时间。"))
            case "entered":
                self._ask_for_time()
            case _:
                self.dismiss(None)

    def _decide(self, act: Callable[[], None], said: str) -> None:
        try:
            act()
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.dismiss(said)

    def _ask_for_time(self) -> None:
        label = _("现在几点（看手表、手机），如 14:05:30；不是今天的写 11-21 14:05")
        asking = AskWords(_("核对时间"), label, act=self._desk.time.enter)
        self.app.push_screen(asking, self._entered)

    def _entered(self, words: str | None) -> None:
        if words is not None:
            now = local(self._desk.clock.now())
            self.dismiss(_("已记入：现在是 {time}。").format(time=f"{now:%Y-%m-%d %H:%M:%S}"))
