"""What stands in the top line of a screen."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace


class Band(Struct, frozen=True):
    """What stands across the top line until it is acknowledged.

    Attributes:
        due: since when it has been overdue, counting up; ``None`` where nothing counts.
        firm: it cannot be acknowledged: people do not answer.
    """

    words: str
    due: datetime | None = None
    firm: bool = False


class GradedIncident(Struct, frozen=True):
    """An incident with its grade in words; ``rank`` is 0 of the gravest, and most without one."""

    ident: str
    number: str
    name: str
    clause: str
    rank: int


class MastheadText(Struct, frozen=True):
    """What stands in the top line beside its title: the mark of a post that is not real (演练).

    ``real`` is what the real record asks for most urgently meanwhile, counting down.
    """

    mark: str
    real: str = ""


class DrillStatus(Struct, frozen=True):
    """How a drill stands, in the words of its top line, the widest first.

    ``short_texts`` are for where none of ``texts`` leaves room. ``calling``: a message waits;
    ``late``: the real duty is overdue.
    """

    texts: tuple[MastheadText, ...] = ()
    short_texts: tuple[MastheadText, ...] = ()
    calling: bool = False
    late: bool = False

    def with_mark(self, mark: str) -> "DrillStatus":
        """Return this status with ``mark`` behind the mark of every text."""
        return replace(
            self, texts=_marked(self.texts, mark), short_texts=_marked(self.short_texts, mark)
        )


def _marked(tops: tuple[MastheadText, ...], mark: str) -> tuple[MastheadText, ...]:
    return tuple(replace(top, mark=f"{top.mark}·{mark}" if top.mark else mark) for top in tops)


class DutyStatus(Struct, frozen=True):
    """The station, the officer on duty, and how a post stands that is not the real one.

    ``waiting``: how many calls wait that nobody has taken in. ``time_mark``: what stands beside
    the time where it is not sure, ``alone_mark`` where this host of a centre goes on by itself.
    ``operator``: who sits at this terminal; empty where that is the
    officer, or nobody has said.
    """

    station: str = ""
    officer: str = ""
    drill_status: DrillStatus = DrillStatus()
    waiting: int = 0
    time_mark: str = ""
    alone_mark: str = ""
    operator: str = ""

    @property
    def mark(self) -> str:
        """The mark at its widest; empty at the real post."""
        return self.drill_status.texts[0].mark if self.drill_status.texts else ""
