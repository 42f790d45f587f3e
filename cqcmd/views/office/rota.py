"""值班表 as screens are shown it."""

from datetime import date, time

from msgspec import Struct


class OnDuty(Struct, frozen=True):
    """Somebody on the rota: as what, by which name, at which numbers of 通讯录."""

    post: str
    name: str
    phones: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """``带班 王强 13800000000``."""
        return " ".join((self.post, self.name, *self.phones))


class RotaDayView(Struct, frozen=True, kw_only=True):
    """A day of the rota, from its hand-over to that of the next day.

    Attributes:
        people: by post; who is not named is not there.
        lacks: what is missing, in words; empty if nothing is.
        tonight: whether it is the duty that goes on now.
        past: whether it is over.
    """

    day: date
    people: dict[str, OnDuty]
    lacks: str
    tonight: bool
    past: bool

    def name(self, post: str) -> str:
        """Return who is down for a post; empty where nobody is."""
        return self.people[post].name if post in self.people else ""


class RotaWeek(Struct, frozen=True, kw_only=True):
    """Seven days from a Monday on, and at what time a duty begins."""

    first: date
    days: tuple[RotaDayView, ...]
    turns: time

    @property
    def lacking(self) -> int:
        """How many of its days that are not over lack somebody."""
        return sum(bool(day.lacks) and not day.past for day in self.days)


class StandIn(Struct, frozen=True):
    """Who may be called in place of somebody who was not reached, and why it is he."""

    name: str
    why: str
    phones: tuple[str, ...]
    post: str = ""
    unit: str = ""
    contact: str = ""

    @property
    def words(self) -> str:
        """``李四 副局长 13800000000（同单位）``."""
        said = " ".join(filter(None, (self.name, self.post, *self.phones)))
        return f"{said}（{self.why}）"
