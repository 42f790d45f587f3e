"""The post of a drill: the same app over a drill's drawer, with messages that ring and 真警."""

import os
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from cqcmd.app.command_post import CommandPost
from cqcmd.app.drill_calls import DrillCalls
from cqcmd.app.real_alarms import RealBells
from cqcmd.desk.drill.session import DrillSession
from cqcmd.desk.opening import Opening
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.messages import ClockTurned
from cqcmd.screens.drill.clock import DrillClockScreen
from cqcmd.screens.drill.guide import DrillGuide
from cqcmd.screens.drill.masthead import standing
from cqcmd.screens.drill.screen import DrillScreen
from cqcmd.widgets.masthead import Masthead

REAL = "real"
"""The result of a drill that was left for a real alarm."""

BOARD = "board"
"""The result of one that is over and was left for the real board: no call waits there."""


class DrillPost(DrillCalls, RealBells, CommandPost):
    """The command post, played.

    Attributes:
        board: the process that began the drill and waits for it; 0 if there is none.
    """

    board = 0

    # With priority: they must work from within a field or a question as well.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+y", "answer", _("接来电"), priority=True, id="answer"),
        Binding("f11", "drill", _("演练"), priority=True, id="drill"),
        Binding("ctrl+g", "guide", _("引导：收起、显示"), priority=True, show=False, id="guide"),
        Binding(
            "ctrl+k", "real", _("真警：演练停住，打开接报"), priority=True, show=False, id="real"
        ),
    ]

    def __init__(self, opening: Opening, drill: DrillSession) -> None:
        super().__init__(opening)
        self._drill = drill
        self._over = self._ran = False
        self._guide = DrillGuide(self, drill)

    def on_mount(self) -> None:
        """Keep the guide in sight from screen to screen."""
        self._guide.begin()

    def _opened(self) -> None:
        """Start the clock the first time; later somebody lets it go on."""
        super()._opened()
        try:
            self._enter()
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)
        self.real_second()
        self.poll()

    def _enter(self) -> None:
        drill = self._drill
        if not drill.clock.begun:
            drill.resume()  # its tape may be lost: no earlier than what was written
            drill.run()
        elif drill.clock.over:
            self.action_drill()
        elif self._resume():
            self.tell(_("已加入正在进行的演练。"))
        else:
            self.action_drill()
            self.tell(_("演练接着上次停下的地方，按 F9 继续。"))

    def _resume(self) -> int:
        """Where it was left, if nobody is in it; returns the speed at which it runs."""
        if self._drill.alone:
            self._drill.resume()
        return self._drill.clock.speed

    def tick(self) -> None:
        """Let the drill's second pass, then do what every command post does."""
        if self.board and os.getppid() != self.board:
            self.terminal_lost()  # the board was killed: the shell reads the keys, nobody plays
        if self.desk.ready:
            self.real_second()
            self.poll()
        super().tick()

    def poll(self) -> None:
        """Take in what came, and show the state of the drill and whether it is over."""
        self._drill.heartbeat()
        state = self._drill.poll()
        course = state.progress
        for fault in state.faults:
            self.tell(fault, wrong=True)
        # All from the one state of this poll: top line, guide and bell never tell different things
        # (docs/decisions/014).
        self.desk.standing = standing(course, self.desk.real)
        self._guide.poll()
        for masthead in self._shown.query(Masthead) if self._shown else ():
            masthead.show(self.desk.watch)
        if not course.over:
            self.announce(state.news)
            if self._ran and not course.speed:
                self._stopped()
            self._ran = bool(course.speed)
        elif not self._over:
            self._over = True
            self._end()

    @on(ClockTurned)
    def _turned_here(self) -> None:
        self._ran = bool(self._drill.clock.speed)

    def _stopped(self) -> None:
        """Elsewhere: whoever types here is told; 演练 shows it itself."""
        if not isinstance(self._shown, DrillClockScreen):
            self.tell(_("演练停住了：别的终端按了暂停，或去接真警了。按 F11 看。"))

    def _end(self) -> None:
        """Close the record and show the score, once; from here on nothing more is written."""
        try:
            self._drill.close_book()
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)
        self.bell()
        self.tell(_("演练结束。F11 看评分、复盘，Ctrl+Q 离开演练。"))

    def _ring(self, shown: PostScreen) -> None:
        """Nothing is due any more once it is over."""
        if self._over:
            shown.band((), self.desk.clock.now())
        else:
            super()._ring(shown)

    def action_guide(self) -> None:
        """Put the guide away, or bring it back."""
        self._guide.turn()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the guide's key to others where there is no guide."""
        if action == "guide":
            return self._guide.view is not None
        return super().check_action(action, parameters)

    def action_drill(self) -> None:
        """演练, over whatever is in front."""
        if not isinstance(self._shown, DrillClockScreen):
            self.push_screen(self._drill_screen())

    def _drill_screen(self) -> DrillClockScreen:
        return DrillScreen(self.desk, self._drill)

    def action_drills(self) -> None:  # type: ignore[override]
        """No drill within a drill."""
        self.action_drill()

    def action_sample(self) -> None:
        """No sample within a drill: leaving for it would be taken for a real alarm."""
        self.tell(_("样例在值班台里看；现在是演练，按 F11 看演练。"))

    def action_observe(self) -> None:
        """Not to be turned off once the drill is over: what is judged stands."""
        if self._over:
            self.tell(_("演练已经结束，只能看。"))
        else:
            super().action_observe()

    def action_real(self) -> None:
        """真警: what is typed is kept, the drill stands, the real intake opens.

        Once the drill is over it is no alarm that calls: the real board opens.
        """
        self.keep_drafts()
        self.exit(BOARD if self._over else REAL)
