"""演练: how the drill stands, its messages, its clock; once it is over, its score."""

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cqcmd.desk.drill.session import DrillSession
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.drill.call import DrillCall
from cqcmd.screens.drill.clock import DrillClockScreen
from cqcmd.screens.drill.lines import (
    CALLS,
    SCORE,
    about_words,
    call_line,
    progress_words,
    score_line,
)
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysLine, KeysWords
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table


class DrillScreen(DrillClockScreen):
    """For whoever runs the drill; the trainee reads messages again here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", _("接听、重看"), show=False, id="read-call"),
        Binding("escape", "app.pop_screen", _("返回"), id="back"),
    ]

    purpose = _("演练的时间和来电；结束以后这里是评分。")
    main_keys = ("read", "hold", "jump", "finish", "debrief")

    def compose(self) -> ComposeResult:
        """Build the course over the messages; the score takes their place when it is over."""
        yield Masthead(_("演练"))
        yield Static(id="course")
        yield Table(CALLS, empty=_("还没有来电。"), id="calls")
        yield Static(id="score-said")
        yield Table(SCORE, id="score")
        yield KeysWords(
            _("回车 接听、重看  F9 暂停/继续  F7 慢  F8 快  F5 跳到下一来电  F10 结束"), id="hint"
        )
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the cursor on the messages."""
        self.query_one("#calls", Table).focus()

    def tick(self, now: datetime) -> None:
        """Show the time, and what came."""
        super().tick(now)
        state = self._drill.state
        course = state.progress
        words = progress_words(course)
        if not course.over:
            words = f"{words}\n{about_words(course)}"
        self.query_one("#course", Static).update(plain(words))
        self.query_one("#calls", Table).show([call_line(call) for call in state.calls])
        if course.over and not self.has_class("-over"):
            self._show_score()

    def _show_score(self) -> None:
        score = self._drill.score_view()
        self.add_class("-over")
        self.query_one("#score-said", Static).update(
            plain("\n".join(filter(None, (score.label, score.cases))))
        )
        words = _("F6 复盘：经过图、评定、问题和改进、总结草稿   Ctrl+Q 离开演练")
        self.query_one("#hint", KeysWords).show(words)
        self.query_one("#score", Table).show([score_line(line) for line in score.lines])
        self.query_one("#score", Table).focus()

    def clause_here(self) -> str:
        """Return the clause of the expectation under the cursor."""
        table = self.query_one("#score", Table)
        return table.cursor.clause if table.has_focus and table.cursor else ""

    # Messages

    @on(Table.Chosen, "#calls")
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_read()

    def action_read(self) -> None:
        """Take the message under the cursor, or read it again."""
        table = self.query_one("#calls", Table)
        if table.has_focus and table.cursor is not None:
            open_call(self, self._drill, table.cursor.key)


def open_call(screen: PostScreen, drill: DrillSession, ident: str) -> None:
    """Take a message and show it; a disk that refuses is told, and it is shown all the same."""
    try:
        drill.answer(ident)
    except Refusal as refusal:
        screen.refused(refusal)
    screen.app.push_screen(DrillCall(drill.state.call(ident)))
