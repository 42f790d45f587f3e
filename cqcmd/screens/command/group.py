"""一个工作组: its people and where they are, its units with their duty sentences (annex 1)."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cqcmd.desk.command.forms import PersonForm
from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.parsing.phones import read_phones
from cqcmd.screens.command.lines import PEOPLE_COLUMNS, person_detail, person_line
from cqcmd.screens.command.people_states import (
    STATE_CHOICES,
    advance_person,
    chosen_state,
    record_state,
)
from cqcmd.screens.command.unit_lines import unit_words
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.contacts.pick import PickContact
from cqcmd.views.command import GroupView, PersonView
from cqcmd.views.units import UnitView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Cell, Column, Line, Table

HINT = _("空格 记下一步：已通知→已应答→在途→到场→撤离   回车 选任一步、职务、移出")

MORE = [("post", _("改职务")), ("remove", _("移出"))]

WHY_REMOVED = (
    _("编错了人"),
    _("调到别的工作组"),
    _("由别人接替"),
    _("联系不上，另派人"),
    _("任务已完成"),
)


@form("group")
class GroupScreen(IncidentScreen):
    """``code`` is a group, or a post of the headquarters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,ideographic_space",
            "advance",
            _("这个人的下一步"),
            show=False,
            id="advance-person",
        ),
        Binding("f9", "add(False)", _("加人"), id="add-person"),
        Binding("f8", "add(True)", _("定组长"), id="set-leader"),
        Binding("delete", "remove", _("移出"), show=False, id="remove-person"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    purpose = _("一个工作组或一个职务有哪些人，各到了没有。")
    main_keys = ("add(False)", "add(True)", "choose", "remove", "dismiss")

    def __init__(self, desk: Desk, ident: str, code: str) -> None:
        self._code = code
        self._post = code in desk.plan.index["posts"]
        self.name_of_room = desk.roster.shown.called(ident, code)
        super().__init__(desk, ident)

    def body(self) -> Iterator[Widget]:
        """Build the people, the units, and the line under the cursor in full."""
        yield Table(PEOPLE_COLUMNS, empty=_("还没有人：F9 加人，F8 定组长。"), id="people")
        duties = _("职责（{clause}）").format(
            clause=self.desk.plan.role("headquarters.duties").clause
        )
        columns = (Column(_("单位"), 26, counted=True), Column(_("办理"), 14), Column(duties, 0))
        yield Table(columns, empty=_("预案没有列出单位。"), id="units")
        yield Lines("detail", fold=True)
        yield Lines("states")

    def on_mount(self) -> None:
        """Put the cursor on the people."""
        self.query_one("#people", Table).focus()

    def reload(self) -> None:
        """Read the group anew."""
        super().reload()
        self.query_one("#states", Lines).show(HINT)
        now = self.desk.clock.now()
        self._view: GroupView = self.desk.roster.shown.group(self.ident, self._code)
        clause = self.desk.plan.role("headquarters").clause
        self.query_one("#people", Table).show(
            [person_line(person, clause, now) for person in self._view.people]
        )
        self.query_one("#units", Table).show(list(_unit_lines(self._view.units)))
        self._show_detail()

    # Where the cursor is

    def person_here(self) -> str:
        """Return the person under the cursor; nobody while the cursor stands on a unit."""
        people = self.query_one("#people", Table)
        return people.cursor.key if people.has_focus and people.cursor else ""

    def _unit_here(self) -> UnitView | None:
        table = self.query_one("#units", Table)
        line = table.cursor if table.has_focus else None
        code = line.key.partition(":")[0] if line else ""
        return next((unit for unit in self._view.units if unit.code == code), None)

    def clause_here(self) -> str:
        """Return annex 1 for the units' duties, 2.1 for the groups."""
        unit = self._unit_here()
        return self.desk.plan.unit(unit.code).clause if unit else self._view.clause

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_detail()

    def on_descendant_focus(self) -> None:
        """Show the line of the list that has the focus now."""
        # The first focus comes before the first view was read.
        if hasattr(self, "_view"):
            self._show_detail()

    def on_key(self, event: events.Key) -> None:
        """Down from the people goes on to the units, Up back."""
        people, units = self.query_one("#people", Table), self.query_one("#units", Table)
        if event.key == "down" and people.has_focus and units.lines:
            if not people.lines or people.at_edge(1):
                event.stop()
                event.prevent_default()
                units.focus()
        elif event.key == "up" and units.has_focus and units.at_edge(-1):
            event.stop()
            event.prevent_default()
            people.focus()

    def _show_detail(self) -> None:
        unit, person = self._unit_here(), self._person()
        if unit is not None:
            words = "；".join(unit.duties)
        else:
            words = person_detail(person) if person else self._view.basis
        self.query_one("#detail", Lines).show(words)

    def _person(self) -> PersonView | None:
        ident = self.person_here()
        return next((person for person in self._view.people if person.person == ident), None)

    # People

    def action_advance(self) -> None:
        """Record the next state of the person under the cursor."""
        advance_person(self, self._person())

    @on(Table.Chosen, "#units")
    def _unit_chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_open_form("command/unit", event.line.key.rstrip(":"))

    @on(Table.Chosen, "#people")
    def _person_chosen(self, event: Table.Chosen) -> None:
        event.stop()
        if person := self._person():
            self._choose(person)

    @work
    async def _choose(self, person: PersonView) -> None:
        """Ask what became of a person: any state, another post, or out of the group."""
        title = _("{name} {post}").format(name=person.name, post=person.post)
        chosen = await self.app.push_screen_wait(Menu(title, [*STATE_CHOICES, *MORE]))
        if state := chosen_state(chosen or ""):
            record_state(self, person.person, state)
        elif chosen == "remove":
            self._remove(person)
        elif chosen == "post":
            self._set_post(person)

    @work
    async def _set_post(self, person: PersonView) -> None:
        title = _("{name}的职务").format(name=person.name)
        act = partial(self.desk.roster.set_post, self.ident, self._code, person.person)
        question = AskWords(title, _("职务"), person.post, act)
        post = await self.app.push_screen_wait(question)
        if post is None:
            return
        notify_saved(self, _("{name} 职务：{post}").format(name=person.name, post=post))
        self.reload()

    @work
    async def action_add(self, leads: bool) -> None:
        """Somebody out of the 通讯录, or a name that is not in it."""
        unit, unasked = self._unit_here(), False
        title = _("{group}：{what}").format(
            group=self._view.name or self.name_of_room, what=_("组长") if leads else _("组员")
        )
        chosen = await self.app.push_screen_wait(PickContact(self.desk, title))
        if chosen is None:
            return
        if isinstance(chosen, str):
            phones = await self._ask_phones(chosen)
            form = PersonForm(name=chosen, unit=unit.name if unit else "", phones=phones or ())
            # Left with Esc, the question is unanswered; the person stays.
            unasked = phones is None
        else:
            form = PersonForm(
                name=chosen.name,
                post=chosen.post,
                unit=chosen.org,
                phones=chosen.phones,
                contact=chosen.id,
            )
        self._assign(form, leads, _("没有填电话，通知时打不出去") if unasked else "")

    async def _ask_phones(self, name: str) -> tuple[str, ...] | None:
        """Ask for the numbers of somebody who is not in the 通讯录: the call-out dials them."""
        title, label = _("{name}的电话").format(name=name), _("可空；没有号码，通知时打不出去")
        words = await self.app.push_screen_wait(AskWords(title, label, act=read_phones))
        return None if words is None else read_phones(words)

    def _assign(self, form: PersonForm, leads: bool, remark: str) -> None:
        try:
            person = self.desk.roster.assign(self.ident, self._code, form, leads=leads)
        except Refusal as refusal:
            self.refused(refusal)
            return
        mark = self.desk.roster.shown.mark(self.ident, person)
        words = _("{name} 任组长") if leads else _("{name} 已编入")
        said = (words.format(name=form.name), remark, mark)
        notify_saved(self, "  ".join(filter(None, said)))
        self.reload()
        people = self.query_one("#people", Table)
        people.focus()
        people.go_to_key(person)

    def action_remove(self) -> None:
        """Take the person under the cursor out of the group; the record keeps what he did."""
        person = self._person()
        if person is None:
            self.warn(_("把光标放到一个人上，再按 Del 移出。"))
            return
        self._remove(person)

    @work
    async def _remove(self, person: PersonView) -> None:
        title = _("移出：{name}").format(name=person.name)
        reason = await self.app.push_screen_wait(AskReason(title, WHY_REMOVED))
        if reason is None:
            return
        try:
            self.desk.roster.remove(self.ident, self._code, person.person, reason)
        except Refusal as refusal:
            self.refused(refusal)
            return
        notify_saved(self, _("{name} 已移出").format(name=person.name))
        self.reload()


def _unit_lines(units: tuple[UnitView, ...]) -> Iterator[Line]:
    for unit in units:
        cells = (Cell(unit_words(unit)), Cell(unit.progress), Cell("；".join(unit.duties), "dim"))
        yield Line(f"{unit.code}:", cells)
