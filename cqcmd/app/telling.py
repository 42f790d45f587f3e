"""The app's one way of saying something: on the message line of the screen in front."""

from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from cqcmd.app.messages import Messages, speaker
from cqcmd.desk.desk import Desk
from cqcmd.screens.common.base import PostScreen, Speaking
from cqcmd.screens.common.form_registry import late
from cqcmd.screens.common.messages import Say
from cqcmd.text import clean
from cqcmd.views.message import Said, Tone
from cqcmd.widgets.colleague_words import beside_words

if TYPE_CHECKING:
    from textual.app import App

    Base = App[str]
else:
    Base = object


class Telling(Base):
    """Mixed into the app: its one way of saying something, wherever it comes from."""

    desk: Desk
    messages: Messages

    @property
    def _shown(self) -> PostScreen | None:
        """The screen in front, or behind a question; ``None`` while it is being built or taken."""
        screens = (one for one in reversed(self.screen_stack) if isinstance(one, PostScreen))
        found = next(screens, None)
        stands = found is not None and found.is_running and found.is_mounted
        return found if stands else None

    @property
    def covered(self) -> bool:
        """Whether 遮屏 lies over the screen of the post that was in front."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, PostScreen):
                return False
            if getattr(screen, "covers", False):
                return True
        return False

    def _reload(self) -> None:
        """Read anew what is shown; a screen that is being built reads it by itself."""
        if self._shown is not None:
            self._shown.reload()

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say a sentence, whoever wrote it; one of something wrong stays until the next."""
        self._speak(words, "error" if wrong else "calm")

    def warn(self, words: str) -> None:
        """Say why a key did nothing, until the next one does something."""
        if (front := self._speaking) is not None:
            front.warn(words)

    def notify(self, message: str, *, severity: str = "information", **_more: Any) -> None:
        """Say on the line what Textual itself would show in a corner, over what is read there."""
        self._speak(message, "calm" if severity == "information" else "error")

    def on_say(self, say: Say) -> None:
        """Say what a screen wishes said, or keep what it has said itself."""
        if say.remark:
            self.messages.keep(Said(clean(say.words), self.desk.clock.now(), say.tone))
        else:
            self._speak(say.words, say.tone, undoable=say.undoable, by=say.by)

    def _speak(
        self,
        words: str,
        tone: Tone,
        *,
        undoable: bool = False,
        by: Screen[Any] | None = None,
    ) -> None:
        act = self.desk.logbook.last_at if undoable else None
        said = Said(clean(words), self.desk.clock.now(), tone, act)
        gone = by is not None and by not in self.screen_stack
        self.messages.say(said, self._speaking, returned=gone)
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

    def something_done(self, event: events.Event) -> None:
        """End the remark in front as a key, a paste or a click is about to do something."""
        self.messages.key_pressed()
        front = self._speaking
        if front is not None and (not isinstance(event, events.Key) or front.acts_on(event)):
            front.end_remark()

    def screen_changed(self, _screen: Screen[Any]) -> None:
        """Show on the screen that comes to the front what was said last, if it still counts."""
        if (front := self._speaking) is not None:
            self.messages.screen_shown(front, self.screen_stack)
        self.show_message()
        self.call_after_refresh(self.show_message)  # once it stands: what Backspace does there

    def show_message(self) -> None:
        """Show on the screen in front what was said last, where it is to be read."""
        if (front := self._speaking) is not None:
            left = self._seconds_left(front)
            stands = left or self.messages.stands_on(front)
            front.message_line.show(self.messages.standing if stands else None, left)
            front.message_line.under_way(self.desk.backups.progress or self.desk.works.progress)
            words, firm = self._beside()
            front.message_line.beside(words, firm=firm)

    def _beside(self) -> tuple[str, bool]:
        """Return who else is at the incident that is shown, and whether at the same report."""
        shown = self._shown
        if shown is None or shown.past:
            return "", False
        return beside_words(self.desk.colleagues.about(shown.about), shown.duties_in_hand)

    @property
    def _speaking(self) -> Speaking | None:
        # What was said of the record is not read off a question that lies over the cover.
        return None if self.covered else speaker(self.screen_stack)

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
