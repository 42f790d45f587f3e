"""A room of an incident: the keys that hold in every room, and going from one to another."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from cqcmd.i18n import _
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.messages import OpenForm
from cqcmd.screens.common.room_keys import ROOM_KEYS, open_room
from cqcmd.screens.common.session_memory import keep, kept


def _room_binding(keys: tuple[str, int, str, str]) -> Binding:
    key, digit, room, name = keys
    every = f"{digit},{chr(0xFF10 + digit)},{key}"
    return Binding(every, f"room('{room}')", name, show=False, id=f"room-{room}")


class Room(IncidentScreen):
    """Subclasses give `body`, and in `reload` and `tick` call this class's first.

    Attributes:
        room: the room's name for `action_room`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,f8", "update", _("情况更新"), id="update"),
        Binding("f9", "report", _("去报告"), id="report"),
        Binding("r,ctrl+r", "record", _("记录报告"), show=False, id="record"),
        Binding("full_stop,。,ctrl+o", "note", _("记事"), id="note"),
        *map(_room_binding, ROOM_KEYS),
        Binding("p,f10", "safety", _("安全"), id="safety"),
        Binding("d,ctrl+d", "decide", _("处置"), id="decide"),
        Binding("escape", "leave_room", _("值班台"), id="leave-room"),
    ]

    room = ""

    def title_words(self) -> str:
        """Every room with its digit; brackets stand where we are."""
        shown = (f"{digit}{name}" for _key, digit, _room, name in ROOM_KEYS)
        here = (room == self.room for _key, _digit, room, _name in ROOM_KEYS)
        return " ".join(f"[{each}]" if now else each for each, now in zip(shown, here, strict=True))

    def short_title(self) -> str:
        """Where we are, and that digits lead elsewhere."""
        return next(
            f"{ROOM_KEYS[0][1]}-{ROOM_KEYS[-1][1]} [{digit}{name}]"
            for _key, digit, room, name in ROOM_KEYS
            if room == self.room
        )

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
        """Back to the board, also from a call that was taken in the room of another incident."""
        keep(self.desk, self._place_name, self.place())
        app = self.app
        app.pop_screen()
        while isinstance(app.screen, Room):
            app.pop_screen()

    def action_update(self, field: str = "") -> None:
        """情况更新, the cursor in one field if it is named."""
        self.open_form("situation/update", field)

    def action_report(self, rule: str = "") -> None:
        """Make a report, by script or on paper; the next due one if none is named."""
        self.open_form("reports/due", rule)

    def action_record(self, rule: str = "") -> None:
        """Record a report as made or heard of: the duty of a rule, else the next one due."""
        self.open_form("reports/report", rule)

    def action_safety(self, team: str = "") -> None:
        """Teams inside the cordon, the cursor on one of them if it is named."""
        self.open_form("safety/safety", team)

    def action_note(self) -> None:
        """A free note."""
        self.open_form("log/note")

    def action_decide(self) -> None:
        """Another grade, no accident, out of scope, closed."""
        self.open_form("situation/decisions")

    def open_form(self, name: str, about: str = "") -> None:
        """A form of any wing, about this incident; the app is told itself, ahead of later keys."""
        self.app.post_message(OpenForm(name, self.ident, about))
