"""A journal that cannot be opened: what is wrong, the copies in sight, one key to restore one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.screens.common.base import ModalSheet
from cqcmd.views.station import CopyInSight
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Column, Line, Table

COLUMNS = (
    Column(_("记到"), 11),
    Column(_("条数"), 6, right=True),
    Column(_("备份于"), 11),
    Column(_("文件"), 0),
)

AGAIN = "again"
"""The answer of whoever has mended something and wants it tried once more."""

Find = Callable[[], Sequence[CopyInSight]]


class JournalTroubleScreen(ModalSheet["CopyInSight | str | None"]):
    """The copy to be restored, `AGAIN`, or ``None``: leave. Nothing is touched before that."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "restore", _("用这一份恢复"), show=False, id="restore-journal"),
        Binding("r,ctrl+r", "again", _("再打开一次"), show=False, id="open-journal-again"),
        Binding("escape,ctrl+q", "dismiss(None)", _("退出"), show=False, id="leave-unopened"),
        Binding("n,ctrl+n", "app.take_call", _("接报"), show=False, id="take-call"),
        Binding("f8", "app.take_call", _("接报"), show=False, id="take-call-f8"),
    ]

    def __init__(self, why: str, find: Find, now: datetime, *, shut: bool = False) -> None:
        """``find`` looks for copies; it may take its time, for a disk may be slow.

        ``shut``: the disk does not let the journal be opened, which may be whole: a copy in its
        place would lose what was written since.
        """
        super().__init__()
        self._why, self._find, self._now = why, find, now
        self._shut = self._to_confirm = shut
        self._copies: Sequence[CopyInSight] = ()

    def compose(self) -> ComposeResult:
        """Build what is wrong, the copies, where the one under the cursor lies, the keys."""
        with Vertical(classes="sheet"):
            yield Static(plain(self._why), classes="question")
            yield Static(_("正在找备份……"), id="found")
            yield Table(COLUMNS, id="copies")
            yield Static(id="where")
            hint = _("F9 用这一份恢复：先验证，原来的整套留着\nr 再打开一次   n 接报   Esc 退出")
            yield Static(hint, classes="hint")

    def on_mount(self) -> None:
        """Look for copies behind the screen."""
        self.query_one(Table).focus()
        self._look()

    @work(thread=True)
    def _look(self) -> None:
        copies = self._find()
        self.app.call_from_thread(self._show, copies)

    def _show(self, copies: Sequence[CopyInSight]) -> None:
        self._copies = copies
        self.query_one("#found", Static).update(plain(self._found(len(copies))))
        lines = [_line(str(place), copy, self._now) for place, copy in enumerate(copies)]
        table = self.query_one(Table)
        table.show(lines)
        table.display = bool(lines)
        self._tell_where()

    def _found(self, count: int) -> str:
        """Return what to do: first of all open the journal itself where it may be whole."""
        shut = _("日志不一定坏了：先腾出空间、插好盘、改好权限，按 r 再打开一次。")
        found = _("看得见的备份 {count} 份，最全的在前：").format(count=count)
        none = _(
            "没有找到备份：插上存备份的盘，按 r 再来；或退出后用 cqcmd restore 文件 恢复，"
            "没有备份就用 cqcmd journal salvage 抢救。"
        )
        if self._shut:
            return f"{shut}\n{found}" if count else shut
        return found if count else none

    @property
    def _copy(self) -> CopyInSight | None:
        line = self.query_one(Table).cursor
        return self._copies[int(line.key)] if line else None

    @on(Table.Moved)
    def _tell_where(self) -> None:
        copy = self._copy
        words = f"{copy.path}\n{copy.fault}" if copy else ""
        self.query_one("#where", Static).update(plain(words.strip()))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.warn(_("按 F9 用光标所在的这一份恢复；原来的日志整套留着。"))

    def action_restore(self) -> None:
        """Answer with the copy under the cursor."""
        copy = self._copy
        if copy is None:
            self.warn(_("还没有找到备份。"))
        elif copy.fault:
            self.warn(_("这一份用不了，请换一份。"))
        elif self._to_confirm:
            self._to_confirm = False
            self.warn(_("日志不一定坏了，恢复会少掉备份以后记的；先按 r。还是要恢复，再按 F9。"))
        else:
            self.dismiss(copy)

    def action_again(self) -> None:
        """Ask for one more try at the journal as it lies there."""
        self.dismiss(AGAIN)


def _line(key: str, copy: CopyInSight, now: datetime) -> Line:
    last = stamp(copy.last, now) if copy.last else ""
    count = _("坏") if copy.fault else str(copy.entries)
    cells = (last, count, stamp(copy.made, now), copy.path.name)
    return Line(key, tuple(Cell(words) for words in cells))
