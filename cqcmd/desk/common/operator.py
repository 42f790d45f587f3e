"""Who sits at this terminal, and what whoever has that role may write down."""

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.desk.common.roles import ROLES as ROLES
from cqcmd.desk.common.roles import Role as Role
from cqcmd.desk.common.roles import least_role
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.incident.events import Event
from cqcmd.parsing.person_fields import check_name
from cqcmd.text import clean

LONGEST = 20
"""Characters of a name that is to stand in the top line."""


class Operator(Struct, frozen=True):
    """Whoever sits at a terminal.

    Attributes:
        name: empty where nobody has said.
        role: what he may write; ``None``: everything, as at a post of one's own.
        given: name and role came with the login, and nothing at this screen changes them.
        login_role: the role that came with it, where he was given another since.
    """

    name: str = ""
    role: Role | None = None
    given: bool = False
    login_role: Role | None = None

    def with_role(self, role: str) -> "Operator":
        """Return him with a role that he was given since; with none, that of his login.

        Who logged in without a role keeps writing everything: it is a post of his own.
        """
        login = self.login_role or self.role
        if not self.given or login is None:
            return self
        found = next((one for one in ROLES if one == role), login)
        return replace(self, role=found, login_role=None if found == login else login)

    @property
    def observes(self) -> bool:
        """Whether he only looks, for good."""
        return self.role == ROLES[0]

    def refuse(self, event: Event) -> None:
        """Refuse what his role does not write. Raises Refusal."""
        if self.role is None:
            return
        least = least_role(event)
        if ROLES.index(self.role) >= ROLES.index(least):
            return
        words = _(
            "这一项由“{least}”记，你登录的角色是“{role}”，没有记录；填的都在，请{least}来记。"
        )
        raise Refusal(words.format(least=least, role=self.role))


NOBODY = Operator()
"""Nobody has said who sits here."""


def given_operator(name: str | None, role: Role | None) -> Operator:
    """Return whoever a login says sits here. Raises BadInput: that is no name, or a role alone."""
    if name is not None:
        return Operator(checked_name(name), role, given=True)
    if role is not None:
        raise BadInput(_("--role 要和 --as 姓名 一起写：日志里要有是谁。"))
    return NOBODY


def checked_name(typed: str) -> str:
    """Return a name as it is written down. Raises BadInput: it is none."""
    name = clean(typed, lines=False).strip()
    if not name:
        raise BadInput(_("请填操作人姓名。"), "operator")
    if len(name) > LONGEST:
        words = _("姓名最多 {most} 个字，没有记；请写短一些。")
        raise BadInput(words.format(most=LONGEST), "operator")
    check_name(name, "operator")
    return name
