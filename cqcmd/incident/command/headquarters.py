"""Who commands, and what the headquarters decided (2.1, 2.2, annex 1 part one)."""

from collections.abc import Sequence

from cqcmd.incident.events.annex import HeadquartersSetUp
from cqcmd.incident.events.command import CommandTaken, HeadquartersActed
from cqcmd.incident.events.entry import Entry

Taken = tuple[Entry, CommandTaken]
Acted = tuple[Entry, HeadquartersActed]


class Command:
    """Who took command, and the acts of the headquarters.

    Attributes:
        takings: every taking of command, the first first.
        acts: the last word on each act.
        history: every act, the first first.
        seats: when and where each headquarters was set up, as last told.
    """

    __slots__ = ("acts", "history", "seats", "takings")

    def __init__(self) -> None:
        self.takings: list[Taken] = []
        self.acts: dict[str, Acted] = {}
        self.history: list[Acted] = []
        self.seats: dict[str, tuple[Entry, HeadquartersSetUp]] = {}

    def take_command(self, entry: Entry, event: CommandTaken) -> None:
        """Record that somebody took command."""
        self.takings.append((entry, event))

    def commanders(self, ranking: Sequence[str]) -> list[Taken]:
        """Return those in command; two of one headquarters are kept and shown as two.

        ``ranking`` are the headquarters of the plan, the highest first.
        """
        found: list[Taken] = []
        for entry, event in self.takings:
            # Whoever takes command drops those from it whom that relieves (2.2).
            found = [taken for taken in found if not _relieved(taken[1], event, ranking)]
            found.append((entry, event))
        return found

    def set_up(self, entry: Entry, event: HeadquartersSetUp) -> None:
        """Record when and where a headquarters was set up (2.1, 2.2)."""
        self.seats[event.headquarters] = (entry, event)

    def act(self, entry: Entry, event: HeadquartersActed) -> None:
        """Record a decision of the headquarters (annex 1, part one)."""
        self.history.append((entry, event))
        self.acts[event.act] = (entry, event)

    def headquarters(self, ranking: Sequence[str]) -> str | None:
        """Return whose headquarters commands: the highest that took over; ``None``: nobody's."""
        taken = {event.headquarters for _entry, event in self.commanders(ranking)}
        return min(taken, key=lambda code: rank(code, ranking), default=None)

    def standing(self, act: str) -> bool:
        """Tell whether a lasting act still holds."""
        return act in self.acts and not self.acts[act][1].lifted


def rank(code: str, ranking: Sequence[str]) -> int:
    """Return how far below the highest a headquarters stands; one of another plan at the end."""
    return ranking.index(code) if code in ranking else len(ranking)


def _relieved(before: CommandTaken, event: CommandTaken, ranking: Sequence[str]) -> bool:
    """Tell who is relieved: those of a lower headquarters (2.2); else only who is named."""
    if rank(event.headquarters, ranking) < rank(before.headquarters, ranking):
        return True
    # Who takes command a second time is still one commander.
    same = before.headquarters == event.headquarters
    return same and (before.who == event.relieved or before.who == event.who)
