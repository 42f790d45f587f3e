"""本站: which organisation this station serves, whom to call, who is on duty. Asked once."""

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import ONE_COLUMN, quiet_input
from cqcmd.screens.common.base import ModalSheet
from cqcmd.screens.common.session_memory import recall, remember
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Line, Table

FORM = "station"
"""The name under which what was typed and not saved is remembered."""


def phone_fields(desk: Desk) -> tuple[str, ...]:
    """Name the fields for the numbers of those reported to: as many as any organisation needs."""
    most = max((len(desk.station.receivers(org.code)) for org in desk.plan.orgs), default=0)
    return tuple(f"phone-{number}" for number in range(most))


class StationForm(ModalSheet[bool]):
    """``True`` once it is on disk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "save", _("保存"), show=False, id="save"),
        Binding("escape", "back", _("返回"), show=False, id="back"),
        Binding("f1", "app.help", _("帮助"), show=False, id="help"),
        Binding("up", "step(-1)", _("上一项"), show=False, id="field-up"),
        Binding("down", "step(1)", _("下一项"), show=False, id="field-down"),
    ]

    purpose = _("本站服务于哪个单位、在哪里、上级电话：时限按它算。")
    main_keys = ("save", "step(1)", "back")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._kept = desk.station.serving()
        self._left = recall(desk, FORM)
        self._phones = phone_fields(desk)
        self._numbers = dict(self._kept.numbers) if self._kept else {}
        self._asked: tuple[tuple[str, str], ...] = ()
        self._suggested = ""
        self._org_shown = ""

    def compose(self) -> ComposeResult:
        """Build the organisations, then one line a field."""
        with Vertical(classes="sheet"):
            yield Static(_("本值班点服务于哪个单位？"), classes="question")
            yield Table(ONE_COLUMN, id="org")
            district = self._desk.plan.word("district")
            kept = self._kept.district if self._kept else ""
            with VerticalScroll(can_focus=False):
                yield from self._field("district", district, kept)
                yield from self._field("name", _("本站名称"), self._kept.name if self._kept else "")
                for phone in self._phones:
                    yield from self._field(phone, "", "")
                yield from self._field("own", _("本站值班电话"), self._own_number())
                yield from self._field("officer", _("值班员"), self._desk.officer)
            yield Static(_("回车 下一项，最后一项保存   F9 保存   Esc 返回"), classes="hint")

    def _own_number(self) -> str:
        """Return the number that those reported to may call back."""
        return self._kept.numbers.get(self._kept.org, "") if self._kept else ""

    def _field(self, name: str, label: str, value: str | None) -> ComposeResult:
        with Horizontal(classes="field", id=f"row-{name}"):
            yield Static(plain(label), classes="label", id=f"label-{name}")
            yield quiet_input("", self._left.get(name, value or ""), id=name)

    def on_mount(self) -> None:
        """Choose the organisation as kept, or the likeliest."""
        kept = self._kept.org if self._kept else self._desk.station.likeliest()
        self._show_orgs(self._left.get("org") or kept)
        table = self.query_one(Table)
        table.go_to_key(self._org_shown)
        if self._left:
            self._asked = self._desk.station.receivers(self._org_shown)
        self._fit_fields()
        table.focus()
        self._learn_pinyin()

    @work(thread=True)
    def _learn_pinyin(self) -> None:
        self._desk.plan_reader.districts.preload()

    def _show_orgs(self, chosen: str) -> None:
        """Mark the chosen one, so that it is seen also while another field has the focus."""
        self._org_shown = chosen
        lines = []
        for org in self._desk.plan.orgs:
            mark, state = ("*", "strong") if org.code == chosen else (" ", "")
            lines.append(Line(org.code, (Cell(f"{mark} {org.name}", state),)))
        self.query_one(Table).show(lines)

    # Fields that follow from others

    @on(Table.Moved)
    def _org_moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_orgs(event.line.key)
        self._fit_fields()

    @on(Table.Chosen)
    def _org_chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_step(1)

    @on(Input.Changed, "#district")
    def _district_typed(self) -> None:
        self._suggest_name()

    def _fit_fields(self) -> None:
        """Ask for the district where there is one, and for the numbers of those reported to."""
        self._take_numbers()
        org = self._org()
        level = self._desk.plan.org_level(org)
        here = level.at_scene or level.of_district
        self.query_one("#row-district").set_class(not here, "-hidden")
        self._asked = self._desk.station.receivers(org)
        for index, phone in enumerate(self._phones):
            self.query_one(f"#row-{phone}").set_class(index >= len(self._asked), "-hidden")
            if index < len(self._asked):
                code, name = self._asked[index]
                label = _("{name} 电话").format(name=name)
                self.query_one(f"#label-{phone}", Static).update(plain(label))
                self.query_one(f"#{phone}", Input).value = self._numbers.get(code, "")
        self._suggest_name()

    def _take_numbers(self) -> None:
        """Keep a number with the organisation it was typed for, not with its line."""
        for (code, _name), phone in zip(self._asked, self._phones, strict=False):
            self._numbers[code] = self._text(phone)

    def _suggest_name(self) -> None:
        """Fill in the usual name, until the officer writes another."""
        field = self.query_one("#name", Input)
        if field.value not in ("", self._suggested):
            return
        district = self._desk.plan_reader.district(self._text("district"))
        self._suggested = self._desk.plan_reader.usual_name(self._org(), district)
        field.value = self._suggested

    # Moving, saving, leaving

    def _org(self) -> str:
        line = self.query_one(Table).cursor
        return line.key if line else self._desk.station.likeliest()

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _order(self) -> list[Table | Input]:
        rows = [row for row in self.query(".field") if not row.has_class("-hidden")]
        return [self.query_one(Table), *(row.query_one(Input) for row in rows)]

    def action_step(self, step: int) -> None:
        """To the next field, or the one before."""
        order = self._order()
        at = order.index(self.focused) if self.focused in order else 0
        order[max(0, min(at + step, len(order) - 1))].focus()

    def on_key(self, event: events.Key) -> None:
        """Down from the last organisation reaches the fields."""
        table = self.query_one(Table)
        if event.key == "down" and table.has_focus and table.at_edge(1):
            event.prevent_default()
            self.action_step(1)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self._order()[-1]:
            self.action_save()
        else:
            self.action_step(1)

    def action_save(self) -> None:
        """Write it down; what is missing is said, and the cursor goes there."""
        org = self._org()
        self._take_numbers()
        numbers = {code: self._numbers[code] for code, _name in self._asked}
        numbers[org] = self._text("own")
        typed = (
            "" if self.query_one("#row-district").has_class("-hidden") else self._text("district")
        )
        district = self._desk.plan_reader.district(typed) or None
        try:
            self._desk.station.set_up(
                org, self._text("name"), district, numbers, self._text("officer")
            )
        except Refusal as refusal:
            self.refused(refusal)
            if isinstance(refusal, BadInput) and refusal.field:
                self.query_one(f"#{refusal.field}", Input).focus()
            return
        remember(self._desk, FORM, {})
        self.dismiss(True)

    def action_back(self) -> None:
        """Leave; what was typed stands there the next time."""
        fields = {field.id: field.value for field in self.query(Input) if field.id}
        remember(self._desk, FORM, {"org": self._org(), **fields})
        self.dismiss(False)
