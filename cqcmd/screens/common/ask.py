"""Small questions over a screen: yes or no, why, and a line of words."""

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import ModalSheet
from cqcmd.text import clean
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Column, Line, Table

ONE_COLUMN = (Column("", 0),)

REASONS = (
    _("通话中未及录入"),
    _("停电或系统故障，事后补录"),
    _("由纸质记录转录"),
    _("事后查证得知"),
    _("交接班时发现漏记"),
    _("原时间有误，更正"),
)
"""Why something is written down later than 15 minutes after it happened."""


PICK_BINDINGS = tuple(
    # A Chinese input method may send the full-width digit.
    Binding(
        f"{number},{chr(0xFF10 + number)}",
        f"pick({number})",
        _("第几个"),
        show=False,
        id=f"pick-{number}",
    )
    for number in range(1, 10)
)
"""In a choice the digits answer; everywhere else about an incident they change rooms."""

PICK_WORDS = _("数字或回车 选   Esc 返回")

LOSES = _("打的字还没有用上：回车 确定；再按一次 Esc 不要了")
"""Said at the first Esc where what is typed is kept nowhere."""


class Confirm(ModalSheet[bool]):
    """A question with two answers. The cursor stands on ``no``, the safe one; Esc means it too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,2,２", "answer(True)", _("是"), show=False, id="answer-yes"),
        Binding("n,1,１,escape", "answer(False)", _("否"), show=False, id="answer-no"),
    ]

    def __init__(self, words: str, yes: str, no: str) -> None:
        super().__init__()
        self._words, self._yes, self._no = words, yes, no

    def compose(self) -> ComposeResult:
        """Build the question, and the two answers in words."""
        with Box():
            yield Static(plain(self._words), classes="question")
            yield Table(ONE_COLUMN, id="answers")

    def on_mount(self) -> None:
        """Put the safe answer first, under the cursor."""
        lines = (
            Line("no", (Cell(_("1 {words}（n）").format(words=self._no)),)),
            Line("yes", (Cell(_("2 {words}（y）").format(words=self._yes)),)),
        )
        self.query_one("#answers", Table).show(lines)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.dismiss(event.line.key == "yes")

    def action_answer(self, yes: bool) -> None:
        """Answer by letter."""
        self.dismiss(yes)


class AskReason(ModalSheet[str | None]):
    """Why: one of the usual reasons, or one's own words; ``None`` if the officer backed out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("返回"), show=False, id="back"),
        *PICK_BINDINGS,
    ]

    def __init__(self, words: str, reasons: tuple[str, ...] = REASONS) -> None:
        super().__init__()
        self._words, self._reasons = words, reasons

    def compose(self) -> ComposeResult:
        """Build the question, the reasons, and a field for another one."""
        with Box():
            yield Static(plain(self._words), classes="question")
            yield Table(ONE_COLUMN, id="reasons")
            field = quiet_input(_("其他原因：直接打字，或向下到这一行"))
            field.select_on_focus = False  # the next character would replace the first
            yield field
            yield Static(plain(PICK_WORDS), classes="hint")

    def on_mount(self) -> None:
        """Put the commonest reason first."""
        words = _("{number} {reason}")
        lines = [
            Line(reason, (Cell(words.format(number=number, reason=reason)),))
            for number, reason in enumerate(self._reasons, 1)
        ]
        self.query_one(Table).show(lines)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.dismiss(event.line.key)

    @on(Input.Submitted)
    def _written(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.dismiss(event.value.strip())

    def on_key(self, event: events.Key) -> None:
        """Down from the last reason reaches the field, and so does a word; Up leads back."""
        table, field = self.query_one(Table), self.query_one(Input)
        last = table.at_edge(1)
        if event.key == "down" and table.has_focus and last:
            event.prevent_default()
            field.focus()
        elif event.key == "up" and field.has_focus:
            table.focus()
        elif table.has_focus and _begins_words(event.character):
            event.stop()
            field.select_on_focus = False  # or the next character would take its place
            field.focus()
            field.insert_text_at_cursor(event.character or "")

    def action_pick(self, number: int) -> None:
        """Answer with a reason by its number."""
        if number <= len(self._reasons):
            self.dismiss(self._reasons[number - 1])

    def action_back(self) -> None:
        """Leave; from a field with words in it only to the list, so that nothing typed is lost."""
        field = self.query_one(Input)
        if field.has_focus and field.value.strip():
            self.query_one(Table).focus()
        else:
            self.dismiss(None)


def _begins_words(character: str | None) -> bool:
    """Tell whether it is written in Chinese: letters and figures are keys here."""
    return character is not None and character.isalpha() and not character.isascii()


class AskWords(ModalSheet[str | None]):
    """One line of words; ``None`` if the officer backed out.

    ``act`` does with the words what they are for: where it is refused the question stays, with
    what was typed, and says why.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("返回"), show=False, id="back"),
        Binding("f9", "take", _("确定"), show=False, id="take-words"),
    ]

    def __init__(
        self,
        title: str,
        label: str,
        initial: str = "",
        act: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__()
        self._title, self._label, self._initial, self._act = title, label, initial, act
        self._stood = self._given_up = clean(initial, lines=False).strip()

    def compose(self) -> ComposeResult:
        """Title, label, field."""
        with Box():
            yield Static(plain(self._title), classes="question")
            yield Static(plain(self._label), classes="label")
            yield self.field()
            yield Static(_("回车 确定   Esc 返回"), classes="hint")

    def field(self) -> Input:
        """Make the field."""
        return quiet_input("", self._initial)

    @property
    def words(self) -> str:
        """What stands in the field."""
        return self.query_one(Input).value.strip()

    @on(Input.Submitted)
    def _written(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_back(self) -> None:
        """Leave; what was typed goes with it only when Esc is pressed once more."""
        typed = self.words
        if typed in (self._stood, self._given_up, ""):
            self.dismiss(None)
            return
        self._given_up = typed
        self.query_one(".hint", Static).update(plain(LOSES))

    def action_take(self) -> None:
        """Answer with what stands in the field."""
        words = self.words
        try:
            if self._act is not None:
                self._act(words)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.dismiss(words)


def quiet_input(placeholder: str, value: str = "", id: str | None = None) -> Input:
    """Return a field of one line without a border or a blinking cursor."""
    field = Input(clean(value, lines=False), placeholder=clean(placeholder), compact=True, id=id)
    field.cursor_blink = False
    return field


class EntrySheet(ModalSheet[None]):
    """Title and text; arrows and pages scroll, Esc and Enter close."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", _("关闭"), show=False, id="close"),
    ]

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self._title, self._words = title, words

    def compose(self) -> ComposeResult:
        """Build the title, which stays, over the text, which scrolls."""
        with Box():
            yield Static(plain(self._title), classes="question")
            with VerticalScroll():
                yield Static(plain(self._words))
            yield Static(_("上下键、翻页键 滚动   Esc 关闭"), classes="hint")
