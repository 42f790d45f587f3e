"""通知名单: whom to telephone, in order; one key a call, the cursor goes on by itself."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cqcmd.desk.command.forms import PersonForm, PersonState
from cqcmd.i18n import _
from cqcmd.screens.command.lines import PEOPLE_COLUMNS, person_detail, person_line
from cqcmd.screens.command.people_states import (
    STATE_CHOICES,
    chosen_state,
    record_state,
)
from cqcmd.screens.common.acts import carry_out
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.menu import Menu
from cqcmd.views.command import PersonView
from cqcmd.views.office.rota import StandIn
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Table


@form("call_out")
class CallOutScreen(IncidentScreen):
    """Who was not reached stands on top; the number of the one under the cursor below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f9,space,ideographic_space", "state('notified')", _("打通了"), show=False, id="reached"
        ),
        Binding("f8", "state('called')", _("没打通"), show=False, id="not-reached"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    name_of_room = _("通知名单")

    purpose = _("照名单打电话召集：没通知到的在上面，打通一个记一个。")
    main_keys = ("choose", "state('called')", "clause", "dismiss")

    def body(self) -> Iterator[Widget]:
        """Build the list, and how to reach whoever stands under the cursor."""
        yield Table(PEOPLE_COLUMNS, empty=_("还没有人。先在工作组里按 F9 加人。"), id="people")
        yield Lines("detail", fold=True)
        yield Lines("states")

    def reload(self) -> None:
        """Read the list anew."""
        super().reload()
        self.query_one("#states", Lines).show(_("空格 打通了   F8 没打通   回车 选任一步"))
        now = self.desk.clock.now()
        people = self.desk.roster.shown.call_list(self.ident)
        self._people = {person.person: person for person in people}
        clause = self.desk.plan.role("headquarters").clause
        self.query_one(Table).show([person_line(person, clause, now) for person in people])
        self._show_detail()

    def person_here(self) -> str:
        """Return the person under the cursor."""
        line = self.query_one(Table).cursor
        return line.key if line else ""

    def action_state(self, state: PersonState) -> None:
        """Record what became of a call."""
        if record_state(self, self.person_here(), state):
            self._go_on()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        if person := self._people.get(event.line.key):
            self._choose(person)

    @work
    async def _choose(self, person: PersonView) -> None:
        """Ask for any state of a person; of one who was not reached, whom to call instead."""
        instead = {one.words: one for one in self._stand_ins(person)}
        answers = [(words, _("改找 {words}").format(words=words)) for words in instead]
        chosen = await self.app.push_screen_wait(Menu(person.name, [*STATE_CHOICES, *answers]))
        if state := chosen_state(chosen or ""):
            record_state(self, person.person, state)
        elif chosen:
            await carry_out(self, lambda _reason: self._call_instead(person, instead[chosen]))

    def _stand_ins(self, person: PersonView) -> tuple[StandIn, ...]:
        """Return who may be called in place of somebody who was not reached."""
        if person.state != "called":
            return ()
        besides = {other.name for other in self._people.values()}
        return self.desk.rota.stand_ins(person.name, person.unit, besides)

    def _call_instead(self, person: PersonView, other: StandIn) -> str:
        form = PersonForm(
            name=other.name,
            post=other.post or _("代{name}").format(name=person.name),
            unit=other.unit or person.unit,
            phones=other.phones,
            contact=other.contact,
        )
        self.desk.roster.call_instead(self.ident, person.person, form)
        return _("已列入名单：{name}，代{other}。").format(name=other.name, other=person.name)

    def _go_on(self) -> None:
        """On to the next who was not reached."""
        waiting = [person for person in self._people.values() if person.state in ("", "called")]
        uncalled = [person for person in waiting if not person.state]
        if waiting:
            self.query_one(Table).go_to_key((uncalled or waiting)[0].person)
        else:
            self.say(_("名单上的人都已通知。"))

    def clause_here(self) -> str:
        """Return 2.1 for groups of the city, 2.2 for those of a district."""
        return self.desk.roster.shown.clause_of_groups(self.ident)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        person = self._people.get(self.person_here())
        self.query_one("#detail", Lines).show(self._detail(person) if person else "")

    def _detail(self, person: PersonView) -> str:
        instead = "；".join(one.words for one in self._stand_ins(person))
        if not instead:
            return person_detail(person)
        words = _("没打通，可改找（回车）：{instead}\n{detail}")
        return words.format(instead=instead, detail=person_detail(person))
