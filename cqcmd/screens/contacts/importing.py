"""What importing a file into the 通讯录 would do, row by row, before anything is written."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.contacts.forms import FIELDS, ContactForm, ImportPreview
from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.text import clean
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Cell, Column, Line, Table

COLUMNS = (
    Column(_("行"), 5, right=True),
    Column("", 6),
    Column(_("姓名"), 10),
    Column(_("说明"), 0),
)


class ContactImport(PostScreen):
    """Bad rows first, then those that change somebody, then those that are new."""

    BINDINGS = [
        Binding("f9", "take_in", _("导入"), id="take-in"),
        Binding("escape", "dismiss", _("不导入"), id="leave-import"),
    ]

    def __init__(self, desk: Desk, preview: ImportPreview) -> None:
        super().__init__(desk)
        self._preview = preview

    def compose(self) -> ComposeResult:
        """Masthead, the counts, the rows, all of the row under the cursor, the keys."""
        yield Masthead(_("导入通讯录"))
        yield Prose("counts")
        yield Table(COLUMNS, empty=_("没有可以导入的行。"), id="rows")
        yield Prose("row")
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the cursor on the first bad row."""
        self.query_one("#counts", Prose).show(plain(counted(self._preview)))
        table = self.query_one(Table)
        table.show(list(_lines(self._preview)))
        table.focus()
        self._show_row(table.cursor)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_row(event.line)

    def _show_row(self, line: Line | None) -> None:
        words = " ".join(cell.words for cell in line.cells[1:]) if line else ""
        self.query_one("#row", Prose).show(plain(words))

    def action_take_in(self) -> None:
        """Keep the good rows, all in one entry."""
        try:
            words = self.desk.contacts.import_people(self._preview)
        except Refusal as refusal:
            self.refused(refusal)
            return
        if self._preview.bad:
            more = _("有问题的 {count} 行没有导入；改正后再导入一次，已有的人不会重复。")
            words += more.format(count=len(self._preview.bad))
        self.dismiss()
        self.app.notify(clean(words), timeout=15, markup=False)


def counted(preview: ImportPreview) -> str:
    """How many of each kind, and what was left out."""
    words = _(
        "{source}：新增 {new} 人，更新 {changed} 人，没有变化 {same} 人，有问题 {bad} 行（不导入）"
    ).format(
        source=preview.source,
        new=len(preview.new),
        changed=len(preview.changes),
        same=preview.same,
        bad=len(preview.bad),
    )
    return "\n".join([words, *preview.remarks])


def _lines(preview: ImportPreview) -> Iterator[Line]:
    for bad in preview.bad:
        yield _line(bad.number, Cell(_("有问题"), "urgent"), bad.name, bad.reason)
    for row in preview.changes:
        yield _line(row.number, Cell(_("更新"), "soon"), row.form.name, row.words)
    for row in preview.new:
        yield _line(row.number, Cell(_("新增"), "met"), row.form.name, _rest(row.form))


def _line(number: int, kind: Cell, name: str, words: str) -> Line:
    return Line(str(number), (Cell(str(number)), kind, Cell(name), Cell(words)))


def _rest(form: ContactForm) -> str:
    texts = (getattr(form, code) for code in FIELDS if code != "name")
    return " ".join(text for text in texts if text)
