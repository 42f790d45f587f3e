"""Teams as their screen shows them, with a mark on what cannot be quite right."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.safety.heads import team_heads
from cqcmd.i18n import _
from cqcmd.incident.command.cordon import Team
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.state import Incident
from cqcmd.parsing.heads import read_heads
from cqcmd.views.command import TeamView

Inside = tuple[Incident, Team]

SAME_MINUTE = timedelta(minutes=1)
"""Times are typed to the minute, so a lesser disorder is none."""


def team_views(open_record: OpenRecord, ident: str) -> tuple[TeamView, ...]:
    """Return the teams inside, longest overdue first; then those out again, latest first."""
    now, whereabouts = open_record.clock.now(), people_inside(open_record.ledger)
    teams = open_record.incident(ident).cordon.teams.values()
    shown = [
        _view(
            team,
            now,
            "；".join(_marks(team, whereabouts, now)),
            doubtful=open_record.doubtful,
        )
        for team in teams
    ]
    inside = sorted((team for team in shown if not team.left_at), key=lambda team: team.due)
    out = [team for team in shown if team.left_at]
    return tuple(inside + sorted(out, key=lambda team: team.left_at or team.due, reverse=True))


def people_inside(ledger: Ledger) -> dict[str, list[Inside]]:
    """Return each name with every team inside it was entered with, in all incidents."""
    found: dict[str, list[Inside]] = {}
    for incident in ledger.incidents.values():
        for team in incident.cordon.inside:
            for name in team_heads(team.entered).names:
                found.setdefault(name, []).append((incident, team))
    return found


def place_words(place: Inside) -> str:
    """Return ``26-0002 抢险一队``."""
    incident, team = place
    return f"{incident.number} {team.entered.name}"


def _marks(team: Team, whereabouts: dict[str, list[Inside]], now: datetime) -> Iterator[str]:
    if team.left_at is None:
        yield from _doubled(team, whereabouts)
        if team.heard_by(now)[0] > now:
            yield _("登记时间晚于现在，时钟改过？请立即呼叫")
    elif team.heard_at - team.left_at >= SAME_MINUTE:
        words = _("时间不符：{left} 离开，{heard} 还有应答，请核实人在哪里")
        yield words.format(left=stamp(team.left_at, now), heard=stamp(team.heard_at, now))


def _doubled(team: Team, whereabouts: dict[str, list[Inside]]) -> Iterator[str]:
    """Yield a sentence for whoever is entered in two places at once."""
    for name in sorted(team_heads(team.entered).names):
        others = [
            place_words(whereabout) for whereabout in whereabouts[name] if whereabout[1] is not team
        ]
        if others:
            yield _("两处登记：{name} 也在 {places}").format(name=name, places="、".join(others))


def _view(team: Team, now: datetime, mark: str, *, doubtful: bool) -> TeamView:
    entered, check = team.entered, team.check(now)
    leaders = read_heads((entered.leader,)).names
    heard_at, heard_from = team.heard_by(now)
    return TeamView(
        team.id,
        entered.name,
        entered.leader,
        team_heads(entered).count,
        "、".join(name for name in entered.people if name not in leaders),
        entered.task,
        entered.place,
        entered.interval,
        team.entered_at,
        heard_at,
        heard_from,
        team.left_at,
        check.due,
        check.stage_times if team.inside else (),
        mark,
        doubtful,
    )
