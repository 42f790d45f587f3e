"""Day, night and mono: the same words, readable in glare, in the dark and without colours."""

from textual.theme import Theme

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
