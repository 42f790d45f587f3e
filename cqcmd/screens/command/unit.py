"""一个单位的职责: each sentence of annex 1 told, accepted, done; Space goes on."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cqcmd.desk.command.forms import SENTENCE_STATES, SentenceState, UnitDutyForm
from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.command.unit_lines import (
    COURSE,
    SENTENCE_COLUMNS,
    sentence_line,
    sentence_words,
)
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.menu import Menu
from cqcmd.views.units import SentenceView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Table

HINT = _("空格 记下一步：已通知→已受领→已完成   回车 选一步、撤回")


@form("unit")
class UnitScreen(IncidentScreen):
    """The first step asks who spoke for the unit; later ones take the same name, and now."""

    LISTS = ("sentences",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,ideographic_space",
            "advance",
            _("这一项的下一步"),
            show=False,
            id="advance-sentence",
        ),
        Binding("f9", "ask", _("换人、换时间"), id="record-sentence"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    purpose = _("一个成员单位的职责，逐句记通知、受领、完成。")
    main_keys = ("ask", "choose", "clause", "dismiss")

    def __init__(self, desk: Desk, ident: str, code: str) -> None:
        self._code = code
        self._view = desk.units.shown.one(ident, code)
        self.name_of_room = _("职责：{unit}").format(unit=self._view.name)
        super().__init__(desk, ident)

    def body(self) -> Iterator[Widget]:
        """Build the sentences, the one under the cursor in full, and what the keys do."""
        yield Table(SENTENCE_COLUMNS, id="sentences")
        yield Lines("detail", fold=True)
        yield Lines("states")

    def on_mount(self) -> None:
        """Put the cursor on the sentences."""
        self.lists["sentences"].focus()

    def reload(self) -> None:
        """Read the unit anew."""
        super().reload()
        now, table = self.desk.clock.now(), self.lists["sentences"]
        try:
            self._view = self.desk.units.shown.one(self.ident, self._code)
        except Refusal:
            # The entry that named it was struck meanwhile: nothing of it is left to be shown.
            self.app.call_later(self._leave)
            return
        table.show([sentence_line(self._view, s, now) for s in self._view.sentences])
        self.query_one("#states", Lines).show(HINT)
        self.show_detail()

    def _leave(self) -> None:
        # Beneath another screen it cannot go; it is read anew, and goes, once it is on top.
        if self.is_current:
            self.dismiss()

    def on_resize(self) -> None:
        """Say below what the list cuts at this size."""
        self.call_after_refresh(self.show_detail)

    def show_detail(self) -> None:
        """Show every state of the sentence under the cursor, and itself where the list cuts it."""
        found, table = self._here(), self.lists["sentences"]
        whole = table.cursor is not None and table.shows_whole(table.cursor)
        words = sentence_words(found, self.desk.clock.now(), listed=whole) if found else ""
        self.query_one("#detail", Lines).show(words)

    def _here(self) -> SentenceView | None:
        line = self.lists["sentences"].cursor
        number = int(line.key) if line else 0
        return next((s for s in self._view.sentences if s.number == number), None)

    def action_ask(self) -> None:
        """Ask who, when and which sentences, whatever was said before."""
        if found := self._here():
            self._ask(next_step(found) or COURSE[-1], found.number)

    def action_advance(self) -> None:
        """Record the next step of the sentence under the cursor."""
        found = self._here()
        step = next_step(found) if found else None
        if found and step:
            self._record(found, step)
        elif found:
            words = _("第{n}项已完成，没有下一步；按回车可以撤回。").format(n=found.number)
            self.warn(words)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        if found := self._here():
            self._choose(found)

    @work
    async def _choose(self, found: SentenceView) -> None:
        """Ask what became of a sentence: any step, or the last one taken back."""
        answers: list[tuple[str, str]] = [(step, SENTENCE_STATES[step]) for step in COURSE]
        if found.state:
            answers.append(("withdraw", _("撤回这一步")))
        answers.append(("ask", _("换人、换时间再记")))
        title = _("第{n}项 {text}").format(n=found.number, text=found.text)
        chosen = await self.app.push_screen_wait(Menu(title, answers))
        if chosen == "withdraw":
            self._withdraw(found)
        elif chosen == "ask":
            self.action_ask()
        elif step := next((step for step in COURSE if step == chosen), None):
            self._record(found, step)

    def _record(self, found: SentenceView, state: SentenceState) -> None:
        """Record a step by whoever spoke for the unit last; ask who where nobody did yet."""
        if not self._view.spoke:
            self._ask(state, found.number)
            return
        form = UnitDutyForm(
            unit=self._code,
            duties=(found.number,),
            state=state,
            who=self._view.spoke,
            at=self.desk.clock.now(),
        )
        try:
            self.desk.units.move(self.ident, form)
        except Refusal as refusal:
            self.refused(refusal)
            return
        words = _("第{n}项{state}：{who}，现在。不是他、不是现在：按退格撤回，再按 F9 记。")
        said = words.format(n=found.number, state=SENTENCE_STATES[state], who=form.who)
        notify_saved(self, said)
        self.reload()

    def _ask(self, state: SentenceState, number: int) -> None:
        self.action_open_form("command/unit_duty", f"{self._code}:{state}:{number}")

    def _withdraw(self, found: SentenceView) -> None:
        """Take back the furthest state of a sentence."""
        try:
            state = self.desk.units.withdraw(self.ident, self._code, found.number)
        except Refusal as refusal:
            self.refused(refusal)
            return
        words = _("已撤回：第{n}项{state}。")
        notify_saved(self, words.format(n=found.number, state=SENTENCE_STATES[state]))
        self.reload()


def next_step(sentence: SentenceView) -> SentenceState | None:
    """Return the step that comes next; ``None`` where all are taken."""
    reached = COURSE.index(sentence.state) + 1 if sentence.state in COURSE else 0
    return COURSE[reached] if reached < len(COURSE) else None
