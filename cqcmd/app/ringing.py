"""What calls for attention: bells, bands across the top line, a clock that jumped."""

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.desk.station.alarm import Alarm
from cqcmd.desk.station.bands import Bands
from cqcmd.i18n import _
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.common.base import PostScreen


class Ringing(Telling):
    """Mixed into the app, which asks once a second."""

    _alarm: Alarm
    _bands: Bands

    def _look_at_clock(self) -> None:
        check = getattr(self.desk.clock, "check", None)
        moved = check() if check and self.desk.ready else None
        if moved is None:
            return
        self.desk.station.clock_moved(moved)
        if moved.kind == "jump":
            self._judge_clock(moved.seconds)
        else:
            words = _("本机休眠了 {seconds} 秒，时限未变。").format(seconds=round(moved.seconds))
            self.tell(words)

    @work
    async def _judge_clock(self, seconds: float) -> None:
        words = _(
            "系统时钟跳变 {seconds:+} 秒。倒计时仍按原来的时间走，时限没有变。现在的系统时间对吗？"
        ).format(seconds=round(seconds))
        accepted = await self.push_screen_wait(
            Confirm(words, _("系统时间对，改用它"), _("不对，保持原计时"))
        )
        getattr(self.desk.clock, "accept" if accepted else "keep")()
        self.desk.station.clock_judged(bool(accepted))
        if accepted and any(bell.people for bell in self.desk.alerts()):
            self.tell(_("时钟改了：请马上呼叫警戒区内各队，逐队登记应答。"))

    def _ring(self, shown: PostScreen) -> None:
        now = self.desk.clock.now()
        bells = list(self.desk.alerts())
        ringing = self._alarm.tick(now, bells)
        again = self._alarm.repeats(now, bells)
        if (ringing or again) and not shown.silent:
            self.bell()
        if ringing and not shown.silent:
            self.tell("\n".join(bell.words_at(now) for bell in ringing))
        self._bands.follow(self.desk.graded())
        trouble, damage = self.desk.disk.trouble, self.desk.proof.words
        shown.band(self._bands.standing(now, bells, trouble, damage), now)

    def action_acknowledge(self) -> None:
        """Take down the band across the top line: whoever is here knows of it."""
        if self._bands.acknowledge():
            if self._shown is not None:
                self._ring(self._shown)
        elif any(bell.people and bell.over(self.desk.clock.now()) for bell in self.desk.alerts()):
            self.warn(_("队伍没有应答，这条告警不能取消：按 p 登记应答或离开。"))
        else:
            self.warn(_("顶行没有要确认的告警。"))
