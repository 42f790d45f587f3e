"""日志: all that was written of an incident, or of the station itself."""

from collections.abc import Iterator

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget

from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.room_keys import room_bindings
from cqcmd.screens.log.panel import LogPanel
from cqcmd.text import clean, fit, line_parts
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table

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


class LogScreen(IncidentScreen):
    """The log of an incident; entries are struck and restored here."""

    BINDINGS = room_bindings(
        [
            # Out of the footer, which would not show Esc at 80 columns: they stand in 态势 and F1.
            Binding("u,f8", "update", _("情况更新"), show=False, id="update"),
            Binding("f9", "report", _("去报告"), show=False, id="report"),
            Binding("r,ctrl+r", "record", _("记录报告"), show=False, id="record"),
            Binding("delete", "strike", _("作废/恢复"), id="strike"),
            Binding("g,ctrl+g", "package", _("归档打包"), show=False, id="package"),
        ]
    )

    room = "log"

    purpose = _("这起事件记下的一切，一条不少；记错的作废，不删除。")
    main_keys = ("choose", "open_form('log/note')", "strike", "clause", "leave_room")

    def body(self) -> Iterator[Widget]:
        """Build the entries."""
        yield LogPanel()

    def reload(self) -> None:
        """Read the log anew."""
        super().reload()
        self.query_one(LogPanel).show(self.desk.log(self.ident), self.desk.clock.now())

    def verdict_here(self) -> tuple[str, str]:
        """Return the entry under the cursor: what was shown as it was written."""
        entry = self.query_one(LogPanel).entry
        return self.ident, entry.entry if entry else ""

    def clause_here(self) -> str:
        """Return the clause that asks for the entry under the cursor."""
        return self.query_one(LogPanel).clause

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

    @work
    async def action_package(self) -> None:
        """Put all of the incident into one folder, for the archive or whoever investigates."""
        title = _("归档打包：日志、文书、预案和核对程序，放进一个新目录")
        last = self.desk.package.last_folder
        question = AskWords(title, _("放在哪里（目录，U 盘也行）"), last, act=self._pack)
        await self.app.push_screen_wait(question)

    def _pack(self, typed: str) -> None:
        notify_saved(self, self.desk.package.make(self.ident, typed).words)
        self.reload()

    def _titled(self, words: str, entry: str, *, undone: bool = False) -> str:
        """Return the words over what striking or restoring an entry would mean."""
        found = self.desk.consequences.strike(self.ident, entry, undone=undone)
        rows = [row for one in found for row in line_parts(clean(one, lines=False), ROW)]
        return "\n".join((words, *rows[:MOST_ROWS]))

    def _write(self, entry: str, reason: str, *, restore: bool) -> None:
        verb = self.desk.logbook.restore if restore else self.desk.logbook.strike
        try:
            verb(self.ident, entry, reason)
        except Refusal as refusal:
            self.refused(refusal)
            return
        if not restore:
            self.query_one(LogPanel).keep(entry)
        self.reload()
        self.say(_("已恢复") if restore else _("已作废，原文仍在日志里。"))


class StationLogScreen(PostScreen):
    """The station's own log: watches, backups, the clock."""

    BINDINGS = [
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    purpose = _("本站自己的日志：交接班、备份、时钟，不属于哪一起。")
    main_keys = ("choose", "dismiss", "app.palette")

    def compose(self) -> ComposeResult:
        """Masthead, the entries, the keys."""
        yield Masthead(_("本站日志"))
        yield LogPanel()
        yield KeysLine()

    def reload(self) -> None:
        """Read the log anew."""
        super().reload()
        self.query_one(LogPanel).show(self.desk.log(None), self.desk.clock.now())

    def clause_here(self) -> str:
        """Return the clause that asks for the entry under the cursor."""
        return self.query_one(LogPanel).clause
