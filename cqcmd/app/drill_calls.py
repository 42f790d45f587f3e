"""In a drill messages ring, wait, are taken and worked in; nothing of them fills itself in."""

from typing import TYPE_CHECKING

from cqcmd.desk.drill.session import DrillSession
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.form_registry import open_form
from cqcmd.screens.drill.call import DrillCall, heading
from cqcmd.screens.drill.clock import DrillClockScreen
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.situation.update import UpdateForm
from cqcmd.views.drill import CallView

if TYPE_CHECKING:
    from cqcmd.app.command_post import CommandPost

    Base = CommandPost
else:
    Base = object


class DrillCalls(Base):
    """Mixed into the app of a drill."""

    _drill: DrillSession
    _untold: tuple[CallView, ...] = ()

    def poll(self) -> None:
        """Take in what came, and show the state of the drill and whether it is over."""
        raise NotImplementedError

    def announce(self, news: tuple[CallView, ...]) -> None:
        """Ring; during a call or at the intake only the mark shows it, and it rings after."""
        # What another terminal answered meanwhile need not ring here any more.
        waiting = {call.ident for call in self._drill.state.waiting}
        self._untold = tuple(call for call in (*self._untold, *news) if call.ident in waiting)
        if self._untold and self._shown is not None and not self._shown.silent:
            self.bell()
            words = _("{call}，按 Ctrl+Y 接听")
            told = (words.format(call=heading(call)) for call in self._untold)
            self.tell("\n".join(told))
            self._untold = ()

    def action_answer(self) -> None:
        """Take the message that waits longest; none waits: read the last one again."""
        calls, waiting = self._drill.state.calls, self._drill.state.waiting
        found = next(iter(waiting), calls[-1] if calls else None)
        if found is None:
            self.tell(_("还没有演练来电。"))
        elif not isinstance(self.screen, DrillCall) or waiting:
            self._show_call(found)

    def _show_call(self, call: CallView) -> None:
        self.unsay(heading(call))  # it is answered
        try:
            call = self._drill.answer(call.ident)
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)
        self.push_screen(DrillCall(call))
        self.poll()

    def action_news(self, incident: str) -> None:
        """情况更新 of the accident a message is about; one that is open is gone on with."""
        self._leave_drill_screen()
        front = self.screen
        if not (isinstance(front, UpdateForm) and front.ident == incident):
            self.push_screen(UpdateForm(self.desk, incident))

    def action_take_call(self) -> None:
        """Open the intake form; 演练 is left for it, so that Esc leads back to the board."""
        self._leave_drill_screen()
        super().action_take_call()

    def action_take_message(self, ident: str) -> None:
        """Open the intake form for a message, or go on with the one that is open for it."""
        self._leave_drill_screen()
        front, call = self.screen, self._drill.inbox.call_of(ident)
        if not (isinstance(front, IntakeScreen) and front.ident == call):
            # One that was set aside for this message is gone on with; without one it is blank.
            self.push_screen(open_form(self.desk, "intake/intake", "", call))

    def _leave_drill_screen(self) -> None:
        if isinstance(self.screen, DrillClockScreen):
            self.pop_screen()
