"""Who sits at this terminal (操作人): asked once a watch, changed by a command, shown on top."""

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.desk.common.operator import ROLES
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.form_registry import late


class Operating(Telling):
    """Mixed into the app."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what the login has settled: who sits here, and whether he only looks."""
        here = self.desk.operators.here
        if action == "observe":
            return here.role is None
        return action != "operator" or not here.given

    async def ask_operator(self) -> None:
        """Ask who sits here where nobody knows; not whoever is at something, such as a call."""
        if self.desk.operators.unknown and isinstance(self.screen, BoardScreen):
            await self._choose_operator()

    @work
    async def action_operator(self) -> None:
        """Say who sits here from now on."""
        if self.desk.ready:
            await self._choose_operator()
        else:
            self.warn(_("日志还在读，请稍等再按。"))

    @work
    async def action_roles(self) -> None:
        """Give somebody another role from now on."""
        if not self.desk.ready:
            self.warn(_("日志还在读，请稍等再按。"))
            return
        title = _("改角色：{roles}；“登录”是恢复登录时的").format(roles="、".join(ROLES))
        question = AskWords(title, _("姓名 角色，例 王强 指挥"), act=self._give_role)
        await self.push_screen_wait(question)

    def _give_role(self, typed: str) -> None:
        name, _blank, role = typed.strip().rpartition(" ")
        if not name:
            raise BadInput(_("请写姓名和角色，中间空一格，例 王强 指挥。"))
        self.tell(self.desk.operators.give_role(name, "" if role == _("登录") else role))

    async def _choose_operator(self) -> None:
        operator = late("cqcmd.screens.station.operator")
        name = await self.push_screen_wait(operator.OperatorMenu(self.desk))
        if name == operator.ANOTHER:
            question = AskWords(_("换操作人"), _("操作人姓名"), act=self._sit_down)
            await self.push_screen_wait(question)
        elif name is not None:
            try:
                self._sit_down(name)
            except Refusal as refusal:
                self.tell(str(refusal), wrong=True)

    def _sit_down(self, name: str) -> None:
        self.tell(self.desk.operators.change(name))
        self._reload()
