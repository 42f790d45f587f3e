"""The post of the instructor (导调): the trainee's rooms to look at, the drill to run."""

from cqcmd.app.drill_app import DrillPost
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.drill.clock import DrillClockScreen
from cqcmd.screens.drill.instructor import InstructorScreen
from cqcmd.views.drill import CallView


class InstructorPost(DrillPost):
    """It writes nothing into the journal of the drill. Calls ring at the trainee's alone."""

    _trainees = 0
    _ran_on = False

    def _enter(self) -> None:
        """Nothing begins here unless the instructor lets it."""
        self._resume()
        self.action_drill()
        if not self._drill.clock.begun:
            self.tell(_("演练还没有开始；受训的人打开它，或按 F9，时间就走。"))

    def poll(self) -> None:
        super().poll()
        trainees, running = self._drill.trainees(), bool(self._drill.state.progress.speed)
        # Only in the second in which the last one goes, and also where the clock stopped in that
        # very second.
        if self._trainees and not trainees and (running or self._ran_on) and not self._over:
            self._stand()
        self._trainees, self._ran_on = trainees, running

    def _stand(self) -> None:
        """Hold the drill when the last trainee's terminal went away, and say how to go on."""
        try:
            self._drill.hold()
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)
        self.bell()
        self.tell(_("受训终端断开，演练已停住。受训的人用 cqcmd drill resume 接着做。"))

    def _stopped(self) -> None:
        """Tell the instructor nothing here: his screen shows it, and says why above."""

    def announce(self, news: tuple[CallView, ...]) -> None:
        """Announce nothing: the instructor's list shows them."""

    def _drill_screen(self) -> DrillClockScreen:
        return InstructorScreen(self.desk, self._drill)

    def action_answer(self) -> None:
        """Take no call: the trainee does, and the instructor reads them in his list."""
        self.action_drill()

    def action_observe(self) -> None:
        """Never to be turned off."""
        self.tell(_("导调的终端只看受训的屏幕，不写日志。"))
