"""An incident at a glance, gathered from the wings that know its parts."""

from typing import TypeVar

from msgspec.structs import replace

from cqcmd.desk.command.view import NEW_GROUP, CommandRoom
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.log.lines import last_lines
from cqcmd.desk.measures.views import measure_views
from cqcmd.desk.safety.views import team_views
from cqcmd.desk.situation.views import SituationViews
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.views import LogLine, Situation
from cqcmd.views.command import CommandLine
from cqcmd.views.duties import is_open
from cqcmd.views.overview import Overview
from cqcmd.views.situation import FactView, Step

Worded = TypeVar("Worded", CommandLine, LogLine)

LAST_ENTRIES = 30
"""Entries of the log: more than any panel has lines."""


def overview(
    open_record: OpenRecord, views: SituationViews, room: CommandRoom, ident: str
) -> Overview:
    """Return the picture of an incident, read through the plan it is under."""
    shown, incident = views.situation(ident), open_record.incident(ident)
    command = room.view(ident)
    # A post nobody holds says only what the plan says; 指挥 has it.
    posts = (line for line in command.headquarters if line.state)
    groups = [line for line in command.groups if line.key != NEW_GROUP]
    log, entries = last_lines(open_record, incident, LAST_ENTRIES)
    measures = measure_views(open_record, incident)
    return Overview(
        ident,
        shown.strip,
        open_record.clock.now(),
        shown.received_at,
        _known(shown),
        tuple(deadline for deadline in shown.deadlines if deadline.mine and is_open(deadline)),
        _steps(shown),
        tuple(line for line in groups if _formed(incident, line)),
        tuple(line.name for line in groups if not _formed(incident, line)),
        tuple(_short(open_record.plan, line) for line in (*command.response, *posts)),
        tuple(team for team in team_views(open_record, ident) if team.left_at is None),
        # Stable: among those that run, and among the others, the order stays that of 措施.
        tuple(sorted(measures, key=lambda task: task.state != "begun")),
        tuple(_short(open_record.plan, line) for line in log),
        entries,
    )


def without_plan(
    open_record: OpenRecord, views: SituationViews, ident: str, fault: str
) -> Overview:
    """Return what is still said of an incident whose plan is lost."""
    now = open_record.clock.now()
    called_at = open_record.incident(ident).called_at
    return Overview(ident, views.strip(ident), now, called_at, fault=fault)


def _known(shown: Situation) -> tuple[FactView, ...]:
    facts = sorted(shown.facts, key=lambda fact: fact.kind != "people")
    return tuple(fact for fact in (*facts, *shown.words) if fact.text)


def _steps(shown: Situation) -> tuple[Step, ...]:
    """Return what comes next but for the reports, which have their own clocks."""
    owed = {deadline.label for deadline in shown.deadlines}
    return tuple(step for step in shown.steps if step.words not in owed)


def _short(plan: Plan, line: Worded) -> Worded:
    """Return a line that calls organisations as the duties beside it do: by one name a screen."""
    words = line.words
    for org in sorted(plan.orgs, key=lambda row: -len(row.name)):
        words = words.replace(org.name, org.short)
    return replace(line, words=words)


def _formed(incident: Incident, group: CommandLine) -> bool:
    """Return whether a group was set up or has members; the others only wait for it."""
    code = group.key.removeprefix("group:")
    return code in incident.roster.stood or bool(incident.roster.members(code))
