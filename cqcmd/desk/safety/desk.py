"""人员安全: teams inside the cordon answer, or their silence raises the alarm."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cqcmd import chance
from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.desk.safety.views import people_inside, place_words, team_views
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.command.cordon import Team
from cqcmd.incident.events.command import TeamAnswered, TeamEntered, TeamLeft
from cqcmd.incident.state import Incident
from cqcmd.parsing.person_fields import check_names
from cqcmd.rules.cordon_checks import INTERVAL, LONGEST, SHORTEST
from cqcmd.text import clean
from cqcmd.views.command import TeamView


class SafetyDesk:
    """The verbs of 人员安全.

    Attributes:
        interval: minutes between two answers, unless set otherwise.
        shortest: the shortest interval there may be.
        longest: the longest.
    """

    interval, shortest, longest = INTERVAL, SHORTEST, LONGEST

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    def enter(self, ident: str, form: TeamForm, *, reason: str = "") -> str:
        """Record that a team went in; return its id. Somebody inside twice is marked."""
        open_record, name = self._open_record, clean(form.name, lines=False).strip()
        if not name:
            raise BadInput(_("请填队伍名称。"), "name")
        if not SHORTEST <= form.interval <= LONGEST:
            words = _("应答间隔须在 {low} 到 {high} 分钟之间。")
            raise BadInput(words.format(low=SHORTEST, high=LONGEST), "interval")
        open_record.check_time(form.at, reason)
        leader = clean(form.leader, lines=False).strip()
        check_names((leader,), "leader")
        check_names(form.people, "people")
        with open_record.act() as write:
            # Under the lock: two teams of one name could not be told apart over the radio.
            self._not_inside(open_record.incident(ident), name)
            event = TeamEntered(
                team=chance.uuid().hex[:12],
                name=name,
                leader=leader,
                people=tuple(name for name in form.heads.names if name != leader),
                # Never fewer than are named; where nobody counted it stays 0, said as 不明.
                count=form.total,
                task=form.task.strip(),
                place=form.place.strip(),
                interval=form.interval,
                late_reason=reason,
            )
            write.append(event, ident, form.at)
        return event.team

    def _not_inside(self, incident: Incident, name: str) -> None:
        for team in incident.cordon.inside:
            if team.entered.name == name:
                words = _("“{name}”已在警戒区内：{time} 进入。换个名称，或先登记离开。")
                raise BadInput(words.format(name=name, time=self._said(team.entered_at)), "name")

    def answer(
        self, ident: str, team: str, who: str = "", at: datetime | None = None, *, reason: str = ""
    ) -> None:
        """Record that a team answered, or ``who`` of it: never more than the one that did.

        An answer of a time before it left may be written down after that.
        """
        with self._open_record.act() as write:
            found = self._entered(ident, team)
            moment = self._in_order(found, at, reason)
            if found.left_at is not None and (moment is None or moment > found.left_at):
                words = _("“{name}”{time} 已离开警戒区，不在里面；又进去了请重新登记进入。")
                time = self._said(found.left_at)
                raise BadInput(words.format(name=found.entered.name, time=time), "at")
            event = TeamAnswered(team=team, who=who.strip(), late_reason=reason)
            write.append(event, ident, moment)

    def leave(
        self,
        ident: str,
        team: str,
        at: datetime | None = None,
        words: str = "",
        *,
        reason: str = "",
    ) -> None:
        """Record that a team came out: its clock ends. An answer timed after that is marked."""
        with self._open_record.act() as write:
            found = self._entered(ident, team)
            moment = self._in_order(found, at, reason)
            if found.left_at is not None:
                said = _("“{name}”{time} 已离开警戒区，不必再记。")
                time = self._said(found.left_at)
                raise BadInput(said.format(name=found.entered.name, time=time))
            write.append(
                TeamLeft(team=team, words=words.strip(), late_reason=reason), ident, moment
            )

    def _entered(self, ident: str, team: str) -> Team:
        found = self._open_record.incident(ident).cordon.teams.get(team)
        if found is None:
            raise BadInput(_("没有这支队伍的进入记录，请先登记进入。"))
        return found

    def _in_order(self, team: Team, at: datetime | None, reason: str) -> datetime | None:
        """Return the moment meant: a typed minute is not before an entry within that minute."""
        if at is None:
            return None
        if at + timedelta(minutes=1) <= team.entered_at:
            words = _("时间早于这支队伍进入的时间（{time}），请核对。")
            raise BadInput(words.format(time=self._said(team.entered_at)), "at")
        self._open_record.check_time(at, reason)
        return max(at, team.entered_at)

    def _said(self, moment: datetime) -> str:
        return stamp(moment, self._open_record.clock.now())

    # What is shown

    def elsewhere(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return who of them stands in a team inside already, in this incident or another."""
        places = people_inside(self._open_record.ledger)
        words = _("{name} 已登记在 {places}")
        return tuple(
            words.format(name=name, places="、".join(place_words(place) for place in places[name]))
            for name in names
            if name in places
        )

    def teams(self, ident: str) -> tuple[TeamView, ...]:
        """Return the teams inside, longest silent first; then those out again, latest first."""
        return team_views(self._open_record, ident)
