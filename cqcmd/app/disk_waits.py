"""A disk that is slow or refuses: handlers wait, the screen lives, and no fault of it ends it."""

from textual import events
from textual.message import Message
from textual.worker import WorkerFailed

from cqcmd.app.telling import Telling
from cqcmd.errors import Refusal, reason_of
from cqcmd.i18n import _
from cqcmd.screens.common.base import Speaking
from cqcmd.terminal.slow_disk import unless_slow


class DiskWaits(Telling):
    """Mixed into the app."""

    async def _dispatch_message(self, message: Message) -> None:
        """Handle a message; a disk that is slow holds up only the handler."""
        await unless_slow(super()._dispatch_message(message), self._handle_exception)

    def _handle_exception(self, error: Exception) -> None:
        """Tell of a disk or a record that refuses, and go on; end only over faults of our own."""
        fault = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(fault, Refusal | OSError):
            self.tell(str(fault) if isinstance(fault, Refusal) else reason_of(fault), wrong=True)
        else:
            super()._handle_exception(error)

    def _held_up(self, event: events.Event) -> bool:
        """Keep hands off the form of an act that waits for the disk; Esc gives up waiting."""
        if not self.desk.disk.writing or event.is_forwarded:
            return False
        if isinstance(event, events.Key) and event.key == "escape":
            self.desk.disk.give_up()
            return True
        return isinstance(event, events.MouseEvent)

    def _say_that_it_waits(self) -> None:
        front = self.screen_stack[-1]
        if isinstance(front, Speaking):
            words = _("正在记入，等磁盘或别的终端；填的都在，Esc 不再等。")
            front.message_line.remark(words, "warning")
