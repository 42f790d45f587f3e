"""遮屏: what stands over the record while nobody is at the terminal. It is no lock."""

from datetime import datetime

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from cqcmd.clock import local, stamp
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.widgets.drawing.safe_text import plain


class CoverScreen(Screen[None]):
    """Who was here, since when no key was pressed, the time, and whether an alarm waits.

    Nothing of the record is shown. Whatever is pressed is handed on to nobody beneath.
    """

    covers = True

    def __init__(self, desk: Desk, since: datetime) -> None:
        super().__init__()
        self._desk, self._since = desk, since
        self._told = ""

    def compose(self) -> ComposeResult:
        """Put what changes over what stays."""
        yield Static(id="covered")
        yield Static(_("时限照走，铃照响。按任意键回来。"))
        yield Static(_("遮屏只挡眼睛，不是锁：没有密码，谁都能按。"), classes="hint")

    def on_mount(self) -> None:
        """Tell the time, now and every second."""
        self.second()
        self.set_interval(1.0, self.second)

    def second(self) -> None:
        """Tell who was here, the time, and whether an alarm waits; not what it is about."""
        now, here = self._desk.clock.now(), self._desk.operators.here
        since = stamp(self._since, now)
        name = here.name or self._desk.officer or _("这台终端")
        told = _("{name}  {since} 起没有按键  现在 {time}")
        # What is not real says so everywhere.
        lines = [self._desk.watch.mark] if self._desk.watch.mark else []
        lines += [told.format(name=name, since=since, time=f"{local(now):%H:%M}")]
        if waiting := sum(bell.over(now) for bell in self._desk.alerts()):
            lines.append(_("有 {n} 项告警在等。").format(n=waiting))
        if (words := "\n".join(lines)) != self._told:  # a line that is idle stays idle
            self._told = words
            self.query_one("#covered", Static).update(plain(words))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take a click for a key."""
        event.stop()
        self.app.call_later(self.app.run_action, "uncover")
