"""回看 ends by itself: nobody may take what is past for what is now."""

from datetime import datetime, timedelta

from cqcmd.app.telling import Telling
from cqcmd.desk.station.alarm import Alarm
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen

LOOKED_ENOUGH = timedelta(minutes=2)
"""Without a key for so long the post is back in the present."""


class LookingBack(Telling):
    """Mixed into the app, which asks once a second."""

    _alarm: Alarm

    def return_from_past(self, now: datetime) -> None:
        """Leave what is looked back on, and any question over it, once nobody has pressed a key."""
        if self._alarm.idle(now) < LOOKED_ENOUGH or self._shown is None or not self._shown.past:
            return
        while any(isinstance(one, PostScreen) and one.past for one in self.screen_stack):
            self.pop_screen()
        self.tell(_("两分钟没有按键，已从回看回到现在。"))
