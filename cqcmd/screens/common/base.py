"""What every full screen shares: the tick, the common keys, the hint to switch the input method."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.messages import Say, ShowClause
from cqcmd.terminal.compositor import NarrowCompositor
from cqcmd.terminal.slow_disk import unless_slow
from cqcmd.views.masthead import Band
from cqcmd.views.message import Tone
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.message_line import MessageLine

Answer = TypeVar("Answer")

if TYPE_CHECKING:
    Base = Screen[Any]
else:
    Base = object

EASTERN = range(0x2E80, 0x10000)
"""Characters that an input method commits: on a screen of keys, a letter was swallowed."""


def is_eastern(event: events.Key) -> bool:
    """Return whether an input method committed the character of a key that means nothing."""
    return event.is_printable and ord((event.character or " ")[0]) in EASTERN


MESSAGES = Binding("m,ctrl+b", "app.messages", _("最近的消息"), show=False, id="messages")
LEAVE = Binding("ctrl+q", "app.leave", _("退出"), show=False, id="leave")


class Speaking(Base):
    """Mixed into a screen: a message line over its keys, and nothing is said anywhere else."""

    places_message_line = False
    """Whether the screen itself composes its message line, elsewhere than over the last line."""

    @cached_property
    def message_line(self) -> MessageLine:
        """The line, made with the screen."""
        return MessageLine()

    async def mount_composed_widgets(self, widgets: list[Widget]) -> None:
        """Put the message line over the keys of every screen."""
        line = () if self.places_message_line else (self.message_line,)
        await super().mount_composed_widgets([*widgets, *line])

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Do something once the screen is drawn; nothing if it is taken down by then."""

        def unless_gone() -> object:
            return callback(*args, **kwargs) if self.display else None

        return super().call_after_refresh(unless_gone)

    async def _dispatch_message(self, message: Message) -> None:
        """Handle a message; a disk that is slow holds up only the handler."""
        await unless_slow(super()._dispatch_message(message), self.app._handle_exception)

    @property
    def about(self) -> str:
        """The incident that the screen is about; empty without one."""
        return str(getattr(self, "ident", ""))

    @property
    def undoes(self) -> bool:
        """Whether Backspace takes the last act back here, and erases no character."""
        if not self.is_running:  # what its bindings ask may not be there yet
            return False
        active = self.active_bindings.get("backspace")
        return active is not None and active.enabled and active.binding.action == "undo"

    def acts_on(self, event: events.Key) -> bool:
        """Return whether a key does something here as it stands: typed, or bound."""
        focused = self.focused
        if focused is not None and focused.check_consume_key(event.key, event.character):
            return True
        active = self.active_bindings.get(event.key)
        return active is not None and active.enabled

    def end_remark(self) -> None:
        """End what was said of the key before, or refused: something else is being done."""
        self.message_line.end_remark()

    def say(self, words: str, tone: Tone = "calm", *, undoable: bool = False) -> None:
        """Say what was done: it stands here and on the screen returned to."""
        self.app.post_message(Say(words, tone, undoable=undoable, by=self))

    def warn(self, words: str) -> None:
        """Say why a key did nothing here."""
        self._only_here(words, "warning")

    def refused(self, refusal: Refusal) -> None:
        """Say why something was not done; it stands here until something else is done."""
        self._only_here(str(refusal), "error")

    def _only_here(self, words: str, tone: Tone) -> None:
        self.message_line.remark(words, tone)
        self.app.post_message(Say(words, tone, remark=True))


class ModalSheet(Speaking, ModalScreen[Answer]):
    """A question or a sheet over a screen, with a message line of its own."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (160, "-widest")]
    BINDINGS: ClassVar[list[BindingType]] = [MESSAGES, LEAVE]


class PostScreen(Speaking, Screen[None]):
    """A screen of the post. It shows pictures of the desk and sends wishes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        MESSAGES,
        Binding("n,ctrl+n", "app.take_call", _("接报"), id="take-call"),
        Binding("question_mark,？", "clause", _("条款"), id="clause"),
        # A Chinese input method sends 、 or ／ for the slash, and ？ above.
        Binding("slash,、,／,ctrl+p", "app.palette", _("命令"), id="palette"),
        Binding("f1", "app.help", _("帮助"), id="help"),
        Binding("f12", "app.mouse", _("鼠标开关"), show=False, id="mouse"),
        LEAVE,
    ]

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    # Textual would paint the whole screen again with every move between widgets.

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._compositor = NarrowCompositor()

    @property
    def desk(self) -> Desk:
        """The desk as it reads the screen's incident: through the plan that this one is under."""
        return self._desk.of(self.about)

    @property
    def past(self) -> str:
        """The moment that is looked back on here, in words; empty where it is now."""
        return self._desk.past

    @property
    def now(self) -> datetime:
        """The moment that is shown here: looked back on, the time stands."""
        return self._desk.clock.now()

    purpose: ClassVar[str] = ""
    """What the screen is for, in a sentence; help begins with it."""

    main_keys: ClassVar[tuple[str, ...]] = ()
    """The few acts that matter most here, in the order in which help names their keys."""

    is_form: ClassVar[bool] = False
    """Whether it is filled in."""

    duties_in_hand: tuple[str, ...] = ()
    """The rules of duties to report that are being met here; others are told."""

    @property
    def whereabouts(self) -> str:
        """What the screen is called, as others are told where this terminal stands."""
        masthead = self.query_one_optional(Masthead)
        return masthead.title if masthead else ""

    silent = False
    """Whether bells stay silent here: somebody is on the telephone."""

    def tick(self, now: datetime) -> None:
        """Show the time once a second; do nothing while the screen is built or taken down."""
        # Not `query`: it walks the whole screen, once a second.
        if masthead := self.query_one_optional(Masthead):
            masthead.tick(now)

    def reload(self) -> None:
        """Something was written, here or elsewhere, or time made a turn: show who is on duty."""
        if masthead := self.query_one_optional(Masthead):
            masthead.show(self.desk.watch)
            masthead.tick(self.desk.clock.now())

    def band(self, bands: Sequence[Band], now: datetime) -> None:
        """Show a band across the top for what must not be overlooked; nothing hides it."""
        if masthead := self.query_one_optional(Masthead):
            masthead.alarm(bands, now)

    def keep_draft(self) -> None:
        """Put what is being typed on disk now; screens that take text do."""

    def clause_here(self) -> str:
        """Return the clause behind the line under the cursor; empty if there is none."""
        return ""

    def verdict_here(self) -> tuple[str, str]:
        """Return the incident whose verdict is shown here, and the entry under the cursor."""
        return "", ""

    def on_screen_resume(self) -> None:
        """Show what happened while another screen was in front."""
        self.reload()
        self.tick(self.desk.clock.now())

    def action_clause(self) -> None:
        """Open the plan at the clause behind the line under the cursor."""
        self.post_message(ShowClause(self.clause_here(), *self.verdict_here()))

    def on_key(self, event: events.Key) -> None:
        """Say so of a key that means nothing here; of a swallowed letter, how to press it."""
        if not event.is_printable or event.key in self.active_bindings:
            return
        # Imported here: the first screen has neither, and TextArea takes four milliseconds.
        from textual.widgets import Input, TextArea

        if isinstance(self.focused, Input | TextArea):
            return
        if is_eastern(event):
            self.warn(_("请切换英文输入，或改用 F 键、Ctrl+字母。"))
        else:
            name = _("空格") if event.character == " " else event.character
            # Not among the messages that are kept: a hand that strays would push them out.
            words = _("{key} 在这里没有用；F1 看按键").format(key=name)
            self.message_line.remark(words, "warning")
