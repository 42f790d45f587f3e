"""In a drill the real record still rings: looked at in a thread, told over whatever is in front."""

from typing import TYPE_CHECKING

from textual import events, work

from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.real_alarms import RealWatch
from cqcmd.desk.station.alarm import Alarm
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.drill.masthead import real_notice

if TYPE_CHECKING:
    from cqcmd.app.command_post import CommandPost

    Base = CommandPost
else:
    Base = object


class RealBells(Base):
    """Mixed into the app of a drill."""

    desk: Desk
    _real_alarm: Alarm | None = None
    _looking = False
    _real_fault: str | None = None
    _fault_told = False

    def real_second(self) -> None:
        """Look again, and ring for what turned: also where a drill's telephone keeps silent."""
        real = self.desk.real
        if real is None:
            return
        # One look at a time: where the disk is slow, threads would pile up, one each second.
        if not self._looking:
            self._looking = True
            self._look_at_real(real)
        self._ring_for_real(real)
        if self._real_fault and not self._fault_told:
            self._fault_told = True
            self.tell(self._real_fault, wrong=True)

    @work(thread=True)
    def _look_at_real(self, real: RealWatch) -> None:
        try:
            real.poll()
        except Refusal as refusal:
            words = _("看不到真实的时限，或者不是最新的；演练照常，要看请按 Ctrl+K。{why}")
            self._real_fault = words.format(why=refusal)
        finally:
            self._looking = False

    def _ring_for_real(self, real: RealWatch) -> None:
        now, bells = real.clock.now(), real.bells
        # An alarm of its own by the real clock: that of the drill is held, or runs faster.
        if self._real_alarm is None:
            self._real_alarm = Alarm(now)
        turned = self._real_alarm.tick(now, bells)
        if self._real_alarm.repeats(now, bells) or turned:
            self.bell()
        if turned:
            self.tell(real_notice(turned, now), wrong=True)

    async def on_event(self, event: events.Event) -> None:
        """Any key shows that somebody is there."""
        if isinstance(event, events.Key) and self._real_alarm and self.desk.real:
            self._real_alarm.key_pressed(self.desk.real.clock.now())
        await super().on_event(event)
