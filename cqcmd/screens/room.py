"""A room of an incident: masthead and strip on top, and the keys that hold in every room."""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Footer, Input, TextArea

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.screens.base import PostScreen
from cqcmd.screens.kept import keep, kept
from cqcmd.text import clean
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.strip import IncidentStrip
from cqcmd.words import _


ROOMS = {
    "situation": ("cqcmd.screens.situation", "SituationScreen"),
    "command": ("cqcmd.screens.command", "CommandScreen"),
    "measures": ("cqcmd.screens.measures", "MeasuresScreen"),
    "log": ("cqcmd.screens.log", "LogScreen"),
    "aftermath": ("cqcmd.screens.aftermath", "AftermathScreen"),
}
"""Each room's module and screen: a room is imported when it is first entered."""


class Room(PostScreen):
    """Subclasses give `body`, and in `reload` and `tick` call this class's first.

    Attributes:
        room: the room's name for `action_room`.
        name_of_room: its name in the masthead.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,f8", "update", _("情况更新"), id="update"),
        Binding("r,f9", "report", _("记录报告"), id="report"),
        Binding("full_stop,。,ctrl+o", "note", _("记事"), id="note"),
        Binding("1,１,f2", "room('situation')", _("态势"), id="room-situation"),
        Binding("3,３,f4", "room('command')", _("指挥"), id="room-command"),
        Binding("4,４,f5", "room('measures')", _("措施"), id="room-measures"),
        Binding("5,５,f6", "room('log')", _("日志"), id="room-log"),
        Binding("6,６,f7", "room('aftermath')", _("善后"), id="room-aftermath"),
        Binding("p,f10", "safety", _("人员安全"), id="safety"),
        Binding("d,ctrl+d", "decide", _("处置"), id="decide"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("escape", "leave_room", _("值班台"), id="leave-room"),
    ]

    room = ""
    name_of_room = ""

    def __init__(self, desk: Desk, ident: str) -> None:
        super().__init__(desk)
        self.ident = ident

    def compose(self) -> ComposeResult:
        """Masthead, strip, the room, the keys."""
        yield Masthead(self.name_of_room)
        yield IncidentStrip()
        yield from self.body()
        yield Footer(show_command_palette=False)

    def body(self) -> Iterator[Widget]:
        """What the room itself shows."""
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

    # Where the cursor stood

    def place(self) -> dict[str, str]:
        """The keys of the lines under this room's cursors, by list; asked when it is left."""
        return {}

    def last_place(self) -> dict[str, str]:
        """What `place` was when the room was last left; empty at the first visit."""
        return kept(self.desk, self._place_name)

    @property
    def _place_name(self) -> str:
        return f"place:{self.room}:{self.ident}"

    # Going

    def action_room(self, name: str) -> None:
        """Another room of the same incident, in this one's stead."""
        if name != self.room:
            keep(self.desk, self._place_name, self.place())
            self.app.switch_screen(open_room(name, self.desk, self.ident))

    def action_leave_room(self) -> None:
        """Back to the board."""
        keep(self.desk, self._place_name, self.place())
        self.dismiss()

    def action_update(self, field: str = "") -> None:
        """情况更新, the cursor in one field if it is named."""
        from cqcmd.screens.update import UpdateForm

        self.app.push_screen(UpdateForm(self.desk, self.ident, first=field))

    def action_report(self, rule: str = "") -> None:
        """Record a report as made: the duty of a rule, else the next one due."""
        from cqcmd.screens.report import ReportScreen

        self.app.push_screen(ReportScreen(self.desk, self.ident, rule))

    def action_safety(self, team: str = "") -> None:
        """Teams inside the cordon, the cursor on one of them if it is named."""
        from cqcmd.screens.safety import SafetyScreen

        self.app.push_screen(SafetyScreen(self.desk, self.ident, team))

    def action_note(self) -> None:
        """A free note."""
        from cqcmd.screens.note import NoteForm

        self.app.push_screen(NoteForm(self.desk, self.ident))

    @work
    async def action_decide(self) -> None:
        """Another grade, no accident, out of scope, closed."""
        from cqcmd.screens.decide import decide

        await decide(self, self.desk, self.ident)

    def action_undo(self) -> None:
        """Strike this session's last act as a slip, within 30 seconds."""
        if isinstance(self.focused, Input | TextArea):
            return
        before = len(self.desk.log(self.ident))
        try:
            self.desk.record.undo(self.ident)
        except Refusal as refusal:
            self.notify(clean(str(refusal)), severity="warning", markup=False)
            return
        lines = self.desk.log(self.ident)[before:]
        words = "；".join(line.words for line in lines)
        self.app.notify(clean(words), title=_("误按已撤回"), markup=False)
        self.reload()


def open_room(name: str, desk: Desk, ident: str) -> Room:
    """The room of that name."""
    module, screen = ROOMS[name]
    found: type[Room] = getattr(import_module(module), screen)
    return found(desk, ident)
