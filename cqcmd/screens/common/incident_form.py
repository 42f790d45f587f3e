"""A form about an incident, under its strip."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted
from cqcmd.screens.common.room_keys import ROOM_KEYS, to_room
from cqcmd.widgets.incident_strip import IncidentStrip

__all__ = ["Field", "RoomForm"]


class RoomForm(FieldForm):
    """Subclasses give `fields` and `save`.

    Attributes:
        form: the form's name among the drafts.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"to_room('{room}')", name, show=False, id=f"to-{room}")
        for key, _digit, room, name in ROOM_KEYS
    ]

    form = ""

    def __init__(
        self, desk: Desk, ident: str, *, first: str = "", draft: Mapping[str, str] | None = None
    ) -> None:
        """``first``: the field in which the cursor stands. ``draft``: what was typed before."""
        self.ident = ident
        super().__init__(desk, first=first, draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> Screen[Any]:
        """About what is wanted; subclasses that are about a part of the incident take it third."""
        make: Callable[..., Screen[Any]] = cls
        about = (wanted.about,) if wanted.about else ()
        return make(desk, wanted.ident, *about, draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """The form and the incident."""
        return f"{self.form}:{self.ident}"

    def head(self) -> Iterator[Widget]:
        """Masthead and strip."""
        yield from super().head()
        yield IncidentStrip()

    def action_to_room(self, name: str) -> None:
        """Another room while typing: what was typed is kept, as on leaving by Esc."""
        self.action_back()
        self.app.call_later(to_room, self.app, name)

    def tick(self, now: datetime) -> None:
        """The countdown runs on too."""
        super().tick(now)
        for strip in self.query(IncidentStrip):
            strip.tick(now)

    def reload(self) -> None:
        """Read the strip anew."""
        super().reload()
        self.query_one(IncidentStrip).show(self.desk.strip(self.ident), self.desk.clock.now())
