"""What happened, what was expected and what was done in a drill, in one order of time. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

from cqcmd.drill.score.score import Judged, Result, Score

Lane = Literal["happened", "taken", "expected", "done", "observed"]
"""A message came (发生); it was answered (接听); something was due (应做); the trainee wrote
something down (已做); the instructor noted something (记录)."""

ORDER: tuple[Lane, ...] = ("happened", "taken", "observed", "done", "expected")
"""Which comes first of what has the same moment: what was done just in time stands before its
limit."""


class Event(Struct, frozen=True):
    """A point in the timeline. ``result`` is how an expectation went that was due here."""

    at: datetime
    lane: Lane
    ref: str
    words: str
    clause: str = ""
    result: Result | None = None


class Timeline(Struct, frozen=True):
    """A drill from its start to its end: every event in order, every expectation as judged."""

    start: datetime
    end: datetime
    events: tuple[Event, ...]
    spans: tuple[Judged, ...]

    def moments(self, lane: Lane) -> tuple[datetime, ...]:
        """When something happened in a lane."""
        return tuple(event.at for event in self.events if event.lane == lane)


def timeline(
    score: Score, end: datetime, events: Iterable[Event], names: Mapping[str, str]
) -> Timeline:
    """Build the timeline; ``end`` is the drill's, ``names`` say what each expectation asks for."""
    return drawn(score.start, end, score.expectations, events, names)


def drawn(
    start: datetime,
    end: datetime,
    spans: tuple[Judged, ...],
    events: Iterable[Event],
    names: Mapping[str, str],
) -> Timeline:
    """Build the timeline of whatever was judged, a drill or not."""
    every = (*events, *_expected(spans, names))
    # A limit beyond the end was never reached and has no place on the axis.
    inside = (event for event in every if event.at <= end)
    ordered = sorted(inside, key=lambda event: (event.at, ORDER.index(event.lane)))
    return Timeline(start, end, tuple(ordered), spans)


def _expected(spans: Iterable[Judged], names: Mapping[str, str]) -> Iterator[Event]:
    for outcome in spans:
        if outcome.due is not None and outcome.result != "moot":
            yield Event(
                outcome.due,
                "expected",
                outcome.id,
                names[outcome.id],
                outcome.clause,
                outcome.result,
            )
