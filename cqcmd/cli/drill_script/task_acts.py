"""What a script may do: measures and warnings."""

from cqcmd.cli.drill_script.acts import Act
from cqcmd.cli.drill_script.post import Post
from cqcmd.desk.warnings.forms import WarningForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _


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
            # A level the plan does not know is left to the desk, which refuses it in its own words.
            issuer=self.issuer or (desk.issuer_of(self.level) if self.level in known else ""),
        )
        post.warnings[self.warning] = desk.issue(form, post.warnings.get(self.warning))


class WarningStep(Act, frozen=True, kw_only=True):
    """One of the eight actions taken."""

    warning: str
    action: str

    def perform(self, post: Post) -> None:
        """Record it."""
        plan = post.desk.plan
        known = {row.code for row in plan.warning_items if row.kind == "action"}
        if self.action not in known:
            words = _("没有 {action} 这一项预警行动（{clause}）。")
            clause = plan.role("warning.actions").clause
            raise BadInput(words.format(action=self.action, clause=clause))
        post.desk.warnings.act(_warning(post, self.warning), self.action)


class LiftWarning(Act, frozen=True, kw_only=True):
    """Whoever issued a warning ended it."""

    warning: str
    who: str
    reason: str

    def perform(self, post: Post) -> None:
        """Record it."""
        post.desk.warnings.lift(_warning(post, self.warning), self.who, self.reason)


def _warning(post: Post, name: str) -> str:
    found = post.warnings.get(name)
    if found is None:
        raise BadInput(_("还没有发布过预警“{name}”。").format(name=name))
    return found
