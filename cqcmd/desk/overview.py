"""An incident at a glance, gathered from the wings that know its parts."""

from cqcmd.desk.command.view import NEW_GROUP, CommandRoom
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.duties.deadlines import deadlines
from cqcmd.desk.log.lines import last_lines
from cqcmd.desk.measures.views import measure_views
from cqcmd.desk.safety.views import team_views
from cqcmd.desk.situation.views import SituationViews
from cqcmd.incident.state import Incident
from cqcmd.views.command import CommandLine
from cqcmd.views.duties import is_open
from cqcmd.views.overview import Overview

LAST_ENTRIES = 30
"""Entries of the log: more than any panel has lines."""


def overview(
    open_record: OpenRecord, views: SituationViews, room: CommandRoom, ident: str
) -> Overview:
    """Return the picture of an incident, read through the plan it is under."""
    shown = deadlines(open_record, open_record.picture(ident), views.minutes)
    incident = open_record.incident(ident)
    groups = [line for line in room.groups(ident) if line.key != NEW_GROUP]
    log, entries = last_lines(open_record, incident, LAST_ENTRIES)
    measures = measure_views(open_record, incident)
    return Overview(
        ident,
        views.strip(ident, shown),
        tuple(deadline for deadline in shown if deadline.mine and is_open(deadline)),
        tuple(line for line in groups if _formed(incident, line)),
        tuple(line.name for line in groups if not _formed(incident, line)),
        tuple(team for team in team_views(open_record, ident) if team.left_at is None),
        # Stable: among those that run, and among the others, the order stays that of 措施.
        tuple(sorted(measures, key=lambda task: task.state != "begun")),
        log,
        entries,
    )


def _formed(incident: Incident, group: CommandLine) -> bool:
    """Return whether a group was set up or has members; the others only wait for it."""
    code = group.key.removeprefix("group:")
    return code in incident.roster.stood or bool(incident.roster.members(code))
