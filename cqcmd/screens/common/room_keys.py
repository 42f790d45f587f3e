"""The rooms of an incident: their keys, and going to one from a screen that is none."""

from typing import Any, Protocol, runtime_checkable

from textual.app import App
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
    "situation": ("cqcmd.screens.situation.screen", "SituationScreen"),
    "reports": ("cqcmd.screens.reports.screen", "ReportsScreen"),
    "command": ("cqcmd.screens.command.screen", "CommandScreen"),
    "measures": ("cqcmd.screens.measures.screen", "MeasuresScreen"),
    "log": ("cqcmd.screens.log.screen", "LogScreen"),
    "aftermath": ("cqcmd.screens.measures.aftermath", "AftermathScreen"),
}
"""Each room's module and screen: a room is imported when it is first entered."""


@runtime_checkable
class RoomScreen(Protocol):
    """A screen that is a room."""

    room: str

    def action_room(self, name: str) -> None:
        """Another room in this one's stead."""


def to_room(app: App[Any], name: str) -> None:
    """Another room from a screen that lies over one: what lies over it is left."""
    rooms = (each for each in app.screen_stack if isinstance(each, RoomScreen) and each.room)
    room = next(rooms, None)
    if room is None:
        return
    while app.screen is not room:
        app.pop_screen()
    room.action_room(name)


def open_room(name: str, desk: Desk, ident: str) -> Screen[Any]:
    """The room of that name."""
    module, screen = ROOMS[name]
    found: Screen[Any] = getattr(late(module), screen)(desk, ident)
    return found
