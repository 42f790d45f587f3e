"""操作人: who sits at this terminal, the officer on duty being one key away."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.menu import Menu

ANOTHER = ""
"""The answer of whoever is in no line: his name is to be typed."""


class OperatorMenu(Menu):
    """The name of whoever sits here, `ANOTHER`, or ``None``: that is said later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,ctrl+n", "take_call", _("接报"), show=False, id="take-call"),
        Binding("f8", "take_call", _("接报"), show=False, id="take-call-f8"),
    ]

    hint = _("数字或回车 选   n 接报   Esc 以后再说")

    def __init__(self, desk: Desk) -> None:
        title = _("谁在操作这台终端？记的每一条都写上这个名字。")
        super().__init__(title, [*_answers(desk), (ANOTHER, _("别人：填姓名"))])

    async def action_take_call(self) -> None:
        """Make way for a call that comes in while this is asked: the name can wait."""
        self.dismiss(None)
        self.app.call_later(self.app.run_action, "app.take_call")


def _answers(desk: Desk) -> Iterator[tuple[str, str]]:
    """Yield whoever is on duty, and whoever else sat here last."""
    officer, last = desk.officer, desk.operators.last
    if officer:
        yield officer, _("{name}（值班员）").format(name=officer)
    if last and last != officer:
        yield last, _("{name}（上次在这台终端）").format(name=last)
