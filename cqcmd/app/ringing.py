"""What calls for attention: bells, bands across the top line."""

from cqcmd.app.clock_watch import ClockWatch
from cqcmd.desk.station.alarm import Alarm
from cqcmd.desk.station.bands import Bands
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen


class Ringing(ClockWatch):
    """Mixed into the app, which asks once a second."""

    _alarm: Alarm
    _bands: Bands

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
        standing = self._bands.standing(
            now,
            bells,
            disk=self.desk.disk.trouble,
            damage=self.desk.proof.words,
            centre=self.desk.centre.trouble,
        )
        shown.band(standing, now)

    def _tell_of_centre(self) -> None:
        for sentence in self.desk.centre.news():
            self._reload()  # the top line says whether it is there, and nothing need have come
            self.tell(sentence)

    def action_acknowledge(self) -> None:
        """Take down the band across the top line: whoever is here knows of it."""
        if self._bands.acknowledge():
            if self._shown is not None:
                self._ring(self._shown)
        elif self.desk.time.doubt:
            self.action_check_time()
        elif any(bell.people and bell.over(self.desk.clock.now()) for bell in self.desk.alerts()):
            self.warn(_("队伍没有应答，这条告警不能取消：按 p 登记应答或离开。"))
        elif self.desk.disk.trouble is not None:
            self.warn(_("这条告警不能取消：照它写的做，好了自己会去掉。"))
        else:
            self.warn(_("顶行没有要确认的告警。"))
