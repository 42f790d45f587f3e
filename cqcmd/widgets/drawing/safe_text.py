"""The one way by which foreign text reaches a widget: cleaned, and never read as markup."""

from rich.text import Text
from textual.content import Content

from cqcmd.text import clean


def plain(s: str, style: str = "", *, limit: int = 10_000) -> Content:
    """Text for any widget, title, tooltip or notification; at most ``limit`` characters of it."""
    return Content.styled(clean(s, limit=limit), style)


def cell(s: str, style: str = "") -> Text:
    """Text for one cell or label of a ``DataTable``: a single line."""
    return Text(clean(s, lines=False), style, end="", no_wrap=True)
