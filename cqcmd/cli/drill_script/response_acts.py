"""What a script may do: the response and the headquarters."""

from datetime import timedelta

from cqcmd.cli.drill_script.acts import Act
from cqcmd.cli.drill_script.post import Post
from cqcmd.desk.command.forms import ActForm, CommandForm, StepForm
from cqcmd.incident.events.command import How, Level, StepCode
from cqcmd.rules.rows import ResponseLevel

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

    level: ResponseLevel | None = None
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
