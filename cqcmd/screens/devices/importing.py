"""What taking a list into the register would do, row by row, before anything is written."""

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.desk import Desk
from cqcmd.desk.devices.forms import RegisterPreview
from cqcmd.desk.devices.importing import columns_words, counted
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.devices.lines import TOLD, left_out, preview_lines
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Line, Table


class DevicesImport(PostScreen):
    """Rows that are refused first, then odd ones, changes, and what is new."""

    BINDINGS = [
        Binding("f9", "take_in", _("导入"), id="take-in"),
        Binding("escape", "dismiss", _("不导入"), id="leave-import"),
    ]

    purpose = _("导入以前先看：新增、更新多少，哪些行不导入，哪一列当作什么。")
    main_keys = ("take_in", "dismiss")

    def __init__(self, desk: Desk, preview: RegisterPreview) -> None:
        super().__init__(desk)
        self._preview = preview
        self._taking = False

    def compose(self) -> ComposeResult:
        """Masthead, the counts and columns, the rows, the one under the cursor, the keys."""
        yield Masthead(_("导入登记簿"))
        yield Prose("counts")
        yield Table(TOLD, empty=_("没有可以导入的行。"), id="rows")
        yield Prose("row")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show it all."""
        preview = self._preview
        words = [counted(preview), *columns_words(preview), left_out(preview)]
        self.query_one("#counts", Prose).show(plain("\n".join(filter(None, words))))
        table = self.query_one(Table)
        table.show(list(preview_lines(preview)))
        table.focus()
        self._show_row(table.cursor)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_row(event.line)

    def _show_row(self, line: Line | None) -> None:
        words = " ".join(cell.words for cell in line.cells[1:]) if line else ""
        self.query_one("#row", Prose).show(plain(words))

    @work
    async def action_take_in(self) -> None:
        """Take the good rows in, all at once; the clocks go on meanwhile."""
        if self._taking:
            return
        self._taking = True
        self.query_one("#row", Prose).show(plain(_("正在写入登记簿……")))
        try:
            words = await asyncio.to_thread(self.desk.devices.take_in, self._preview)
        except Refusal as refusal:
            self.refused(refusal)
            return
        finally:
            self._taking = False
            self._show_row(self.query_one(Table).cursor)
        if self._preview.refused:
            more = _("不导入的 {count} 行改正后再导入一次，已有的不会重复。")
            words += more.format(count=len(self._preview.refused))
        self.dismiss()
        self.say(words)
