"""What a script may do: the desk's own verbs of response, command, measures and warnings."""

from datetime import timedelta

from cqcmd.desk.command import ActForm, CommandForm
from cqcmd.desk.response import StepForm
from cqcmd.desk.roster import PersonForm
from cqcmd.desk.safety import TeamForm
from cqcmd.desk.warnings import WarningForm
from cqcmd.errors import BadInput
from cqcmd.incident.command_events import How, Level, PersonState, StepCode
from cqcmd.programs.drill_acts import Act
from cqcmd.programs.drill_post import Post
from cqcmd.rules.accountability import INTERVAL
from cqcmd.rules.rows import Grade
from cqcmd.words import _

STEPS: dict[str, StepCode] = {
    "verify": "verified",
    "consult": "consulted",
    "propose": "proposed",
    "approve": "approved",
    "start": "started",
    "raise": "raised",
    "lower": "lowered",
    "end": "ended",
}
"""The verbs of the response, and the step each writes down."""


class Decide(Act, frozen=True, kw_only=True):
    """A step of the response as somebody took it."""

    level: Grade | None = None
    who: str
    post: str = ""
    how: How = ""
    words: str = ""
    taken: timedelta | None = None
    reason: str = ""

    def perform(self, post: Post) -> None:
        """Record it."""
        form = StepForm(
            step=STEPS[self.do],
            level=self.level,
            who=self.who,
            post=self.post,
            how=self.how,
            at=post.moment(self.taken),
            words=self.words,
        )
        post.desk.response.record(post.incident(self.case), form, reason=self.reason)


class Command(Act, frozen=True, kw_only=True):
    """Somebody takes command; ``hand_over`` does so with the sheet read."""

    headquarters: Level
    who: str
    post: str = ""
    how: How = ""
    relieved: str = ""

    def perform(self, post: Post) -> None:
        """Record it."""
        form = CommandForm(
            headquarters=self.headquarters,
            who=self.who,
            post=self.post,
            how=self.how,
            relieved=self.relieved,
            at=post.now(),
        )
        desk = post.desk.command
        take = desk.hand_over if self.do == "hand_over" else desk.take
        take(post.incident(self.case), form)


class Decree(Act, frozen=True, kw_only=True):
    """An act of the headquarters; ``lift_decree`` ends it."""

    act: str
    who: str
    post: str = ""
    how: How = ""
    words: str = ""

    def perform(self, post: Post) -> None:
        """Record it."""
        form = ActForm(
            act=self.act,
            who=self.who,
            post=self.post,
            how=self.how,
            words=self.words,
            lifted=self.do == "lift_decree",
            at=post.now(),
        )
        post.desk.command.act(post.incident(self.case), form)


class StandGroup(Act, frozen=True, kw_only=True):
    """A working group stood up, or stood down (``stand_down``)."""

    group: str

    def perform(self, post: Post) -> None:
        """Record it."""
        stood = self.do == "stand_up"
        post.desk.roster.stand(post.incident(self.case), self.group, stood=stood)


class Assign(Act, frozen=True, kw_only=True):
    """Somebody has a place in a headquarters or a group."""

    place: str
    name: str
    post: str = ""
    unit: str = ""
    leads: bool = False

    def perform(self, post: Post) -> None:
        """Record it."""
        form = PersonForm(name=self.name, post=self.post, unit=self.unit)
        roster = post.desk.roster
        person = roster.assign(post.incident(self.case), self.place, form, leads=self.leads)
        post.keep(post.people, self.case, self.name, person)


class Person(Act, frozen=True, kw_only=True):
    """What somebody in the roster said or did."""

    name: str
    state: PersonState

    def perform(self, post: Post) -> None:
        """Record it."""
        ident = post.incident(self.case)
        person = post.named(post.people, self.case, self.name)
        post.desk.roster.set_state(ident, person, self.state)


class Task(Act, frozen=True, kw_only=True):
    """A measure, a step or an item of the aftermath begun, or finished (``finish``)."""

    task: str

    def perform(self, post: Post) -> None:
        """Record it."""
        tasks = post.desk.tasks
        move = tasks.begin if self.do == "begin" else tasks.finish
        move(post.incident(self.case), self.task)


class NotNeeded(Act, frozen=True, kw_only=True):
    """A measure does not apply, for a reason."""

    task: str
    why: str

    def perform(self, post: Post) -> None:
        """Record it."""
        post.desk.tasks.not_needed(post.incident(self.case), self.task, self.why)


class Enter(Act, frozen=True, kw_only=True):
    """A team went inside the cordon."""

    team: str
    leader: str = ""
    people: tuple[str, ...] = ()
    count: int = 0
    task: str = ""
    place: str = ""
    interval: int = INTERVAL

    def perform(self, post: Post) -> None:
        """Record it."""
        form = TeamForm(
            name=self.team,
            leader=self.leader,
            people=self.people,
            count=self.count,
            task=self.task,
            place=self.place,
            interval=self.interval,
            at=post.now(),
        )
        ident = post.desk.safety.enter(post.incident(self.case), form)
        post.keep(post.teams, self.case, self.team, ident)


class Answer(Act, frozen=True, kw_only=True):
    """A team inside answered, or came out (``leave``)."""

    team: str
    who: str = ""

    def perform(self, post: Post) -> None:
        """Record it."""
        ident = post.incident(self.case)
        team = post.named(post.teams, self.case, self.team)
        if self.do == "leave":
            post.desk.safety.leave(ident, team)
        else:
            post.desk.safety.answer(ident, team, self.who)


class Warn(Act, frozen=True, kw_only=True):
    """A warning issued, or issued anew under the same name at another level."""

    warning: str
    inject: str = ""
    level: int
    category: str
    area: str = ""
    notice: str = ""
    measures: str = ""
    issuer: str = ""

    def perform(self, post: Post) -> None:
        """Record it."""
        post.inject(self.inject)
        desk = post.desk.warnings
        known = {row.level for row in post.desk.plan.warnings}
        form = WarningForm(
            level=self.level,
            category=self.category,
            area=self.area,
            notice=self.notice,
            measures=self.measures,
            issuer=self.issuer or (desk.issuer_of(self.level) if self.level in known else ""),
        )
        post.warnings[self.warning] = desk.issue(form, post.warnings.get(self.warning))


class WarningStep(Act, frozen=True, kw_only=True):
    """One of the eight actions taken."""

    warning: str
    action: str

    def perform(self, post: Post) -> None:
        """Record it."""
        known = {row.code for row in post.desk.plan.warning_items if row.kind == "action"}
        if self.action not in known:
            raise BadInput(_("没有 {action} 这一项预警行动（3.2.3）。").format(action=self.action))
        post.desk.warnings.act(_warning(post, self.warning), self.action)


class LiftWarning(Act, frozen=True, kw_only=True):
    """Whoever issued a warning ended it."""

    warning: str
    who: str
    reason: str

    def perform(self, post: Post) -> None:
        """Record it."""
        post.desk.warnings.lift(_warning(post, self.warning), self.who, self.reason)


class TakeOver(Act, frozen=True, kw_only=True):
    """Another officer takes the watch."""

    officer: str

    def perform(self, post: Post) -> None:
        """Record it."""
        post.desk.station.take_over(self.officer)


def _warning(post: Post, name: str) -> str:
    found = post.warnings.get(name)
    if found is None:
        raise BadInput(_("还没有发布过预警“{name}”。").format(name=name))
    return found
