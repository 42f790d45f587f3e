"""A search line over the people who fit: typing goes to the line, arrow keys to the list."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.text import cells
from cqcmd.views.office.contacts import ContactView
from cqcmd.widgets.fields.search_line import SearchLine
from cqcmd.widgets.table import Cell, Column, Line, Table

HEADINGS = (_("姓名"), _("职务"), _("单位"), _("号码"), _("值班"))
WIDTHS = ((110, (12, 20, 0, 32, 20)), (76, (10, 12, 0, 17, 11)), (0, (10, 10, 0, 17)))
"""From which width of the list on, how wide its columns are; 0 takes what is left."""

PHONES = 3

MOST = 300
"""People listed at once: more letters narrow the list faster than scrolling."""


class ContactFinder(Vertical):
    """Sends `Pointed` whenever another person, or nobody, is under the cursor.

    Attributes:
        removed: whether those who were removed are listed too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", _("上一行"), show=False, id="up"),
        Binding("down", "move(1)", _("下一行"), show=False, id="down"),
        Binding("pageup", "page(-1)", _("上一页"), show=False, id="page-up"),
        Binding("pagedown", "page(1)", _("下一页"), show=False, id="page-down"),
    ]

    @dataclass
    class Pointed(Message):
        """Who is under the cursor now, and how many fit."""

        person: ContactView | None
        count: int

    def __init__(self, desk: Desk, *, initial: str = "") -> None:
        """Build a finder; ``initial`` is what is sought at first."""
        super().__init__()
        self.removed = False
        self._desk = desk
        self._initial = initial
        self._found: tuple[ContactView, ...] = ()

    def compose(self) -> ComposeResult:
        """Build the line, and the list under it."""
        yield SearchLine("sought", _("查找"))
        yield Table(columns_of(0), id="people")

    def on_mount(self) -> None:
        """Everybody, until something is typed."""
        self._table.can_focus, self._table.led = False, True
        line = self.query_one(SearchLine)
        line.fill(self._initial)
        self.watch(line, "value", self._sought, init=False)
        line.focus()

    def on_resize(self) -> None:
        """Columns as wide as there is room for, with as many numbers."""
        self._table.columns = columns_of(self.size.width)
        self._show()

    @property
    def typed(self) -> str:
        """What is sought."""
        return self.query_one(SearchLine).value.strip()

    @property
    def current(self) -> ContactView | None:
        """The person under the cursor."""
        key = self._table.cursor.key if self._table.cursor else ""
        return next((contact for contact in self._found if contact.id == key), None)

    def go_to(self, ident: str) -> None:
        """Put the cursor on a person, if listed."""
        self._table.go_to_key(ident)

    def find(self) -> None:
        """List anew who fits; the cursor stays on its person."""
        self._found = self._desk.contacts.search(self.typed, removed=self.removed)
        self._show()
        self._point()
        if not self._desk.contacts.preloaded:
            self._learn_pinyin()

    def _show(self) -> None:
        columns = self._table.columns
        self._table.show([_line(contact, columns) for contact in self._found[:MOST]])

    def _sought(self) -> None:
        self.find()
        self._table.action_jump(0)

    @work(thread=True, exclusive=True)
    def _learn_pinyin(self) -> None:
        self._desk.contacts.preload()
        self.app.call_from_thread(self._learned)

    def _learned(self) -> None:
        if self.typed:
            self._sought()

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._point()

    def _point(self) -> None:
        self.post_message(self.Pointed(self.current, len(self._found)))

    def action_move(self, step: int) -> None:
        """Go to another person."""
        self._table.action_move(step)

    def action_page(self, step: int) -> None:
        """Scroll the list by a page."""
        self._table.action_page(step)

    @property
    def _table(self) -> Table:
        return self.query_one(Table)


def label_of(person: ContactView) -> str:
    """Everything that is kept of a person, in lines."""
    head = " ".join(part for part in (person.name, person.post, person.org + _unit(person)) if part)
    named = (
        (_("电话"), "、".join(person.phones)),
        (_("值班"), person.hours),
        (_("备注"), person.note),
    )
    lines = [f"{name} {words}" for name, words in named if words]
    return "\n".join([_("〔已删去〕") + head if person.removed else head, *lines])


def _unit(person: ContactView) -> str:
    if person.unit_name in ("", person.org):
        return _("（预案所列单位）") if person.unit_name else ""
    return _("（预案所列：{name}）").format(name=person.unit_name)


def columns_of(width: int) -> tuple[Column, ...]:
    """Return the columns of a list that wide."""
    widths = next(widths for least, widths in WIDTHS if width >= least)
    return tuple(map(Column, HEADINGS, widths))


def _line(person: ContactView, columns: tuple[Column, ...]) -> Line:
    name = _("〔删〕{name}").format(name=person.name) if person.removed else person.name
    phones = _phones(person, columns[PHONES].width)
    words = (name, person.post, person.org, phones, person.hours)
    return Line(
        person.id,
        tuple(Cell(text) for text, _column in zip(words, columns, strict=False)),
        state="struck" if person.removed else "",
    )


def _phones(person: ContactView, room: int) -> str:
    """All numbers where they fit; else the first, and how many more."""
    every = "、".join(person.phones)
    if cells(every) <= room:
        return every
    more = len(person.phones) - 1
    return f"{person.phones[0]} +{more}" if more else every
