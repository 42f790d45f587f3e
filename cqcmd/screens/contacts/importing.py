"""What importing a file into the 通讯录 would do, row by row, before anything is written."""

from collections.abc import Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.contacts.forms import FIELDS, ContactForm, ImportPreview, Question
from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.menu import Menu
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
    """What is to be told first, then bad rows, doubtful cells, changes, and who is new."""

    BINDINGS = [
        Binding("f9", "take_in", _("导入"), id="take-in"),
        Binding("f8", "settle", _("定一项"), id="settle"),
        Binding("escape", "dismiss", _("不导入"), id="leave-import"),
    ]

    purpose = _("导入以前先看：新增谁、改动谁、哪些要问。")
    main_keys = ("take_in", "settle", "dismiss")

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
        """Put the cursor on the first line that asks for something."""
        self._draw()
        self.query_one(Table).focus()

    def _draw(self) -> None:
        self.query_one("#counts", Prose).show(plain(counted(self._preview)))
        table = self.query_one(Table)
        table.show(list(_lines(self._preview)))
        self._show_row(table.cursor)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_row(event.line)

    def _show_row(self, line: Line | None) -> None:
        words = " ".join(cell.words for cell in line.cells[1:]) if line else ""
        self.query_one("#row", Prose).show(plain(words))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_settle()

    @work
    async def action_settle(self) -> None:
        """Ask what is meant, where the line under the cursor is a question."""
        line = self.query_one(Table).cursor
        asked = [each for each in self._preview.questions if line and each.key == line.key]
        for question in asked:
            code = await self.app.push_screen_wait(Menu(question.words, list(question.choices)))
            if code is not None:
                await self._answer(question, code)

    async def _answer(self, question: Question, code: str) -> None:
        more = sum(each.kind == question.kind for each in self._preview.waiting) - 1
        alike = False
        if more > 0:
            words = _("还有 {count} 处同样的问题，都这样定吗？").format(count=more)
            alike = await self.app.push_screen_wait(Confirm(words, _("都这样"), _("只这一处")))
        try:
            self._preview = self.desk.contacts.answer(self._preview, question, code, alike=alike)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self._draw()
        self.query_one(Table).go_to(0)  # where the next question stands

    def action_take_in(self) -> None:
        """Keep the good rows, all in one entry."""
        try:
            words = self.desk.contacts.import_people(self._preview)
        except Refusal as refusal:
            self.refused(refusal)
            return
        if waiting := self._preview.waiting:
            left = _("待定的 {count} 处没有导入；再导入一次，定好就行。")
            words += left.format(count=len(waiting))
        if self._preview.bad:
            more = _("有问题的 {count} 行没有导入；改正后再导入一次，已有的人不会重复。")
            words += more.format(count=len(self._preview.bad))
        self.dismiss()
        self.say(words)


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
    return "\n".join([words, *_asking(preview), *preview.remarks])


def _asking(preview: ImportPreview) -> Iterator[str]:
    """Say how much only the officer can tell; until then it is not imported."""
    if waiting := preview.waiting:
        words = _("待定 {count} 处（没有定的不导入）：移到那一行按回车定")
        yield words.format(count=len(waiting))


def _lines(preview: ImportPreview) -> Iterator[Line]:
    """Yield questions without an answer, bad rows, doubtful cells, changes, new ones, answers."""
    yield from (_question_line(each) for each in preview.questions if not each.answer)
    for place, bad in enumerate(preview.bad):
        yield _line(f"bad:{place}", bad.number, Cell(_("有问题"), "urgent"), bad.name, bad.reason)
    for place, doubt in enumerate(preview.doubts):
        kind = Cell(_("留意"), "possible")
        yield _line(f"doubt:{place}", doubt.number, kind, doubt.cell, doubt.words)
    for place, row in enumerate(preview.changes):
        kind = Cell(_("更新"), "soon")
        yield _line(f"change:{place}", row.number, kind, row.form.name, row.words)
    for place, row in enumerate(preview.new):
        kind = Cell(_("新增"), "met")
        yield _line(f"new:{place}", row.number, kind, row.form.name, _rest(row.form))
    yield from (_question_line(each) for each in preview.questions if each.answer)


def _question_line(question: Question) -> Line:
    """Return the line of a question, with its answer once there is one."""
    told = dict(question.choices).get(question.answer, "")
    if told:
        words = _("{told}（{words}）").format(told=told, words=question.words)
        return _line(question.key, question.number, Cell(_("已定"), "met"), question.name, words)
    kind = Cell(_("待定") if question.rows else _("可选"), "soon")
    return _line(question.key, question.number, kind, question.name, question.words)


def _line(key: str, number: int, kind: Cell, name: str, words: str) -> Line:
    return Line(key, (Cell(str(number or "")), kind, Cell(name), Cell(words)))


def _rest(form: ContactForm) -> str:
    texts = (getattr(form, code) for code in FIELDS if code != "name")
    return " ".join(text for text in texts if text)
