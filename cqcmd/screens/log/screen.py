"""日志: all that was written of an incident, or of the station itself."""

from collections.abc import Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.screens.common.acts import undo_last
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import open_form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.messages import DoBeside
from cqcmd.screens.common.room_keys import room_bindings
from cqcmd.screens.log.panel import LogPanel
from cqcmd.screens.log.striking import Striking
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table

ATTACH = "open_form('attachments/attach')"


class LogScreen(Striking, IncidentScreen):
    """The log of an incident; entries are struck and restored here."""

    BINDINGS = room_bindings(
        [
            # Out of the footer, which would not show Esc at 80 columns: they stand in 态势 and F1.
            Binding("u,f8", "update", _("情况更新"), show=False, id="update"),
            Binding("f9", "report", _("去报告"), show=False, id="report"),
            Binding("r,ctrl+r", "record", _("记录报告"), show=False, id="record"),
            Binding("delete", "strike", _("作废/恢复"), id="strike"),
            Binding("g,ctrl+g", "package", _("归档打包"), show=False, id="package"),
            Binding("t,ctrl+t", ATTACH, _("附上文件"), show=False, id="attach"),
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

    @on(Table.Chosen)
    def _show_attachment(self, event: Table.Chosen) -> None:
        """Show the file of the entry; other entries are shown by their panel."""
        event.stop()
        entry = self.query_one(LogPanel).entry
        if entry is not None:
            # Not by a wish to the app: looked back on, it is the file as it was known then.
            opened = open_form(self.desk, "attachments/attachment", self.ident, entry.entry)
            self.app.push_screen(opened)

    def verdict_here(self) -> tuple[str, str]:
        """Return the entry under the cursor: what was shown as it was written."""
        entry = self.query_one(LogPanel).entry
        return self.ident, entry.entry if entry else ""

    def moment_here(self) -> str:
        """Return when the entry under the cursor was written down."""
        entry = self.query_one(LogPanel).entry
        return stamp(entry.recorded_at, self.now) if entry else ""

    def clause_here(self) -> str:
        """Return the clause that asks for the entry under the cursor."""
        return self.query_one(LogPanel).clause

    def would_mean(self, entry: str, *, undone: bool) -> tuple[str, ...]:
        """Return what striking an entry of the incident would mean, or making it stand again."""
        return self.desk.consequences.strike(self.ident, entry, undone=undone)

    @work
    async def action_package(self) -> None:
        """Put all of the incident into one folder, for the archive or whoever investigates."""
        title = _("归档打包：日志、文书、预案和核对程序，放进一个新目录")
        last = self.desk.package.last_folder
        question = AskWords(title, _("放在哪里（目录，U 盘也行）"), last, act=self._pack)
        await self.app.push_screen_wait(question)

    def _pack(self, typed: str) -> None:
        work = self.desk.package.packing(self.ident, typed)
        self.desk.works.begin(work)
        self.app.post_message(DoBeside(work))


class StationLogScreen(Striking, PostScreen):
    """The station's own log: watches, backups, the clock."""

    BINDINGS = [
        Binding("delete", "strike", _("作废/恢复"), id="strike"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    purpose = _("本站自己的日志：交接班、备份、时钟、预警、隐患，不属于哪一起。")
    main_keys = ("choose", "strike", "dismiss", "app.palette")

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

    def action_undo(self) -> None:
        """Take back what was recorded last."""
        if undo_last(self, self.desk):
            self.reload()
