"""Day, night and mono: the same words, readable in glare, in the dark and without colours.

The stylesheet is parsed in two parts: what the board shows first, the rest behind it. To parse all
takes longer than everything else of a first screen.
"""

from typing import TYPE_CHECKING, Any

from textual import work
from textual.css.types import CSSLocation
from textual.screen import Screen
from textual.theme import Theme

from cqcmd.paths import stylesheet

if TYPE_CHECKING:
    from textual.app import App

    Base = App[str]
else:
    Base = object

NIGHT = Theme(
    name="night",
    primary="#7fb4ff",
    secondary="#9fb3c8",
    accent="#ffd166",
    foreground="#e6e9ee",
    background="#10141a",
    surface="#171d26",
    panel="#232b38",
    success="#7fd6a2",
    warning="#ffc857",
    error="#ff8080",
    dark=True,
    variables={
        "grade-1": "#ff8080",
        "grade-2": "#ffab66",
        "grade-3": "#ffd966",
        "grade-4": "#8fc4ff",
        "quiet": "#9aa7b8",
        "cursor": "#243a58",
        "drill": "#c792ea",
    },
)

DAY = Theme(
    name="day",
    primary="#003f8a",
    secondary="#33475b",
    accent="#5c3d00",
    foreground="#000000",
    background="#ffffff",
    surface="#f4f6f8",
    panel="#dde3ea",
    success="#00502a",
    warning="#5c3d00",
    error="#8a0010",
    dark=False,
    variables={
        "grade-1": "#8a0010",
        "grade-2": "#7a2e00",
        "grade-3": "#5c3d00",
        "grade-4": "#003f8a",
        "quiet": "#36434f",
        "cursor": "#d3e4fa",
        "drill": "#5a0f80",
    },
)

MONO = Theme(
    name="mono",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    success="#ffffff",
    warning="#ffffff",
    error="#ffffff",
    dark=True,
    variables={
        "grade-1": "#ffffff",
        "grade-2": "#ffffff",
        "grade-3": "#ffffff",
        "grade-4": "#ffffff",
        "quiet": "#c8c8c8",
        "cursor": "#4c4c4c",
        "drill": "#ffffff",
    },
)

THEMES = (NIGHT, DAY, MONO)
THEME_NAMES = tuple(theme.name for theme in THEMES)

PART = "/* the rest:"
"""Where the rest of the stylesheet begins."""


class Styled(Base):
    """Mixed into the app.

    Attributes:
        board_alone: whether the rules of the board are all there are yet.
    """

    board_alone = True

    def style_board(self) -> None:
        """Have what the board shows styled, and nothing else."""
        path, (board, self._rest) = stylesheet(), _parts()
        self._rest_from: CSSLocation = (str(path), "rest")
        self.stylesheet.add_source(board, (str(path), ""))

    def style_all(self) -> None:
        """Have every screen styled."""
        if self.board_alone:
            self.board_alone = False
            self.stylesheet.add_source(self._rest, self._rest_from)

    @work(thread=True)
    def parse_rest(self) -> None:
        """Parse the rest behind the board, so that no screen waits for it."""
        if self.board_alone:
            # As the stylesheet itself will ask: it keeps what it has parsed.
            self.stylesheet._parse_rules(
                self._rest, self._rest_from, is_default_rules=False, tie_breaker=0, scope=""
            )
            self.call_from_thread(self.style_all)

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Have every screen styled before any but the board is seen."""
        super()._load_screen_css(screen)
        if not (type(screen) is Screen or getattr(screen, "styled_first", False)):
            self.style_all()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own tokens, for the moment before a theme is chosen."""
        return dict(NIGHT.variables)

    def refresh_css(self, animate: bool = True) -> None:
        """Before there is a screen nothing is parsed: the first parse is to take our colours."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())


def _parts() -> tuple[str, str]:
    """Return the rules of the board, and the rest."""
    board, part, rest = stylesheet().read_text(encoding="utf-8").partition(PART)
    return board, part + rest
