"""Choosing a person for a field of a form: out of the 通讯录, or a name that is not in it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.base import ModalSheet
from cqcmd.screens.contacts.finder import ContactFinder, label_of
from cqcmd.views.office.contacts import ContactView
from cqcmd.widgets.box import SCROLLS_WITHIN, Box
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Table


class PickContact(ModalSheet[ContactView | str | None]):
    """The person under the cursor; the words typed, where nobody fits; ``None`` if backed out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", _("选这一人"), show=False, id="pick-person"),
        Binding("f9", "as_typed", _("照打的字用"), show=False, id="pick-as-typed"),
        Binding("escape", "dismiss(None)", _("返回"), show=False, id="back"),
    ]

    def __init__(self, desk: Desk, title: str, initial: str = "") -> None:
        """``title``: whom the form asks for; ``initial``: what stands in its field."""
        super().__init__()
        self._desk = desk
        self._title = title
        self._initial = initial

    def compose(self) -> ComposeResult:
        """Build the question, the finder, the person under the cursor in full, and the keys."""
        with Box():
            yield Static(plain(self._title), classes="question")
            finder = ContactFinder(self._desk, initial=self._initial)
            finder.add_class(SCROLLS_WITHIN)
            yield finder
            yield Prose("person")
            yield Static(_("回车 选这一人   F9 照打的字用，不选人   Esc 返回"), classes="hint")

    def on_mount(self) -> None:
        """Who fits what stands in the field already."""
        self._finder.find()

    @property
    def _finder(self) -> ContactFinder:
        return self.query_one(ContactFinder)

    @on(ContactFinder.Pointed)
    def _pointed(self, event: ContactFinder.Pointed) -> None:
        event.stop()
        person = event.person
        words = label_of(person) if person else _("通讯录里没有；回车就用打的字。")
        self.query_one(Prose).show(plain(words))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Answer with the person under the cursor, else with the words."""
        if self._finder.current is not None:
            self.dismiss(self._finder.current)
        else:
            self.action_as_typed()

    def action_as_typed(self) -> None:
        """Answer with the words as they were typed; nothing typed is no answer."""
        if self._finder.typed:
            self.dismiss(self._finder.typed)
