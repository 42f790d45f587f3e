"""What is filled in as a team goes into the cordon, and how its heads are counted in words."""

from datetime import datetime

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.rules.cordon_checks import INTERVAL
from cqcmd.text import clean


class TeamForm(Struct, frozen=True, kw_only=True):
    """A team as it goes in. ``people`` are names; ``count`` may be more, and is 0 if unknown."""

    name: str
    leader: str = ""
    people: tuple[str, ...] = ()
    count: int = 0
    task: str = ""
    place: str = ""
    interval: int = INTERVAL
    at: datetime

    @property
    def names(self) -> tuple[str, ...]:
        """Who goes in, each once, the leader first."""
        found = (clean(name, lines=False).strip() for name in (self.leader, *self.people))
        return tuple(dict.fromkeys(name for name in found if name))


def headcount(count: int) -> str:
    """Return ``3人``, or that nobody counted them."""
    return _("{n}人").format(n=count) if count else _("人数不明")
