"""人员安全: teams inside the cordon answer, or their silence raises the alarm."""

import uuid
from datetime import datetime

from msgspec import Struct

from cqcmd.clock import stamp
from cqcmd.desk.office import Office
from cqcmd.errors import BadInput
from cqcmd.incident.command_events import TeamAnswered, TeamEntered, TeamLeft
from cqcmd.incident.cordon import Team
from cqcmd.incident.state import Incident
from cqcmd.rules.accountability import INTERVAL, LONGEST, SHORTEST, next_check
from cqcmd.text import clean
from cqcmd.views.command import TeamView
from cqcmd.words import _


class TeamForm(Struct, frozen=True, kw_only=True):
    """A team as it goes in. ``people`` are names; ``count`` may be more than are named."""

    name: str
    leader: str = ""
    people: tuple[str, ...] = ()
    count: int = 0
    task: str = ""
    place: str = ""
    interval: int = INTERVAL
    at: datetime


class SafetyDesk:
    """The verbs of 人员安全."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def enter(self, ident: str, form: TeamForm, *, reason: str = "") -> str:
        """A team went in; returns its id. Somebody inside twice is recorded, and marked."""
        office = self._office
        if not form.name.strip():
            raise BadInput(_("请填队伍名称。"), "name")
        if not SHORTEST <= form.interval <= LONGEST:
            words = _("应答间隔须在 {low} 到 {high} 分钟之间。")
            raise BadInput(words.format(low=SHORTEST, high=LONGEST), "interval")
        office.check_time(form.at, reason)
        people = tuple(name for name in (clean(each).strip() for each in form.people) if name)
        named = len({*people, form.leader.strip()} - {""})
        with office.act() as write:
            self._not_inside(office.incident(ident), form.name.strip())
            team = uuid.uuid4().hex[:12]
            event = TeamEntered(
                team=team,
                name=form.name.strip(),
                leader=form.leader.strip(),
                people=people,
                count=max(form.count, named, 1),
                task=form.task.strip(),
                place=form.place.strip(),
                interval=form.interval,
                late_reason=reason,
            )
            write.append(event, ident, form.at)
        return team

    def _not_inside(self, incident: Incident, name: str) -> None:
        for team in incident.cordon.inside:
            if team.entered.name == name:
                words = _("“{name}”已在警戒区内：{time} 进入。换个名称，或先登记离开。")
                time = stamp(team.entered_at, self._office.clock.now())
                raise BadInput(words.format(name=name, time=time), "name")

    def answer(self, ident: str, team: str, who: str = "", at: datetime | None = None) -> None:
        """A team answered; never more than the one that did."""
        with self._office.act() as write:
            inside = self._inside(ident, team)
            self._after_entering(inside, at)
            write.append(TeamAnswered(team=team, who=who or inside.entered.leader), ident, at)

    def leave(self, ident: str, team: str, at: datetime | None = None) -> None:
        """A team came out: its clock ends."""
        with self._office.act() as write:
            self._after_entering(self._inside(ident, team), at)
            write.append(TeamLeft(team=team), ident, at)

    def _inside(self, ident: str, team: str) -> Team:
        found = self._office.incident(ident).cordon.teams.get(team)
        if found is None:
            raise BadInput(_("没有这支队伍的进入记录，请先登记进入。"))
        if found.left_at is not None:
            words = _("“{name}”{time} 已离开警戒区，不在里面。")
            time = stamp(found.left_at, self._office.clock.now())
            raise BadInput(words.format(name=found.entered.name, time=time))
        return found

    def _after_entering(self, team: Team, at: datetime | None) -> None:
        if at is None:
            return
        self._office.check_time(at, " ")
        if at < team.entered_at:
            raise BadInput(_("时间早于这支队伍进入的时间，请核对。"), "at")

    def teams(self, ident: str) -> tuple[TeamView, ...]:
        """Those inside, the longest silent first; then those that came out, the latest first."""
        incident = self._office.incident(ident)
        twice = incident.cordon.people_inside_twice()
        shown = [_view(team, twice) for team in incident.cordon.teams.values()]
        inside = sorted((each for each in shown if not each.left_at), key=lambda each: each.due)
        out = [each for each in shown if each.left_at]
        return tuple(inside + sorted(out, key=lambda each: each.left_at or each.due, reverse=True))


def _view(team: Team, twice: set[str]) -> TeamView:
    entered = team.entered
    check = next_check(team.heard_at, entered.interval)
    doubled = sorted(twice & {*entered.people, entered.leader}) if team.inside else []
    mark = _("同时登记在两支队伍：{names}").format(names="、".join(doubled)) if doubled else ""
    return TeamView(
        team.id,
        entered.name,
        entered.leader,
        entered.count,
        "、".join(entered.people),
        entered.task,
        entered.place,
        entered.interval,
        team.entered_at,
        team.heard_at,
        team.answers[-1][1],
        team.left_at,
        check.due,
        check.turns if team.inside else (),
        mark,
    )
