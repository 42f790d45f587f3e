"""移交指挥: the sheet is read to its end, then who takes over is recorded (2.2)."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from cqcmd.desk.command.forms import CommandForm
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.command.decision_fields import decided, note_decided
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import how_of
from cqcmd.screens.common.sheet import Sheet
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.widgets.drawing.safe_text import plain


@form("take_over", _("移交{headquarters}"))
class TakeOverForm(FieldForm):
    """Page keys read the sheet; F9 records that it was read and by whom command was taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "read(5)", _("向下（交接单）"), show=False, id="sheet-down"),
        Binding("pageup", "read(-5)", _("向上（交接单）"), show=False, id="sheet-up"),
        Binding("f8", "paper", _("交接单存成文件"), show=False, id="sheet-paper"),
    ]

    form = "take_over"

    purpose = _("看过交接单，记下由谁接任指挥。")
    main_keys = ("save", "read(5)", "paper", "back")

    def __init__(self, desk: Desk, ident: str, *, draft: Mapping[str, str] | None = None) -> None:
        self._taker = desk.command.taking_over(ident)
        self.name_of_form = _("移交{headquarters}").format(headquarters=self._taker.name)
        super().__init__(desk, ident, first="who", draft=draft)

    def head(self) -> Iterator[Widget]:
        """Put the sheet over the fields."""
        yield from super().head()
        with Sheet(can_focus=False) as sheet:
            self._shown = self.desk.command.sheet(self.ident)
            yield Static(plain("\n".join(self._shown)))
        yield sheet

    def fields(self) -> Iterator[Field]:
        """Who takes over, in which post, told how, when."""
        chiefs = (row for row in self.desk.plan.posts if row.chief)
        code = self._taker.code
        holder = next((row.holder for row in chiefs if row.headquarters == code), "")
        for field in decided(_("接收人")):
            if field.code == "post":
                field.fill(holder)
            yield field

    def on_mount(self) -> None:
        """Mark the fields that may stay blank."""
        note_decided(self)

    def changed(self) -> None:
        """Show what the plan says, and how the sheet is read."""
        said = _("各项事宜由{headquarters}统一指挥处置（{clause}）。接收方不必有本程序。")
        clause = self.desk.plan.role("command").clause
        said = said.format(headquarters=self._taker.name, clause=clause)
        self.tell(said + "\n" + _("PgDn、PgUp 读交接单；读到末尾才能记为已接收。F8 存成文件"))

    def action_read(self, lines: int) -> None:
        """Read on."""
        sheet = self.query_one(Sheet)
        sheet.scroll_to(y=sheet.scroll_y + lines, animate=False)

    def action_paper(self) -> None:
        """Show the sheet as a text that can be handed over."""
        self.app.push_screen(PaperScreen(self.desk, self.desk.papers.take_over(self.ident)))

    def save(self, reason: str) -> str:
        """Record the hand-over as accepted; the sheet is in the entry."""
        if not self.query_one(Sheet).read:
            raise BadInput(_("交接单还没有读到末尾，请按 PgDn 读完。"))
        form = CommandForm(
            headquarters=self._taker.code,
            who=self.text("who"),
            post=self.text("post"),
            how=how_of(self.text("how")),
            relieved=self.desk.command.relieved_by(self.ident, self._taker.code),
            at=self.moment_or_now("at"),
        )
        mark = self.desk.command.hand_over(self.ident, form, read=self._shown, reason=reason)
        return _("已记入：{who} 接收指挥，已阅交接单。{mark}").format(who=form.who, mark=mark)
