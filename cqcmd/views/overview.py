"""An incident at a glance: what is owed, who is where, what runs, what happened last."""

from msgspec import Struct

from cqcmd.views.command import CommandLine, TaskView, TeamView
from cqcmd.views.duties import Deadline
from cqcmd.views.log import LogLine
from cqcmd.views.situation import Strip


class Overview(Struct, frozen=True):
    """The picture of an incident that stands beside a list, and in the panels of 态势.

    Attributes:
        owed: this station's open reports, the next one due first.
        groups: the working groups that stand or have members.
        waiting: the names of those that were not set up.
        command: the steps of the response, then the posts of the headquarters.
        teams: the teams inside the cordon, the longest silent first.
        measures: every measure, the running ones first.
        log: the last entries, the newest first, of ``entries`` in all.
    """

    ident: str
    strip: Strip
    owed: tuple[Deadline, ...]
    groups: tuple[CommandLine, ...]
    waiting: tuple[str, ...]
    command: tuple[CommandLine, ...]
    teams: tuple[TeamView, ...]
    measures: tuple[TaskView, ...]
    log: tuple[LogLine, ...]
    entries: int

    @property
    def measures_over(self) -> int:
        """How many measures nothing more is to be done about."""
        return sum(task.over for task in self.measures)
