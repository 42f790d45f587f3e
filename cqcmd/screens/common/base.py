"""What every full screen shares: the tick, the common keys, the hint to switch the input method."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.messages import ShowClause
from cqcmd.terminal.compositor import NarrowCompositor
from cqcmd.text import clean
from cqcmd.views import Alert
from cqcmd.widgets.masthead import Masthead

EASTERN = range(0x2E80, 0x10000)
"""Characters that an input method commits: on a screen of keys, a letter was swallowed."""


class PostScreen(Screen[None]):
    """A screen of the post. It shows pictures of the desk and sends wishes."""

    BINDINGS = [
        Binding("n,ctrl+n", "app.take_call", _("接报"), id="take-call"),
        Binding("question_mark,？", "clause", _("条款"), id="clause"),
        # A Chinese input method sends 、 or ／ for the slash, and ？ above.
        Binding("slash,、,／,ctrl+p", "app.palette", _("命令"), id="palette"),
        Binding("f1", "app.help", _("帮助"), id="help"),
        Binding("f12", "app.mouse", _("鼠标开关"), show=False, id="mouse"),
        Binding("ctrl+q", "app.leave", _("退出"), show=False, id="leave"),
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
    def about(self) -> str:
        """The incident that the screen is about; empty without one."""
        return str(getattr(self, "ident", ""))

    purpose: ClassVar[str] = ""
    """What the screen is for, in a sentence; help begins with it."""

    main_keys: ClassVar[tuple[str, ...]] = ()
    """The few acts that matter most here, in the order in which help names their keys."""

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

    def band(self, overdue: Sequence[Alert], now: datetime) -> None:
        """Show a band across the top for what must not be overlooked; nothing hides it."""
        if masthead := self.query_one_optional(Masthead):
            masthead.alarm(overdue, now)

    def refused(self, refusal: Refusal) -> None:
        """Say why something was not done."""
        self.notify(clean(str(refusal)), severity="error", markup=False)

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
        """Ask for English input where an input method swallowed the letter of a command."""
        if not event.character or ord(event.character[0]) not in EASTERN:
            return
        # Imported here: the first screen has neither, and TextArea takes four milliseconds.
        from textual.widgets import Input, TextArea

        if isinstance(self.focused, Input | TextArea):
            return
        if event.key not in self.active_bindings:
            self.notify(_("请切换英文输入，或改用 F 键、Ctrl+字母。"), timeout=3)
