"""What is typed or read from a file of the rota, and what an import would do."""

from datetime import date

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.incident.events.rota import RotaDay as RotaDay

POSTS = {"officer": _("值班员"), "leader": _("带班"), "deputy": _("副班")}
"""Who is down for a day, in the order of a form and of a list."""

MOST_DAYS = 31
"""So many days the same people are put down for at once."""


class RotaForm(Struct, frozen=True, kw_only=True):
    """Who is on duty from a day on, for so many ``days``; of further days a blank changes none."""

    officer: str = ""
    leader: str = ""
    deputy: str = ""
    days: int = 1


class BadRow(Struct, frozen=True):
    """A row of a file that is not imported, and why."""

    number: int
    words: str
    reason: str


class RotaPreview(Struct, frozen=True, kw_only=True):
    """What importing a file would do.

    Attributes:
        source: the name of the file.
        new: days of which nothing was known.
        changed: days that stand otherwise by now, as they would be.
        same: how many days say what is known already.
        gaps: days between the first and the last for which nobody is down.
        bad: rows that are not imported.
        columns: which column was taken for what, in words.
    """

    source: str
    new: tuple[RotaDay, ...]
    changed: tuple[RotaDay, ...]
    same: int
    gaps: tuple[date, ...]
    bad: tuple[BadRow, ...]
    columns: str
