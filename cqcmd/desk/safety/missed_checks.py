"""What a team's silence is called, when it rings, and the alarm that nobody may overlook."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.safety.forms import headcount
from cqcmd.desk.safety.heads import team_heads
from cqcmd.i18n import _
from cqcmd.incident.command.cordon import Team
from cqcmd.incident.state import Incident
from cqcmd.rules.cordon_checks import CheckState
from cqcmd.text import fit
from cqcmd.views import Alert

SAYINGS: dict[CheckState, str] = {
    "calm": _("{name} 在警戒区内"),
    "soon": _("{name} 即将应答"),
    "due": _("呼叫 {name}，该应答了"),
    "missed": _("{name} 一次未应答，再呼叫"),
    "alarm": _("{name} 两次未应答：立即派人查找"),
}
NAME_ROOM = 24
"""Cells of a team's name in a sentence: what is to be done stands behind it."""


def called(team: Team) -> str:
    """Return ``抢险一队（3人）``."""
    name = fit(team.entered.name, NAME_ROOM)
    return _("{name}（{count}）").format(name=name, count=headcount(team_heads(team.entered).count))


def inside_words(team: Team, now: datetime) -> str:
    """Name for whoever takes over a team inside, and when it was last heard of."""
    return _("警戒区内：{name}，{time} 最后应答").format(
        name=called(team), time=stamp(team.heard_by(now)[0], now)
    )


def saying(team: Team, now: datetime) -> str:
    """Say what is to be done about a team's silence by now."""
    return SAYINGS[team.check(now).state_at(now)].format(name=called(team))


def team_alerts(incident: Incident, now: datetime) -> Iterator[Alert]:
    """Yield an alert for each team inside, whatever was decided about the incident.

    Closing it, dismissing it or striking its call changes nothing about where people are.
    """
    for team in incident.cordon.inside:
        check = team.check(now)
        label = saying(team, now)
        yield Alert(
            incident.id, incident.number, label, check.stage_times, check.alarm, people=True
        )


def in_alarm(incident: Incident, now: datetime) -> list[Team]:
    """Return the teams inside that missed two answers, the longest silent first."""
    found = [team for team in incident.cordon.inside if team.check(now).state_at(now) == "alarm"]
    return sorted(found, key=lambda team: team.check(now).due)


def alarm_words(incident: Incident, now: datetime) -> str:
    """Return ``两次未应答 抢险一队`` for the board; empty while everybody answers."""
    teams = in_alarm(incident, now)
    if len(teams) > 1:
        return _("两次未应答 {n}队").format(n=len(teams))
    return _("两次未应答 {name}").format(name=teams[0].entered.name) if teams else ""
