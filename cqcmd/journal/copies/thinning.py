"""Which of the copies made by themselves are kept: by the hour, by the day, by the room there is.

Nothing here looks at a disk: names and moments go in, what can go comes out.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

Name = TypeVar("Name")

HOURS, DAYS = 24, 30
"""The newest copy of each of so many hours, and of each of so many days, is kept."""


def superfluous(copies: Sequence[tuple[Name, datetime]]) -> list[Name]:
    """Return what is neither the newest of its hour nor of its day, or is too old.

    Hours and days without a copy do not count: what was made before a quiet month stays.

    Args:
        copies: with when they were made, from the oldest to the newest.
    """
    newest_first = list(reversed(copies))
    kept = {*_newest_of(newest_first, _hour, HOURS), *_newest_of(newest_first, _day, DAYS)}
    gone = (number for number in range(len(newest_first)) if number not in kept)
    return [newest_first[number][0] for number in sorted(gone, reverse=True)]


def _newest_of(
    newest_first: list[tuple[Name, datetime]], part: Callable[[datetime], object], most: int
) -> list[int]:
    firsts: dict[object, int] = {}
    for number, (_name, made) in enumerate(newest_first):
        firsts.setdefault(part(made), number)
    return list(firsts.values())[:most]


def _hour(made: datetime) -> object:
    return made.date(), made.hour


def _day(made: datetime) -> object:
    return made.date()
