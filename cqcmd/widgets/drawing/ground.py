"""What a widget is drawn on, asked for once a picture and not once a line."""

from typing import TYPE_CHECKING

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget as Base
else:
    Base = object


class Grounded(Base):
    """Mixed into a widget whose lines all have the ground of its own style.

    Textual makes that of the styles of all that lies beneath, anew each time it is asked: a third
    of what a list takes to draw.
    """

    _drawn_on: Style | None = None

    @property
    def ground(self) -> Style:
        """Its own style, over that of what lies beneath."""
        return self._drawn_on or self.rich_style

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of a region."""
        self._drawn_on = self.rich_style
        try:
            return super().render_lines(crop)
        finally:
            self._drawn_on = None
