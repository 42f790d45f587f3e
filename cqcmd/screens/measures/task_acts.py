"""What can be done about a task on any screen that shows one: one key on, one key aside."""

from cqcmd.desk.measures.forms import TASK_STATES
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.ask import AskReason, Confirm
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.views.command import OVER

WHY_NOT = (
    _("现场没有这种情况"),
    _("险情已排除，不再需要"),
    _("由上级指挥部统一负责"),
    _("由其他单位负责，已告知"),
    _("已并入其他措施"),
)


class TaskActs:
    """The acts of a screen, which says what stands under the cursor."""

    def __init__(self, screen: IncidentScreen) -> None:
        self._screen = screen

    def advance(self, code: str, seen: str) -> None:
        """Begin what is open, finish what runs, all with one key."""
        try:
            # With the state that was seen: another terminal may have moved the task on meanwhile.
            state = self._screen.desk.tasks.advance(self._screen.ident, code, seen)
        except Refusal as refusal:
            self._screen.refused(refusal)
        else:
            self._told(code, TASK_STATES[state])
        self._screen.reload()

    def _told(self, code: str, state: str) -> None:
        words = _("已记入：{name} {state}").format(
            state=state, name=self._screen.desk.tasks.name(code)
        )
        notify_saved(self._screen, words)

    def set_aside(self, code: str, seen: str) -> None:
        """Not applicable, or open again, when asked."""
        self._screen.run_worker(self._ask(code, seen))

    async def _ask(self, code: str, seen: str) -> None:
        """Ask why it does not apply; where it is over, whether it is to be opened again."""
        name = self._screen.desk.tasks.name(code)
        if seen in OVER:
            words = _("重新打开“{name}”？原来的记录留在日志里。").format(name=name)
            if await self._screen.app.push_screen_wait(Confirm(words, _("重新打开"), _("不动"))):
                self._write(code, seen, None)
            return
        title = _("不适用：{name}").format(name=name)
        why = await self._screen.app.push_screen_wait(AskReason(title, WHY_NOT))
        if why:
            self._write(code, seen, why)

    def _write(self, code: str, seen: str, why: str | None) -> None:
        try:
            if why is None:
                self._screen.desk.tasks.reopen(self._screen.ident, code, seen=seen)
            else:
                self._screen.desk.tasks.not_needed(self._screen.ident, code, why, seen=seen)
        except Refusal as refusal:
            self._screen.refused(refusal)
        else:
            self._told(code, TASK_STATES["open" if why is None else "not_needed"])
        self._screen.reload()
