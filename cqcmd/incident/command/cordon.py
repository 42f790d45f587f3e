"""Teams inside the cordon: who went in, when they last answered, whether they are out."""

from datetime import datetime

from cqcmd.incident.events.command import TeamAnswered, TeamEntered, TeamLeft
from cqcmd.incident.events.entry import Entry
from cqcmd.rules.cordon_checks import CheckIn, next_check


class Team:
    """A team inside the cordon. ``answers`` holds its entering too: it was seen then."""

    __slots__ = ("answers", "entered", "entered_at", "id", "left_at")

    def __init__(self, entry: Entry, event: TeamEntered) -> None:
        self.id = event.team
        self.entered = event
        self.entered_at = entry.occurred_at
        self.answers: list[tuple[datetime, str]] = [(_proved(entry), event.leader)]
        self.left_at: datetime | None = None

    @property
    def inside(self) -> bool:
        """Whether the team is still inside."""
        return self.left_at is None

    @property
    def heard_at(self) -> datetime:
        """When the team was last heard of."""
        return self.answers[-1][0]

    def heard_by(self, now: datetime) -> tuple[datetime, str]:
        """Return the last answer that lies behind ``now``, and who gave it.

        An answer ahead of a clock that was set back proves nothing about the time until then.
        """
        behind = [answer for answer in self.answers if answer[0] <= now]
        return behind[-1] if behind else self.answers[0]

    def check(self, now: datetime) -> CheckIn:
        """Return the answer that the team owes next."""
        return next_check(self.heard_by(now)[0], self.entered.interval)


class Cordon:
    """The teams that went in, in order."""

    __slots__ = ("teams",)

    def __init__(self) -> None:
        self.teams: dict[str, Team] = {}

    def enter(self, entry: Entry, event: TeamEntered) -> None:
        """Record that a team went in; the same team once more goes in anew."""
        self.teams[event.team] = Team(entry, event)

    def answer(self, entry: Entry, event: TeamAnswered) -> None:
        """Record an answer of a team; one written down late finds its place in time."""
        # The entry by which the team went in may be void, or not have arrived from its station.
        team = self.teams.get(event.team)
        if team is not None:
            team.answers.append((_proved(entry), event.who))
            team.answers.sort(key=lambda pair: pair[0])

    def leave(self, entry: Entry, event: TeamLeft) -> None:
        """Record that a team came out: its clock ends."""
        team = self.teams.get(event.team)
        if team is not None:
            team.left_at = entry.occurred_at

    @property
    def inside(self) -> list[Team]:
        """The teams still inside."""
        return [team for team in self.teams.values() if team.inside]


def _proved(entry: Entry) -> datetime:
    """Return until when an entry proves that a team was heard: not beyond its being written."""
    return min(entry.occurred_at, entry.recorded_at)
