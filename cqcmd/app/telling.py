"""What the post says: on the message line of the screen in front, and in a list of the last."""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from cqcmd.desk.desk import Desk
from cqcmd.screens.common.base import Speaking
from cqcmd.screens.common.form_registry import late
from cqcmd.screens.common.messages import Say
from cqcmd.text import clean
from cqcmd.views.message import Said, Tone
from cqcmd.widgets.message_line import CALM

if TYPE_CHECKING:
    from textual.app import App

    Base = App[str]
else:
    Base = object

LINGERS = 5
"""Seconds after which a calm sentence ends with the next screen."""

KEPT = 20
"""So many sentences can be read again."""


class Messages:
    """The sentences said last, and the one that still stands."""

    def __init__(self) -> None:
        self._lately: deque[Said] = deque(maxlen=KEPT)
        self._standing: Said | None = None
        self._age = 0

    @property
    def lately(self) -> Sequence[Said]:
        """The last of them, the newest first."""
        return tuple(reversed(self._lately))

    @property
    def standing(self) -> Said | None:
        """What the post said and nothing has ended; a remark belongs to its screen."""
        return self._standing

    def keep(self, said: Said) -> None:
        """Take one into the list; said again at once it stands there once, with the later time."""
        last = self._lately[-1] if self._lately else None
        if last is not None and (last.words, last.tone) == (said.words, said.tone):
            self._lately.pop()
        self._lately.append(said)

    def say(self, said: Said) -> None:
        """Let it stand instead of what stood."""
        self.keep(said)
        self._standing, self._age = said, 0

    def end(self) -> None:
        """End what stands: it is true no longer."""
        self._standing = None

    def leave_behind(self, *, at_once: bool) -> None:
        """End what asks for nothing as another screen opens, one just said only ``at_once``."""
        said = self._standing
        if said is not None and said.tone == "calm" and (at_once or self._age >= LINGERS):
            self.end()

    def second(self) -> None:
        """End what asks for nothing, in time."""
        # Counted, not read off the clock: that of a drill stands, or runs sixty times as fast.
        self._age += 1
        if self._standing is not None and self._standing.tone != "error" and self._age >= CALM:
            self.end()


class Telling(Base):
    """Mixed into the app: its one way of saying something, wherever it comes from."""

    desk: Desk
    messages: Messages

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say a sentence, whoever wrote it; one of something wrong stays until the next."""
        self._speak(words, "error" if wrong else "calm")

    def notify(self, message: str, *, severity: str = "information", **_more: Any) -> None:
        """Say on the line what Textual itself would show in a corner, over what is read there."""
        self._speak(message, "calm" if severity == "information" else "error")

    def take_up(self, say: Say) -> None:
        """Say what a screen wishes said, or keep what it has said itself."""
        if say.remark:
            self.messages.keep(Said(clean(say.words), self.desk.clock.now(), say.tone))
        else:
            self._speak(say.words, say.tone, undoable=say.undoable)

    def _speak(self, words: str, tone: Tone, *, undoable: bool = False) -> None:
        act = self.desk.logbook.last_at if undoable else None
        self.messages.say(Said(clean(words), self.desk.clock.now(), tone, act))
        self.show_message()

    def unsay(self, words: str) -> None:
        """Take a sentence that says so off the line: it is true no longer."""
        standing = self.messages.standing
        if standing is not None and words in standing.words:
            self.messages.end()
            self.show_message()

    def message_second(self) -> None:
        """Let a second pass: what is calm comes to its end, the time to take back runs."""
        self.messages.second()
        if (front := self._speaking) is not None:
            front.message_line.second()
        self.show_message()

    def screen_changed(self, _screen: Screen[Any]) -> None:
        """Show on the screen that comes to the front what was said last, if it still counts."""
        front = self._speaking
        if front is not None and not self._can_be_undone:
            # Where somebody is on the telephone nothing of before is read.
            self.messages.leave_behind(at_once=bool(getattr(front, "silent", False)))
        self.show_message()
        self.call_after_refresh(self.show_message)  # once it stands: what Backspace does there

    def show_message(self) -> None:
        """Show on the screen in front what was said last."""
        if (front := self._speaking) is not None:
            front.message_line.show(self.messages.standing, self._seconds_left(front))

    @property
    def _speaking(self) -> Speaking | None:
        front = self.screen_stack[-1] if self.screen_stack else None
        return front if isinstance(front, Speaking) else None

    @property
    def _can_be_undone(self) -> bool:
        said, logbook = self.messages.standing, self.desk.logbook
        act = said.act if said is not None else None
        return act is not None and act == logbook.last_at and logbook.undo_left() > 0

    def _seconds_left(self, front: Speaking) -> int:
        """Return for how long Backspace takes back, here, the act that the sentence tells of."""
        said, logbook = self.messages.standing, self.desk.logbook
        if said is None or said.act is None or said.act != logbook.last_at or not front.undoes:
            return 0
        return logbook.undo_left(front.about or None)

    def action_messages(self) -> None:
        """Show what was said last, in full."""
        said_lately = late("cqcmd.screens.station.messages").MessagesScreen
        if not isinstance(self.screen, said_lately):
            self.push_screen(said_lately(self.messages.lately))
