"""What is filled in as a team goes into the cordon, and how its heads are counted in words."""

from datetime import datetime

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.parsing.heads import MOST as MOST
from cqcmd.parsing.heads import Heads, read_heads
from cqcmd.rules.cordon_checks import INTERVAL


class TeamForm(Struct, frozen=True, kw_only=True):
    """A team as it goes in. ``leader`` and ``people`` are names, one or several in each text.

    ``count`` may be more than are named, and is 0 if nobody said.
    """

    name: str
    leader: str = ""
    people: tuple[str, ...] = ()
    count: int = 0
    task: str = ""
    place: str = ""
    interval: int = INTERVAL
    at: datetime

    @property
    def heads(self) -> Heads:
        """Who goes in, each once, the leaders first, and how many are told of besides."""
        return read_heads((self.leader, *self.people))

    @property
    def total(self) -> int:
        """How many go in: as counted, never fewer than are named or told; 0 if nobody knows."""
        return max(self.count, self.heads.count)


def headcount(count: int) -> str:
    """Return ``3人``, or that nobody counted them."""
    return _("{n}人").format(n=count) if count else _("人数不明")
