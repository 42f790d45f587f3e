"""Making an entry of a log void, with a reason, or letting a void one stand again."""

from typing import TYPE_CHECKING

from textual import work

from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.log.panel import LogPanel
from cqcmd.text import clean, fit, line_parts
from cqcmd.widgets.table import Table

if TYPE_CHECKING:
    Base = PostScreen
else:
    Base = object

STRIKE_REASONS = (
    _("误按"),
    _("录错了，另记正确的"),
    _("重复记录"),
    _("事后查证不实"),
    _("记到了别的事件"),
    _("时间有误，另记"),
)

ROW = 66
MOST_ROWS = 10
"""Cells of a row of the sheet, and how many of what striking would mean fit over the reasons."""


class Striking(Base):
    """Mixed into a screen with a log: of an incident, or of the station where it is about none."""

    def would_mean(self, entry: str, *, undone: bool) -> tuple[str, ...]:
        """Return what striking an entry would mean, or making it stand again."""
        return ()

    @work
    async def action_strike(self) -> None:
        """Mark the entry under the cursor void, with a reason; or make a void one stand again."""
        entry = self.query_one(LogPanel).entry
        if entry is None or self.focused is not self.query_one(Table):
            return
        if not entry.strikable:
            words = _("这一条不能作废。要恢复，按 v 显示作废的，选中再按 Del。")
            self.warn(words)
            return
        if entry.struck and self.query_one(LogPanel).let_go(entry.entry):
            # Enter and Del once more by a hand that believes it was not heard.
            self.warn(_("这一条刚作废。要恢复，再按一次 Del。"))
            return
        shown = fit(clean(entry.words, lines=False), 60)
        if entry.struck:
            title = self._titled(_("恢复：{words}").format(words=shown), entry.entry, undone=True)
            reason = await self.app.push_screen_wait(AskWords(title, _("原因（可不填）")))
        else:
            title = self._titled(_("作废：{words}").format(words=shown), entry.entry)
            reason = await self.app.push_screen_wait(AskReason(title, STRIKE_REASONS))
        if reason is not None:
            self._write(entry.entry, reason, restore=bool(entry.struck))

    def _titled(self, words: str, entry: str, *, undone: bool = False) -> str:
        """Return the words over what striking or restoring an entry would mean."""
        found = self.would_mean(entry, undone=undone)
        rows = [row for one in found for row in line_parts(clean(one, lines=False), ROW)]
        return "\n".join((words, *rows[:MOST_ROWS]))

    def _write(self, entry: str, reason: str, *, restore: bool) -> None:
        verb = self.desk.logbook.restore if restore else self.desk.logbook.strike
        try:
            verb(self.about or None, entry, reason)
        except Refusal as refusal:
            self.refused(refusal)
            return
        if not restore:
            self.query_one(LogPanel).keep(entry)
        self.reload()
        self.say(_("已恢复") if restore else _("已作废，原文仍在日志里。"))
