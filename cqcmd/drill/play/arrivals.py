"""Which messages have arrived, and when: by their time, or by what was done and left undone."""

from datetime import datetime

from cqcmd.drill.play.achievements import Achievement, Achievements
from cqcmd.drill.scenario.model import Inject, Scenario
from cqcmd.drill.scenario.targets import Condition
from cqcmd.drill.scenario.times import utc_of


class Arrivals:
    """The messages so far. What has arrived stays, whatever is struck from the journal later.

    Attributes:
        at: when each message arrived, by its id, in order of arrival.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.at: dict[str, datetime] = {}
        self._start = utc_of(scenario.start)

    def poll(self, achievements: Achievements) -> tuple[Inject, ...]:
        """Take in what has arrived by now; returns what is new, in order of arrival."""
        new: list[Inject] = []
        # The earliest alone, then all anew: its arrival may be what another one waits for.
        while found := self._due(achievements):
            when, inject = min(found, key=lambda pair: pair[0])
            self.at[inject.id] = when
            new.append(inject)
        return tuple(new)

    def next(self, achievements: Achievements) -> datetime | None:
        """When the next message comes, as things stand; ``None`` if none is known to come."""
        moments = (self._when(inject, achievements) for inject in self._waiting)
        return min((at for at in moments if at is not None and at > achievements.now), default=None)

    @property
    def _waiting(self) -> list[Inject]:
        return [inject for inject in self.scenario.inject if inject.id not in self.at]

    def _due(self, achievements: Achievements) -> list[tuple[datetime, Inject]]:
        timed = ((self._when(inject, achievements), inject) for inject in self._waiting)
        return [(at, inject) for at, inject in timed if at is not None and at <= achievements.now]

    def _when(self, inject: Inject, achievements: Achievements) -> datetime | None:
        """When a message comes, as far as can be said by now."""
        moments = [] if inject.at is None else [self._start + inject.at]
        if inject.after is not None:
            done = self.done(inject.after, achievements)
            if done is None:
                return None
            # Not before the journal knew of it: an entry made late sends no message into the past.
            moments.append(max(done.at + inject.after.delay, done.known))
        if inject.unless is not None:
            done, by = self.done(inject.unless, achievements), self._start + inject.unless.by
            # By what was written by then: an entry made late calls off no message that came
            # (docs/decisions/010).
            if done is not None and done.known <= by:
                return None
            moments.append(by)
        return max(moments)

    def done(self, condition: Condition, achievements: Achievements) -> Achievement | None:
        """When a condition came to hold; ``None`` while it does not."""
        if condition.inject is not None:
            at = self.at.get(condition.inject)
            return Achievement(at, at) if at is not None else None
        if condition.opened is not None:
            return achievements.call_taken(condition.opened)
        return achievements.done(condition)
