"""The clock of a drill under the hands of whoever runs it."""

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.session import DrillSession
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.messages import ClockTurned
from cqcmd.screens.drill.masthead import standing


class DrillClockScreen(PostScreen):
    """A screen from which a drill is held, hurried, moved on and ended."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "hold", _("暂停、继续"), show=False, id="drill-hold"),
        Binding("f7", "speed(-1)", _("慢些"), show=False, id="drill-slower"),
        Binding("f8", "speed(1)", _("快些"), show=False, id="drill-faster"),
        Binding("f5", "jump", _("跳到下一来电"), show=False, id="drill-jump"),
        Binding("f6", "debrief", _("复盘"), show=False, id="debrief"),
        Binding("f10", "finish", _("结束演练"), show=False, id="drill-finish"),
    ]

    def __init__(self, desk: Desk, drill: DrillSession) -> None:
        super().__init__(desk)
        self._drill = drill

    def reload(self) -> None:
        """Read everything anew."""
        self.desk.standing = standing(self._drill.state.progress, self.desk.real)
        super().reload()
        self.tick(self.desk.clock.now())

    def action_hold(self) -> None:
        """Stand still, or go on."""
        self._do(self._drill.hold if self._drill.clock.speed else self._drill.run)

    def action_speed(self, step: int) -> None:
        """Slower or faster."""
        self._do(lambda: self._drill.faster(step))

    def action_jump(self) -> None:
        """On to the next message."""
        self._do(self._drill.jump)

    @work
    async def action_finish(self) -> None:
        """End it here, asked once: what is still to come is gone."""
        from cqcmd.screens.common.ask import Confirm  # late: text inputs cost the start 4 ms

        words = _("演练到此结束，不能再接着做。到期没做的按没做计分，没有到期的不计。确定结束？")
        if await self.app.push_screen_wait(Confirm(words, _("结束"), _("接着演练"))):
            self._do(self._drill.finish)

    def action_debrief(self) -> None:
        """Look back on it, once it is over."""
        from cqcmd.screens.debrief.screen import DebriefScreen  # late: 40 ms, and mostly too soon

        try:
            self.desk.drills.debrief(self._drill).shown()
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.app.push_screen(DebriefScreen(self.desk, self._drill))

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Refusal as refusal:
            self.refused(refusal)
        self.reload()
        self.post_message(ClockTurned())
