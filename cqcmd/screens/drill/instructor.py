"""导调: how a drill goes, seen by whoever runs it: messages, expectations, observations, clock."""

from datetime import datetime
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.session import DrillSession
from cqcmd.i18n import _
from cqcmd.screens.drill.clock import DrillClockScreen
from cqcmd.screens.drill.instructor_lines import (
    MESSAGES,
    SEEN,
    MessageSheet,
    message_line,
    message_words,
    seen_line,
)
from cqcmd.screens.drill.lines import SCORE, progress_words, score_line
from cqcmd.views.drill import MessageView
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysLine, KeysWords
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table

RUNNING = _("F9 暂停/继续  F7 慢  F8 快  F5 跳到下一来电  F10 结束  回车 消息全文")
OVER = _("F6 复盘：经过图、评定、问题和改进、总结草稿   回车 消息全文")
LISTS = ("messages", "expected", "seen")


class InstructorScreen(DrillClockScreen):
    """Three lists; one cursor goes through them. Esc leads to the trainee's rooms, to look."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "send", _("发消息"), id="send-message"),
        Binding("f3", "observe_drill", _("记观察"), id="note-observation"),
        Binding("f4", "send_now", _("提前送出"), id="send-now"),
        Binding("escape", "app.pop_screen", _("看受训的屏幕"), id="leave-instructor"),
    ]

    purpose = _("导调看演练、管时钟、发消息、记观察。")
    main_keys = ("send", "observe_drill", "send_now", "hold", "finish")

    def __init__(self, desk: Desk, drill: DrillSession) -> None:
        super().__init__(desk, drill)
        self._instructor = desk.drills.instructor(drill)
        self._messages: tuple[MessageView, ...] = ()

    def compose(self) -> ComposeResult:
        """Build the course, the messages over the chosen one, the score so far, and the notes."""
        yield Masthead(_("导调"))
        yield Static(id="course")
        yield Table(MESSAGES, id="messages")
        with VerticalScroll(id="message", can_focus=False):
            yield Static(id="message-words")
        yield Table(SCORE, id="expected")
        yield Table(SEEN, empty=_("还没有观察，F3 记一条。"), id="seen")
        yield KeysWords(RUNNING, id="hint")
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the cursor on the messages."""
        self._list("messages").focus()

    def tick(self, now: datetime) -> None:
        """Show the time, what came and went, and the score."""
        drill = self._drill
        super().tick(now)
        course = drill.state.progress
        trainees = _("受训终端 {count}").format(count=drill.trainees())
        self.query_one("#course", Static).update(plain(f"{progress_words(course)}  {trainees}"))
        self._messages = self._instructor.messages()
        self._list("messages").show([message_line(message) for message in self._messages])
        self._list("expected").show([score_line(line) for line in drill.score_view().lines])
        self._list("seen").show([seen_line(seen, now) for seen in self._instructor.seen()])
        self._show_message()
        if course.over:
            self.query_one("#hint", KeysWords).show(OVER)

    def _list(self, name: str) -> Table:
        return self.query_one(f"#{name}", Table)

    @property
    def _current(self) -> MessageView | None:
        line = self._list("messages").cursor
        return next(
            (message for message in self._messages if line and message.ident == line.key), None
        )

    @on(Table.Moved)
    def _show_message(self) -> None:
        words = message_words(self._current) if self._current else ""
        self.query_one("#message-words", Static).update(plain(words))

    def clause_here(self) -> str:
        """Return the clause of the expectation under the cursor."""
        table = self._list("expected")
        return table.cursor.clause if table.has_focus and table.cursor else ""

    def on_key(self, event: events.Key) -> None:
        """Down from the last line of a list goes on to the next, Up from the first back."""
        table = self.focused
        if event.key in ("down", "up") and isinstance(table, Table) and table.lines:
            step = 1 if event.key == "down" else -1
            at_edge = table.cursor == table.lines[-1 if step > 0 else 0]
            if at_edge and self._step(LISTS.index(table.id or ""), step):
                event.prevent_default()

    def _step(self, at: int, step: int) -> bool:
        """To the next list that has lines; returns whether there is one."""
        rest = LISTS[at + 1 :] if step > 0 else LISTS[:at][::-1]
        table = next((self._list(name) for name in rest if self._list(name).lines), None)
        if table is not None:
            table.action_jump(0 if step > 0 else -1)
            table.focus()
        return table is not None

    # Acts

    def action_send(self) -> None:
        """Open the form for a message of one's own."""
        # late: the instructor's lists stand before any form is wanted
        from cqcmd.screens.drill.instructor_forms import SendForm

        self.app.push_screen(SendForm(self.desk, self._instructor))

    def action_observe_drill(self) -> None:
        """Write down what was seen."""
        # late: the instructor's lists stand before any form is wanted
        from cqcmd.screens.drill.instructor_forms import ObserveForm

        self.app.push_screen(ObserveForm(self.desk, self._instructor))

    @work
    async def action_send_now(self) -> None:
        """Send the message under the cursor before its time, after one question."""
        from cqcmd.screens.common.ask import Confirm  # late: text inputs cost the start 4 ms

        message = self._current
        if message is None or message.arrived_at is not None:
            self.warn(_("把光标移到还没有到的消息上，再按 F4 提前送出。"))
            return
        words = _("{sender} 的消息现在就送出？按情景应是：{when}").format(
            sender=message.sender, when=message.when
        )
        if await self.app.push_screen_wait(Confirm(words, _("送出"), _("不送"))):
            self._do(lambda: self._instructor.send_now(message.ident))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        """Enter shows a message in full and never sends it: F4 does, and asks."""
        event.stop()
        message = self._current
        if event.table.id == "messages" and message is not None:
            self.app.push_screen(MessageSheet(message))
