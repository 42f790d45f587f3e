"""本值班点: which organisation this station serves, whom to call, who is on duty. Asked once."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from textual import events, on, work
from textual.containers import Horizontal
from textual.widget import Widget

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.plan_names import names_of
from cqcmd.screens.common.shared_fields import NUMBER_EXAMPLE, PERSON_EXAMPLE
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.fields.pick_field import PickField
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Cell, Column, Line, Table

PHONE = "phone-"
"""Before the code of an organisation: the field for its number."""
ORG = "org"
DRAFT = "station:"
COLUMNS = (Column(_("本值班点服务于哪个单位"), 0),)


@form("station", _("本值班点"), of_incident=False)
class StationForm(FieldForm):
    """A number belongs to the organisation it was typed for, whichever is chosen meanwhile."""

    form = "station"
    name_of_form = _("本值班点")
    keys_words = _("回车 下一项，末项保存   F9 保存   Esc 返回，填的留着")

    purpose = _("本站服务于哪个单位、在哪里、上级电话：时限按它算。")
    main_keys = ("save", "step(1)", "back")

    def __init__(self, desk: Desk, *, draft: Mapping[str, str] | None = None) -> None:
        self._kept = desk.station.serving()
        self._today = local(desk.clock.now()).date()
        self._names = names_of(desk, self._today)
        super().__init__(desk, draft=draft or _left_behind(desk))
        standing = self._kept.org if self._kept else desk.station.likeliest()
        self._began_with = standing
        self._org = self._restored.get(ORG, standing)
        self._suggested = ""

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "StationForm":
        """Open it with what was typed before."""
        return cls(desk, draft=wanted.typed)

    # Drawing

    def head(self) -> Iterator[Widget]:
        """Build the organisations, and beside them what the one under the cursor brings."""
        yield from super().head()
        with Horizontal(id="choice"):
            yield Table(COLUMNS, id=ORG)
            yield Lines("owed", fold=True)

    def fields(self) -> Iterator[Field]:
        """Yield the station, the numbers of whoever may be reported to, who is on duty."""
        stood = self._stood_before()
        for field in self._blank():
            field.fill(stood.get(field.code, ""))
            yield field

    def _blank(self) -> Iterator[TextField]:
        plan = self.desk.plan
        letters = _("名称、拼音或首字母，例 {district}").format(district=plan.word("example"))
        districts = self._names.districts(lambda: self._today)
        yield PickField("district", plan.word("district"), districts, example=letters)
        yield TextField("name", _("本站名称"), example=_("报告和记录里的称呼"))
        for code, receiver in self._receivers():
            yield TextField(f"{PHONE}{code}", receiver, example=NUMBER_EXAMPLE)
        yield TextField("own", _("本站值班电话"), example=NUMBER_EXAMPLE)
        yield TextField("officer", _("值班员"), example=PERSON_EXAMPLE, required=True)

    def _stood_before(self) -> dict[str, str]:
        kept = self._kept
        if kept is None:
            return {"officer": self.desk.officer}
        stood = {f"{PHONE}{code}": number for code, number in kept.numbers.items()}
        named = {"district": kept.district or "", "name": kept.name}
        return stood | named | {"own": kept.numbers.get(kept.org, ""), "officer": self.desk.officer}

    def title_over(self, name: str) -> str:
        """Return what a group of fields is about."""
        titles = {"district": _("本站"), "own": _("值班")}
        if name.startswith(PHONE):
            first = next((f"{PHONE}{code}" for code, _name in self._receivers()), "")
            return _("上报电话") if name == first else ""
        return titles.get(name, "")

    def _receivers(self) -> tuple[tuple[str, str], ...]:
        """Return codes and names of all that any organisation reports to."""
        station, orgs = self.desk.station, self.desk.plan.orgs
        return tuple(dict(pair for org in orgs for pair in station.receivers(org.code)).items())

    def on_mount(self) -> None:
        """Choose the organisation as kept, or the likeliest."""
        self._show_orgs()
        table = self.query_one(Table)
        table.go_to_key(self._org)
        table.focus()
        self._fit_fields()
        self._learn_pinyin()

    @work(thread=True)
    def _learn_pinyin(self) -> None:
        self._names.preload()

    def focus_first(self) -> None:
        """Begin with the organisations, above the fields."""

    def _show_orgs(self) -> None:
        """Mark the chosen one, so that it is seen also while a field has the focus."""
        lines = []
        for org in self.desk.plan.orgs:
            mark, state = ("*", "strong") if org.code == self._org else (" ", "")
            lines.append(Line(org.code, (Cell(f"{mark} {org.name}", state),)))
        self.query_one(Table).show(lines)

    # Fields that follow from others

    @on(Table.Moved)
    def _org_moved(self, event: Table.Moved) -> None:
        event.stop()
        self._org = event.line.key
        self._show_orgs()
        self._fit_fields()
        self.drafting.touched()

    @on(Table.Chosen)
    def _org_chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_step(1)

    def changed(self) -> None:
        """Fill in the usual name, until the officer writes another."""
        field = self._fields["name"]
        if field.text in ("", self._suggested):
            district = self.text("district") if self._has_district() else ""
            self._suggested = self.desk.plan_reader.usual_name(self._org, district)
            field.fill(self._suggested)

    def _has_district(self) -> bool:
        level = self.desk.plan.org_level(self._org)
        return level.at_scene or level.of_district

    def _fit_fields(self) -> None:
        """Ask for the district where there is one, and for the numbers of those reported to."""
        asked = [f"{PHONE}{code}" for code, _name in self.desk.station.receivers(self._org)]
        phones = [name for name in self._fields if name.startswith(PHONE)]
        for name in phones:
            self.hide(name, name not in asked)
        self.hide("district", not self._has_district())
        self.query_one(f"#title-{phones[0]}").set_class(not asked, "-hidden")
        self.query_one("#owed", Lines).show("\n".join(self.desk.station.owed(self._org)))
        self.align_shown()
        self.changed()

    # Moving, saving

    def action_step(self, step: int) -> None:
        """To the next field, or the one before; the organisations stand over the first."""
        first = self.in_order()[0]
        if self.query_one(Table).has_focus:
            first.focus()
        elif step < 0 and first.has_focus:
            self.query_one(Table).focus()
        else:
            super().action_step(step)

    def on_key(self, event: events.Key) -> None:
        """Down from the last organisation reaches the fields."""
        table = self.query_one(Table)
        if event.key == "down" and table.has_focus and table.cursor == table.lines[-1]:
            event.prevent_default()
            self.action_step(1)
        else:
            super().on_key(event)

    def typed(self) -> dict[str, str]:
        """Return what was typed; the organisation too where it is another."""
        found = super().typed()
        if found.get("name") == self._suggested:
            del found["name"]
        return found if self._org == self._began_with else found | {ORG: self._org}

    def save(self, reason: str) -> str:
        """Write it down."""
        receivers = self.desk.station.receivers(self._org)
        numbers = {code: self.text(f"{PHONE}{code}") for code, _name in receivers}
        district = (self.text("district") or None) if self._has_district() else None
        try:
            self.desk.station.set_up(
                self._org,
                self.text("name"),
                district,
                numbers | {self._org: self.text("own")},
                self.text("officer"),
            )
        except BadInput as refusal:
            if refusal.field == f"{PHONE}{self._org}":
                raise BadInput(str(refusal), "own") from None
            raise
        return _("本值班点已设置：{name}。").format(name=self.text("name"))


def _left_behind(desk: Desk) -> Mapping[str, str] | None:
    """Take up what was typed in a session that ended before the station was ever set up."""
    for found in () if desk.station.serving() else desk.drafts.found():
        if found.form == DRAFT:
            with suppress(Refusal):  # another window was first
                desk.drafts.adopt(found)
                return found.fields
    return None
