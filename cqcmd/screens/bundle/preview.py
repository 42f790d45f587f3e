"""What taking a bundle in would do, before anything is written."""

from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.bundle.forms import MergePreview
from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.messages import DoBeside
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Cell, Column, Line, Table


class MergePreviewScreen(PostScreen):
    """Whose it is and what is new; what somebody should know; what would be said differently."""

    BINDINGS = [
        Binding("f9", "take_in", _("并入"), id="merge-now"),
        Binding("escape", "dismiss", _("不并"), id="leave-merge"),
    ]

    purpose = _("并入以前先看：谁导出的，新的几条，哪些不一致，两边的钟差多少。")
    main_keys = ("take_in", "dismiss")

    def __init__(self, desk: Desk, preview: MergePreview) -> None:
        super().__init__(desk)
        self._preview = preview

    def compose(self) -> ComposeResult:
        """Masthead, a line each, the keys."""
        yield Masthead(_("并入以前"))
        yield Table((Column("", 0),), id="merge")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show it all."""
        table = self.query_one(Table)
        lines = enumerate(self._preview.lines)
        table.show([Line(str(number), (Cell(words),)) for number, words in lines])
        table.focus()

    def action_take_in(self) -> None:
        """Take it in, all at once; said once it is in the journal."""
        try:
            work = self.desk.bundle.taking_in(self._preview)
            self.desk.works.begin(work)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.app.post_message(DoBeside(work))
        self.dismiss()
