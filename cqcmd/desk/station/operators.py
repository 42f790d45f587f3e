"""Who sits at this terminal (操作人): given by the login, or said here and remembered."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from msgspec.structs import replace

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.operator import Operator, checked_name
from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.common.roles import ROLES
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.incident.events import RoleGiven
from cqcmd.text import clean


class Operators:
    """The verbs of 操作人."""

    def __init__(self, open_record: OpenRecord, settings: Preferences, mark: str) -> None:
        """``mark``: of a post that is not real, where nobody is asked and nothing remembered."""
        self._open_record = open_record
        self._settings = settings
        self._mark = mark

    @property
    def here(self) -> Operator:
        """Whoever sits here."""
        return self._open_record.operator

    @property
    def unknown(self) -> bool:
        """Whether somebody has to be asked who sits here."""
        record = self._open_record
        told = self.here.name or self.here.given or record.observing or self._mark
        return not told and bool(record.ledger.officer)

    @property
    def last(self) -> str:
        """Who sat at this installation last."""
        return str(self._settings.get("operator"))

    def recall(self) -> None:
        """Take whoever was at this installation last, as long as the same watch goes on."""
        asked = not self.here.given and not self._mark
        if asked and self._watch and self._settings.get("operator_watch") == self._watch:
            self._sit_down(self.last)

    def change(self, name: str) -> str:
        """Let somebody else sit here; returns what to tell. Raises BadInput, Unwritable."""
        if self.here.given:
            words = _("操作人由登录时的密钥定，是{name}，没有换；换人请用自己的密钥登录。")
            raise BadInput(words.format(name=self.here.name))
        self._sit_down(checked_name(name))
        self._remember()
        words = _("操作人是{name}：从现在起，这台终端记的都写{name}的名字。")
        return words.format(name=self.here.name)

    def give_role(self, name: str, role: str, reason: str = "") -> str:
        """Give whoever logs in under a name another role from now on; returns what to tell.

        An empty ``role``: that of his login again. Raises BadInput, Refusal.
        """
        person = checked_name(name)
        if role and role not in ROLES:
            words = _("没有“{role}”这个角色，没有改；有 {roles}。")
            raise BadInput(words.format(role=clean(role, limit=20), roles="、".join(ROLES)))
        if person == self.here.name and self.here.role is not None:
            raise BadInput(_("自己的角色不能自己改，没有改；请另一位管理来改。"))
        with self._open_record.act() as write:
            write.append(RoleGiven(person=person, role=role, reason=reason.strip()), None)
        if not role:
            return _("{name}的角色恢复为登录时的，已记入本站日志。").format(name=person)
        return _("{name}的角色改为{role}，已记入本站日志。").format(name=person, role=role)

    def roles(self) -> tuple[str, ...]:
        """Return who was given which role, a line each."""
        return tuple(f"{name} {role}" for name, role in self._open_record.ledger.roles.items())

    @contextmanager
    def arriving(self, name: str) -> Iterator[None]:
        """Let whoever takes the watch here sit here, if that is written down within.

        Not where the login says who does, nor where the watch stays whose it was.
        """
        before = self.here
        stays = before.name and name == self._open_record.ledger.officer
        if before.given or self._mark or stays:
            yield
            return
        self._sit_down(name)
        try:
            yield
        except BaseException:
            self._open_record.operator = before
            raise
        with suppress(Refusal):  # the watch is taken; whoever starts again is asked
            self._remember()

    def _sit_down(self, name: str) -> None:
        self._open_record.operator = replace(self.here, name=name)

    def _remember(self) -> None:
        self._settings.set("operator", self.here.name)
        # Last: where the disk refuses it, the next start asks.
        self._settings.set("operator_watch", self._watch)

    @property
    def _watch(self) -> str:
        watch = self._open_record.ledger.watch
        return f"{watch[0].isoformat()} {watch[1].officer}" if watch else ""
