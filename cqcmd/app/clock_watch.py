"""The machine's clocks, looked at every second; a time that is not sure is asked about."""

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.i18n import _
from cqcmd.screens.common.form_registry import late


class ClockWatch(Telling):
    """Mixed into the app, which calls `look_at_clock` once a second."""

    _doubt = ""
    _asked = False

    def look_at_clock(self) -> None:
        """Note what happened to the clocks, show what is doubtful, ask while nobody types."""
        if not self.desk.ready:
            return
        moved = self.desk.time.second()
        if moved is not None and moved.kind == "suspend":
            words = _("本机休眠了 {seconds} 秒，时限未变。").format(seconds=round(moved.seconds))
            self.tell(words)
        if moved is not None and moved.kind == "jump":
            self._asked = False
        self.show_doubt()
        if self.desk.time.keeping_due:
            self._keep_time()

    @work(thread=True)
    def _keep_time(self) -> None:
        self.desk.time.keep()

    def show_doubt(self) -> None:
        """Mark what counts while the time is not sure, and ask once about each doubt."""
        doubt = self.desk.time.doubt
        if doubt != self._doubt:
            self._doubt, self._asked = doubt, False
            self._reload()
            if doubt == "inferred":
                self.tell(_("时间是推定的：电脑重启过。按 Ctrl+A 核对。"), wrong=True)
        may_ask = self.desk.time.asks and not self.desk.observing
        if may_ask and not self._asked and self._nobody_types():
            self.action_check_time()

    def _nobody_types(self) -> bool:
        """Whether a question may come up: nothing typed or pressed is taken for its answer."""
        # late: the first screen has no editor, and the modules of one take milliseconds.
        from textual.widgets import Input, TextArea

        front = self._shown
        typing = isinstance(self.focused, Input | TextArea)
        return front is not None and front is self.screen and not front.silent and not typing

    def action_check_time(self) -> None:
        """Ask which time is right."""
        if not self.desk.time.known:
            self.warn(_("演练有自己的时间，不用核对。"))
            return
        asking = late("cqcmd.screens.station.time_question").TimeQuestionScreen
        self._asked = True
        # Beneath the field for its time, too: asked twice, it would be answered twice.
        if not any(isinstance(screen, asking) for screen in self.screen_stack):
            self.push_screen(asking(self.desk), self._time_judged)

    def _time_judged(self, said: str | None) -> None:
        if not said:
            if self.desk.time.doubt:
                self.tell(_("时间还没有核定，倒计时带问号。按 Ctrl+A 核对。"), wrong=True)
            return
        self.tell(said)
        self.show_doubt()
        self._reload()
        if any(bell.people for bell in self.desk.alerts()):
            self.tell(_("时间改了：请马上呼叫警戒区内各队，逐队登记应答。"), wrong=True)
