"""A full screen about one incident: a room of it, or a screen that lies over a room."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import ClassVar, Self

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, TextArea

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.acts import undo
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.cursor_lists import CursorLists
from cqcmd.screens.common.form_registry import Wanted
from cqcmd.screens.common.messages import OpenForm
from cqcmd.screens.common.room_keys import (
    ROOM_BINDINGS,
    open_room,
    room_name,
    room_tabs,
    room_words,
    short_room_words,
    to_room,
)
from cqcmd.screens.common.session_memory import recall, remember
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.incident_strip import IncidentStrip
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table


class IncidentScreen(PostScreen):
    """Subclasses give `body`, and in `reload` and `tick` call this class's first.

    A room has the keys of `room_bindings`, and calls `back_to_place` once its lists are filled.

    Attributes:
        room: the room's name for `action_room`; empty for a screen over a room.
        name_of_room: what stands in the masthead of such a screen.
        lists: the tables named in `LISTS`.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        *ROOM_BINDINGS,
    ]

    LISTS: ClassVar[tuple[str, ...]] = ()
    """The ids of the tables, in the order in which Up and Down go through them."""

    room = ""
    name_of_room = ""

    def __init__(self, desk: Desk, ident: str) -> None:
        super().__init__(desk)
        self.ident = ident
        self.lists = CursorLists(self, self.LISTS)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> Self:
        """About what is wanted; subclasses that are about a part of the incident take it third."""
        make: Callable[..., Self] = cls
        about = (wanted.about,) if wanted.about else ()
        return make(desk, wanted.ident, *about)

    def compose(self) -> ComposeResult:
        """Masthead, strip, the screen itself, the keys."""
        tabs = room_tabs() if self.room else {}
        yield Masthead(self.title_words(), self.short_title(), tabs)
        yield IncidentStrip()
        yield from self.body()
        yield self.keys_line()

    def keys_line(self) -> KeysLine:
        """Build the line of keys; out of the past Esc leads to now, not to the board."""
        return KeysLine({"leave_room": _("回到现在")} if self.past else None)

    def title_words(self) -> str:
        """Return what stands first in the masthead."""
        return room_words(self.room) if self.room else self.name_of_room

    @property
    def whereabouts(self) -> str:
        """What a room is called, without the others."""
        return room_name(self.room) if self.room else self.name_of_room

    def short_title(self) -> str:
        """Return the title for a narrow masthead; empty where `title_words` is short already."""
        return short_room_words(self.room) if self.room else ""

    def body(self) -> Iterator[Widget]:
        """Yield what the screen itself shows."""
        yield from ()

    def tick(self, now: datetime) -> None:
        """Show the time and the countdown; do nothing while they are built or taken down."""
        super().tick(now)
        if strip := self.query_one_optional(IncidentStrip):
            strip.tick(now)

    def reload(self) -> None:
        """Read the strip anew."""
        super().reload()
        self.query_one(IncidentStrip).show(self.desk.strip(self.ident), self.desk.clock.now())

    def action_undo(self) -> None:
        """Strike this session's last act as a slip, within 30 seconds."""
        # In a field Backspace takes back a character, never an act.
        if isinstance(self.focused, Input | TextArea | TextField):
            return
        if undo(self, self.desk, self.ident):
            self.reload()

    # Lists

    def back_to_place(self, first: str = "") -> None:
        """Put the cursors, at the first drawing, where they stood; else the first on ``first``."""
        if not self.lists.shown:
            self.lists.restore(self.last_place(), first)

    def last_place(self) -> dict[str, str]:
        """Where the cursors stood as the room was last left; empty at the first visit."""
        return recall(self.desk, self._place_name)

    @property
    def _place_name(self) -> str:
        return f"place:{self.room}:{self.ident}"

    def verdict_here(self) -> tuple[str, str]:
        """Return this incident: its grade stands above everything here."""
        return self.ident, ""

    def clause_here(self) -> str:
        """Return the clause of the line under the cursor."""
        line = self.lists.current()[1]
        return line.clause if line else ""

    def show_detail(self) -> None:
        """Say everything about the line under the cursor."""

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self.show_detail()

    def on_descendant_focus(self) -> None:
        """Say what is under the cursor of the list that was entered."""
        self.show_detail()

    def on_key(self, event: events.Key) -> None:
        """Go from list to list."""
        self.lists.step_out(event)

    # Going

    def action_room(self, name: str) -> None:
        """Show another room of the same incident; what lies over a room is left with it."""
        if not self.room:
            to_room(self.app, name)
        elif name != self.room:
            remember(self.desk, self._place_name, self.lists.place())
            self.app.switch_screen(open_room(name, self.desk, self.ident))

    def action_leave_room(self) -> None:
        """Go back to the board, also from a call that was taken in the room of another incident.

        From the past back to where one came from.
        """
        app = self.app
        if self.past:
            app.pop_screen()
            return
        remember(self.desk, self._place_name, self.lists.place())
        app.pop_screen()
        while isinstance(app.screen, IncidentScreen) and app.screen.room:
            app.pop_screen()

    @work
    async def action_look_back(self) -> None:
        """Ask for a moment, and show this room as it stood then."""
        if self.past:
            self.warn(_("已经在回看；按 Esc 回到现在，再换一个时刻。"))
            return
        found: list[Desk] = []

        def read(typed: str) -> None:
            at = self.desk.plan_reader.moment(typed)
            found.append(self.desk.look_back(self.ident, at))

        title = _("回看：这起事件那一刻的样子，只看不记")
        label = _("时刻，例 14:05、07-25 14:05")
        if await self.app.push_screen_wait(AskWords(title, label, self.moment_here(), read)):
            self.app.push_screen(open_room(self.room, found[-1], self.ident))

    def moment_here(self) -> str:
        """Return the moment of the line under the cursor, as it would be typed; mostly none."""
        return ""

    def action_update(self, field: str = "") -> None:
        """Open 情况更新, the cursor in one field if it is named."""
        self.action_open_form("situation/update", field)

    def action_report(self, rule: str = "") -> None:
        """Make a report, by script or on paper; the next due one if none is named."""
        self.action_open_form("reports/due", rule)

    def action_record(self, rule: str = "") -> None:
        """Record a report as made or heard of: the duty of a rule, else the next one due."""
        self.action_open_form("reports/report", rule)

    def action_safety(self, team: str = "") -> None:
        """Show the teams inside the cordon, the cursor on one of them if it is named."""
        self.action_open_form("safety/safety", team)

    def action_open_form(self, name: str, about: str = "") -> None:
        """Open a form of any wing about this incident; the app is told ahead of later keys."""
        if self.past:
            self.warn(_("{past}：只能看；按 Esc 回到现在再办。").format(past=self.past))
            return
        self.app.post_message(OpenForm(name, self.ident, about))
