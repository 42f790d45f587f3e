"""What happens by itself where nobody presses a key: 回看 ends, the screen is covered."""

from contextlib import suppress
from datetime import datetime, timedelta

from textual import work

from cqcmd.app.operating import Operating
from cqcmd.app.telling import Telling
from cqcmd.desk.station.alarm import Alarm
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import late

LOOKED_ENOUGH = timedelta(minutes=2)
"""Without a key for so long the post is back in the present."""


class LookingBack(Telling):
    """Mixed into the app, which asks once a second."""

    _alarm: Alarm

    def return_from_past(self, now: datetime) -> None:
        """Leave what is looked back on, and any question over it, once nobody has pressed a key."""
        if self._alarm.idle(now) < LOOKED_ENOUGH or self._shown is None or not self._shown.past:
            return
        if self.covered:  # it lies on top; once somebody is there this is asked again
            return
        while any(isinstance(one, PostScreen) and one.past for one in self.screen_stack):
            self.pop_screen()
        self.tell(_("两分钟没有按键，已从回看回到现在。"))


class Covering(Operating):
    """Mixed into the app: 遮屏. It keeps eyes off, and nobody out: there is no password."""

    _alarm: Alarm

    def keep_drafts(self) -> None:
        """Put what is being typed on disk now."""

    def cover_second(self, now: datetime) -> None:
        """Cover the screen once nobody has pressed a key for as long as is set."""
        minutes, shown = self.desk.operators.cover_minutes, self._shown
        idle = self._alarm.idle(now) >= timedelta(minutes=minutes)
        # Whoever is on the telephone presses no key.
        busy = shown is None or shown.silent or bool(self.desk.mark)
        if minutes and idle and not busy:
            self.action_cover()

    def action_cover(self) -> None:
        """Cover the screen now; what is typed stays, and is on the disk."""
        if self.covered:
            return
        with suppress(Refusal):  # told where it is typed
            self.keep_drafts()
        now = self.desk.clock.now()
        since = now - self._alarm.idle(now)
        cover = late("cqcmd.screens.station.cover").CoverScreen
        self.push_screen(cover(self.desk, since))

    @work(exclusive=True, group="uncover")
    async def action_uncover(self) -> None:
        """Show the screen again, once whoever is there has said who he is; a key has said it."""
        operators = self.desk.operators
        if operators.here.given or self.desk.mark or await self.choose_operator():
            self.pop_screen()

    @work
    async def action_cover_minutes(self) -> None:
        """Ask after how many minutes without a key the screen is covered."""
        operators = self.desk.operators
        question = AskWords(
            _("几分钟没有人按键就遮住屏幕？0 是不遮。这份数据的各终端下次打开时都用它。"),
            _("分钟"),
            str(operators.cover_minutes),
            operators.set_cover_minutes,
        )
        if await self.push_screen_wait(question) is not None:
            minutes = operators.cover_minutes
            said = _("已改：{n} 分钟没有人按键就遮屏。").format(n=minutes)
            self.tell(said if minutes else _("已改：不自动遮屏；/ 打“遮屏”可以随时遮。"))
