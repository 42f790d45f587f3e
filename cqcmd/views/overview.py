"""An incident at a glance: what is owed, who is where, what runs, what happened last."""

from datetime import datetime

from msgspec import Struct

from cqcmd.views.command import CommandLine, TaskView, TeamView
from cqcmd.views.duties import Deadline
from cqcmd.views.log import LogLine
from cqcmd.views.situation import FactView, Step, Strip


class Overview(Struct, frozen=True):
    """The picture of an incident that stands beside a list, and in the panels of 态势.

    Attributes:
        read_at: when it was read.
        facts: what is known of it, what harms people first.
        owed: this station's open reports, the next one due first.
        steps: what comes next besides them.
        groups: the working groups that stand or have members.
        waiting: the names of those that were not set up.
        command: the steps of the response, then the posts of the headquarters.
        teams: the teams inside the cordon, the longest silent first.
        measures: every measure, the running ones first.
        log: the last entries, the newest first, of ``entries`` in all.
        fault: why nothing can be said but the strip: its plan is lost.
    """

    ident: str
    strip: Strip
    read_at: datetime
    received_at: datetime
    facts: tuple[FactView, ...] = ()
    owed: tuple[Deadline, ...] = ()
    steps: tuple[Step, ...] = ()
    groups: tuple[CommandLine, ...] = ()
    waiting: tuple[str, ...] = ()
    command: tuple[CommandLine, ...] = ()
    teams: tuple[TeamView, ...] = ()
    measures: tuple[TaskView, ...] = ()
    log: tuple[LogLine, ...] = ()
    entries: int = 0
    fault: str = ""

    @property
    def toll(self) -> tuple[FactView, ...]:
        """What is known of people."""
        return tuple(fact for fact in self.facts if fact.kind == "people")

    @property
    def circumstances(self) -> tuple[FactView, ...]:
        """What else is known, but for what the title says already."""
        others = (fact for fact in self.facts if fact.kind != "people")
        return tuple(fact for fact in others if fact.words not in self.strip.title)

    @property
    def measures_over(self) -> int:
        """How many measures nothing more is to be done about."""
        return sum(task.over for task in self.measures)
