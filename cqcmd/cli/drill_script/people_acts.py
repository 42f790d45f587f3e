"""What a script may do: groups, people, teams inside the cordon."""

from cqcmd.cli.drill_script.acts import Act
from cqcmd.cli.drill_script.post import Post
from cqcmd.desk.command.forms import PersonForm
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.incident.events.command import PersonState
from cqcmd.rules.cordon_checks import INTERVAL


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
