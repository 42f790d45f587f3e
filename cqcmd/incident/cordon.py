"""Teams inside the cordon: who went in, when they last answered, whether they are out."""

from datetime import datetime

from cqcmd.incident.command_events import TeamAnswered, TeamEntered, TeamLeft
from cqcmd.incident.entry import Entry


class Team:
    """One team. ``answers`` holds its entering too: somebody saw them then."""

    __slots__ = ("answers", "entered", "entered_at", "id", "left_at")

    def __init__(self, entry: Entry, event: TeamEntered) -> None:
        self.id = event.team
        self.entered = event
        self.entered_at = entry.occurred_at
        self.answers: list[tuple[datetime, str]] = [(entry.occurred_at, event.leader)]
        self.left_at: datetime | None = None

    @property
    def inside(self) -> bool:
        """Whether it is still in there."""
        return self.left_at is None

    @property
    def heard_at(self) -> datetime:
        """When it was last heard of."""
        return self.answers[-1][0]


class Cordon:
    """Every team that went in, in order."""

    __slots__ = ("teams",)

    def __init__(self) -> None:
        self.teams: dict[str, Team] = {}

    def enter(self, entry: Entry, event: TeamEntered) -> None:
        """A team went in; the same team again goes in anew."""
        self.teams[event.team] = Team(entry, event)

    def answer(self, entry: Entry, event: TeamAnswered) -> None:
        """A team answered; an answer written down late finds its place in time."""
        team = self.teams.get(event.team)
        if team is not None:
            team.answers.append((entry.occurred_at, event.who))
            team.answers.sort(key=lambda each: each[0])

    def leave(self, entry: Entry, event: TeamLeft) -> None:
        """A team came out."""
        team = self.teams.get(event.team)
        if team is not None:
            team.left_at = entry.occurred_at

    @property
    def inside(self) -> list[Team]:
        """The teams still in there."""
        return [team for team in self.teams.values() if team.inside]

    def people_inside_twice(self) -> set[str]:
        """Names that stand in two teams inside: nobody is in two places at once."""
        seen: set[str] = set()
        twice: set[str] = set()
        for team in self.inside:
            for name in {*team.entered.people, team.entered.leader} - {""}:
                (twice if name in seen else seen).add(name)
        return twice
