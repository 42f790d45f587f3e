"""The rooms of an incident: their keys, and going to one from a screen that is none."""

from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.form_registry import late

ROOM_KEYS = (
    ("f2", 1, "situation", _("态势")),
    ("f3", 2, "reports", _("报告")),
    ("f4", 3, "command", _("指挥")),
    ("f5", 4, "measures", _("措施")),
    ("f6", 5, "log", _("日志")),
    ("f7", 6, "aftermath", _("善后")),
)
"""F-keys change rooms everywhere, digits only where nothing is typed."""

ROOMS = {
    "situation": ("situation.screen", "SituationScreen"),
    "reports": ("reports.screen", "ReportsScreen"),
    "command": ("command.screen", "CommandScreen"),
    "measures": ("measures.screen", "MeasuresScreen"),
    "log": ("log.screen", "LogScreen"),
    "aftermath": ("measures.aftermath", "AftermathScreen"),
}
"""Each room's module below screens/ and its screen: imported when it is first entered, by name
as forms are, so that what all wings build on imports none of them."""


def _room_binding(key: str, room: str, name: str) -> Binding:
    return Binding(key, f"room('{room}')", name, show=False, id=f"room-{room}")


ROOM_BINDINGS: tuple[BindingType, ...] = tuple(
    # A Chinese input method may send the full-width digit.
    _room_binding(f"{digit},{chr(0xFF10 + digit)},{key}", room, name)
    for key, digit, room, name in ROOM_KEYS
)
"""For every screen with the strip of an incident above it."""

TYPING_ROOM_BINDINGS: tuple[BindingType, ...] = tuple(
    _room_binding(key, room, name) for key, _digit, room, name in ROOM_KEYS
)
"""For a form about an incident: there a digit is typed."""


def room_bindings(own: Iterable[Binding] = ()) -> list[BindingType]:
    """Return what every room does, then a room's own, which replace those of the same id."""
    mine = {binding.id: binding for binding in own}
    shared = (
        Binding("u,f8", "update", _("情况更新"), id="update"),
        Binding("f9", "report", _("去报告"), id="report"),
        Binding("r,ctrl+r", "record", _("记录报告"), show=False, id="record"),
        Binding("full_stop,。,ctrl+o", "open_form('log/note')", _("记事"), id="note"),
        Binding("p,f10", "safety", _("安全"), id="safety"),
        Binding("d,ctrl+d", "open_form('situation/decisions')", _("处置"), id="decide"),
        Binding(
            "z,shift+f7",
            "open_form('resources/resources')",
            _("应急保障"),
            show=False,
            id="resources",
        ),
        Binding("h,shift+f6", "look_back", _("回看"), show=False, id="look-back"),
        Binding("escape", "leave_room", _("值班台"), id="leave-room"),
    )
    return [*(mine.pop(binding.id, binding) for binding in shared), *mine.values()]


def room_words(here: str) -> str:
    """Every room with its digit; brackets stand where we are."""
    return " ".join(
        f"[{digit}{name}]" if room == here else f"{digit}{name}"
        for _key, digit, room, name in ROOM_KEYS
    )


def room_tabs() -> dict[str, str]:
    """Return what can be clicked in `room_words`, and the key each stands for."""
    return {f"{digit}{name}": key for key, digit, _room, name in ROOM_KEYS}


def room_name(here: str) -> str:
    """Return what a room is called."""
    return next(name for _key, _digit, room, name in ROOM_KEYS if room == here)


def short_room_words(here: str) -> str:
    """Where we are, and that digits lead elsewhere."""
    digit, name = next(pair[1::2] for pair in ROOM_KEYS if pair[2] == here)
    return f"{ROOM_KEYS[0][1]}-{ROOM_KEYS[-1][1]} [{digit}{name}]"


@runtime_checkable
class RoomScreen(Protocol):
    """A screen that is a room."""

    room: str

    def action_room(self, name: str) -> None:
        """Show another room in this one's stead."""


def to_room(app: App[Any], name: str) -> None:
    """Show another room from a screen that lies over one: what lies over it is left."""
    rooms = (
        screen for screen in app.screen_stack if isinstance(screen, RoomScreen) and screen.room
    )
    room = next(rooms, None)
    if room is None:
        return
    while app.screen is not room:
        app.pop_screen()
    room.action_room(name)


def open_room(name: str, desk: Desk, ident: str) -> Screen[Any]:
    """Build the room of that name."""
    module, screen = ROOMS[name]
    found: Screen[Any] = getattr(late(f"cqcmd.screens.{module}"), screen)(desk, ident)
    return found
