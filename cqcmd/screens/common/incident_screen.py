"""A full screen about one incident: masthead and strip on top, a slip taken back by one key."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, TextArea

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import Wanted
from cqcmd.screens.common.undoing import take_back
from cqcmd.text import clean
from cqcmd.widgets.incident_strip import IncidentStrip
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead


class IncidentScreen(PostScreen):
    """Subclasses give `body`, and in `reload` and `tick` call this class's first.

    Attributes:
        name_of_room: what stands in the masthead.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
    ]

    name_of_room = ""

    def __init__(self, desk: Desk, ident: str) -> None:
        super().__init__(desk)
        self.ident = ident

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> Self:
        """About what is wanted; subclasses that are about a part of the incident take it third."""
        make: Callable[..., Self] = cls
        about = (wanted.about,) if wanted.about else ()
        return make(desk, wanted.ident, *about)

    def compose(self) -> ComposeResult:
        """Masthead, strip, the screen itself, the keys."""
        yield Masthead(self.title_words(), self.short_title())
        yield IncidentStrip()
        yield from self.body()
        yield KeysLine()

    def title_words(self) -> str:
        """What stands first in the masthead."""
        return self.name_of_room

    def short_title(self) -> str:
        """The same in few cells; empty where it is short already."""
        return ""

    def body(self) -> Iterator[Widget]:
        """What the screen itself shows."""
        yield from ()

    def tick(self, now: datetime) -> None:
        """The clock and the countdown on top; nothing while they are being built or taken down."""
        for masthead in self.query(Masthead):
            masthead.tick(now)
        for strip in self.query(IncidentStrip):
            strip.tick(now)

    def reload(self) -> None:
        """Read the strip anew."""
        now = self.desk.clock.now()
        self.query_one(Masthead).show(self.desk.watch)
        self.query_one(Masthead).tick(now)
        self.query_one(IncidentStrip).show(self.desk.strip(self.ident), now)

    def refused(self, refusal: Refusal) -> None:
        """Say why something was not done."""
        self.notify(clean(str(refusal)), severity="error", markup=False)

    def action_undo(self) -> None:
        """Strike this session's last act as a slip, within 30 seconds."""
        if isinstance(self.focused, Input | TextArea):
            return
        if take_back(self, self.desk, self.ident):
            self.reload()
