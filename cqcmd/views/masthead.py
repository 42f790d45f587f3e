"""What stands in the top line of a screen."""

from msgspec import Struct
from msgspec.structs import replace


class Top(Struct, frozen=True):
    """What stands in the top line beside its title: the mark of a post that is not real (演练).

    ``real`` is what the real record asks for most urgently meanwhile, counting down.
    """

    mark: str
    real: str = ""


class Standing(Struct, frozen=True):
    """How a drill stands, in the words of its top line, the widest first.

    ``tight`` are for where none of ``tops`` leaves room. ``calling``: a message waits;
    ``late``: the real duty is overdue.
    """

    tops: tuple[Top, ...] = ()
    tight: tuple[Top, ...] = ()
    calling: bool = False
    late: bool = False

    def and_(self, mark: str) -> "Standing":
        """The same with a second mark."""
        return replace(self, tops=_marked(self.tops, mark), tight=_marked(self.tight, mark))


def _marked(tops: tuple[Top, ...], mark: str) -> tuple[Top, ...]:
    return tuple(replace(top, mark=f"{top.mark}·{mark}" if top.mark else mark) for top in tops)


class Watch(Struct, frozen=True):
    """The station, the officer on duty, and how a post stands that is not the real one."""

    station: str = ""
    officer: str = ""
    standing: Standing = Standing()

    @property
    def mark(self) -> str:
        """The mark at its widest; empty at the real post."""
        return self.standing.tops[0].mark if self.standing.tops else ""
