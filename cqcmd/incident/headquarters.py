"""Who commands, and what the headquarters decided (2.1, 2.2, annex 1 part one)."""

from cqcmd.incident.events.annex import HeadquartersSetUp
from cqcmd.incident.events.command import CommandTaken, HeadquartersActed, Level
from cqcmd.incident.events.entry import Entry

Taken = tuple[Entry, CommandTaken]
Acted = tuple[Entry, HeadquartersActed]


class Command:
    """Commanders in place, and the acts of the headquarters.

    Attributes:
        commanders: those in command; two of one headquarters are kept and shown as two.
        takings: every taking of command, the first first.
        acts: the last word on each act.
        history: every act, the first first.
        seats: when and where each headquarters was set up, as last told.
    """

    __slots__ = ("acts", "commanders", "history", "seats", "takings")

    def __init__(self) -> None:
        self.commanders: list[Taken] = []
        self.takings: list[Taken] = []
        self.acts: dict[str, Acted] = {}
        self.history: list[Acted] = []
        self.seats: dict[Level, tuple[Entry, HeadquartersSetUp]] = {}

    def take_command(self, entry: Entry, event: CommandTaken) -> None:
        """Record that somebody took command, and drop from it who was relieved by that (2.2)."""
        self.takings.append((entry, event))
        self.commanders = [
            commander for commander in self.commanders if not _relieved(commander[1], event)
        ]
        self.commanders.append((entry, event))

    def set_up(self, entry: Entry, event: HeadquartersSetUp) -> None:
        """Record when and where a headquarters was set up (2.1, 2.2)."""
        self.seats[event.headquarters] = (entry, event)

    def act(self, entry: Entry, event: HeadquartersActed) -> None:
        """Record a decision of the headquarters (annex 1, part one)."""
        self.history.append((entry, event))
        self.acts[event.act] = (entry, event)

    @property
    def headquarters(self) -> str | None:
        """Whose headquarters commands: ``city`` once it took over, else ``district``."""
        levels = {event.headquarters for _entry, event in self.commanders}
        return "city" if "city" in levels else "district" if levels else None

    def standing(self, act: str) -> bool:
        """Tell whether a lasting act still holds."""
        return act in self.acts and not self.acts[act][1].lifted


def _relieved(before: CommandTaken, event: CommandTaken) -> bool:
    """Tell who is relieved: the district's by the city's (2.2); else only who is named."""
    if event.headquarters == "city" and before.headquarters == "district":
        return True
    # Who takes command a second time is still one commander.
    same = before.headquarters == event.headquarters
    return same and (before.who == event.relieved or before.who == event.who)
