"""Working groups and people: stood up, assigned, called out, and where everybody is (2.1)."""

import uuid
from datetime import datetime

from msgspec import Struct

from cqcmd.clock import stamp
from cqcmd.desk.office import Office
from cqcmd.errors import BadInput
from cqcmd.incident.command_events import Assigned, GroupStood, PersonMoved
from cqcmd.incident.command_events import PersonState as PersonState
from cqcmd.incident.roster import Person, Roster
from cqcmd.incident.state import Incident
from cqcmd.rules.response import headquarters_of
from cqcmd.rules.rows import Group, Post
from cqcmd.text import clean
from cqcmd.views.command import GroupView, PersonView, UnitView
from cqcmd.words import _

STATES: dict[str, str] = {
    "called": _("未打通"),
    "notified": _("已通知"),
    "accepted": _("已应答"),
    "on_way": _("在途"),
    "on_scene": _("到场"),
    "released": _("撤离"),
}
UNCALLED = _("未通知")
GROUP_CLAUSES = {"city": "2.1", "district": "2.2"}
"""Where the plan sets up the groups of a headquarters."""
ADDED = "x-"
"""The beginning of the code of a group that the plan does not know (等工作组)."""


class PersonForm(Struct, frozen=True, kw_only=True):
    """Somebody to be given a place; ``contact`` is his id in the 通讯录, if he is in it."""

    name: str
    post: str = ""
    unit: str = ""
    phones: tuple[str, ...] = ()
    contact: str = ""


class RosterDesk:
    """The verbs of 工作组."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # Groups

    def stand(self, ident: str, group: str, *, stood: bool = True) -> None:
        """A group is stood up, or stood down."""
        with self._office.act() as write:
            roster = self._office.incident(ident).roster
            self._known(roster, group)
            if stood == (group in roster.stood):
                words = _("这个组已经成立。") if stood else _("这个组没有成立。")
                raise BadInput(words)
            write.append(GroupStood(group=group, stood=stood), ident)

    def add_group(self, ident: str, name: str) -> str:
        """A group the plan does not name (等工作组); returns its code."""
        name = clean(name, lines=False).strip()
        if not name:
            raise BadInput(_("请填工作组名称。"), "name")
        with self._office.act() as write:
            roster = self._office.incident(ident).roster
            names = {row.name: row.code for row in self._office.plan.groups}
            names |= {known: code for code, known in roster.added.items()}
            if name in names:
                raise BadInput(_("已有“{name}”。").format(name=name), "name")
            code = ADDED + uuid.uuid4().hex[:8]
            write.append(GroupStood(group=code, name=name), ident)
        return code

    def _known(self, roster: Roster, place: str) -> None:
        plan = self._office.plan
        known = {*plan.index["groups"], *plan.index["posts"], *roster.added}
        if place not in known:
            raise BadInput(_("没有这个工作组或职务，请从列表里选。"))

    # People

    def assign(self, ident: str, place: str, form: PersonForm, *, leads: bool = False) -> str:
        """Give somebody a place; returns the person's id. Two groups at once are marked."""
        name = clean(form.name, lines=False).strip()
        if not name:
            raise BadInput(_("请填姓名。"), "name")
        with self._office.act() as write:
            roster = self._office.incident(ident).roster
            self._known(roster, place)
            person = _same(roster, form, name) or form.contact or uuid.uuid4().hex[:12]
            if person in roster.people and roster.people[person].places.get(place) == leads:
                raise BadInput(_("{name}已经在这里。").format(name=name))
            event = Assigned(
                place=place,
                person=person,
                name=name,
                post=form.post.strip(),
                unit=form.unit.strip(),
                phones=form.phones,
                leads=leads,
            )
            write.append(event, ident)
        return person

    def remove(self, ident: str, place: str, person: str) -> None:
        """Somebody no longer has a place; his own record stays."""
        with self._office.act() as write:
            found = self._person(ident, person)
            if place not in found.places:
                raise BadInput(_("{name}不在这里。").format(name=found.name))
            event = Assigned(
                place=place,
                person=person,
                name=found.name,
                post=found.post,
                unit=found.unit,
                gone=True,
            )
            write.append(event, ident)

    def set_state(
        self, ident: str, person: str, state: PersonState, at: datetime | None = None
    ) -> None:
        """What somebody said or did, at ``at`` or now."""
        if at is not None:
            self._office.check_time(at, " ")
        with self._office.act() as write:
            found = self._person(ident, person)
            if found.state == state and state != "called":
                raise BadInput(
                    _("{name}已记为{state}。").format(name=found.name, state=STATES[state])
                )
            write.append(PersonMoved(person=person, state=state), ident, at)

    def _person(self, ident: str, person: str) -> Person:
        found = self._office.incident(ident).roster.people.get(person)
        if found is None:
            raise BadInput(_("名单里没有这个人，请先编入工作组。"))
        return found

    # What is shown

    def call_list(self, ident: str) -> tuple[PersonView, ...]:
        """Everybody to be telephoned, in order: headquarters, leaders, members; then the rest.

        Who was reached goes behind those who were not.
        """
        incident = self._office.incident(ident)
        order = {code: n for n, code in enumerate(self._places(incident))}
        found = [each for each in incident.roster.people.values() if each.places]

        def rank(person: Person) -> tuple[bool, bool, bool, int]:
            place = min(person.places, key=lambda each: order.get(each, len(order)))
            reached = person.state not in (None, "called")
            return (reached, "." not in place, not person.places[place], order.get(place, 99))

        return tuple(self._view(incident, each, "") for each in sorted(found, key=rank))

    def people(self, ident: str, place: str) -> tuple[PersonView, ...]:
        """Those at a place, the leader first."""
        incident = self._office.incident(ident)
        return tuple(self._view(incident, each, place) for each in incident.roster.members(place))

    def group(self, ident: str, code: str) -> GroupView:
        """One group with its people, its units and their duty sentences (annex 1)."""
        incident = self._office.incident(ident)
        row = self._office.plan.index["groups"].get(code)
        name = row.name if isinstance(row, Group) else incident.roster.added.get(code, "")
        return GroupView(
            code,
            name,
            self._clause(incident, code),
            self._basis(code),
            incident.roster.stood.get(code),
            self.people(ident, code),
            self._units(incident, row) if isinstance(row, Group) else (),
        )

    def _clause(self, incident: Incident, code: str) -> str:
        """A post has its own clause; the city's groups are of 2.1, a district's of 2.2."""
        post = self._office.plan.index["posts"].get(code)
        return post.clause if isinstance(post, Post) else self.clause_of_groups(incident.id)

    def clause_of_groups(self, ident: str) -> str:
        """Which clause sets the groups of an incident up."""
        return GROUP_CLAUSES[self.headquarters(self._office.incident(ident))]

    def _basis(self, code: str) -> str:
        """From which sentence of the plan a place and its units come."""
        plan = self._office.plan
        if code in plan.index["groups"]:
            return _("依据（推定）：{basis}").format(basis=plan.group(code).basis)
        if code in plan.index["posts"]:
            row = plan.post(code)
            guess = _("（推定）") if row.inferred else ""
            return _("{holder}任{post}{guess}").format(
                holder=row.holder, post=row.name, guess=guess
            )
        return _("在预案列出的工作组之外增设")

    def _units(self, incident: Incident, row: Group) -> tuple[UnitView, ...]:
        plan = self._office.plan
        district = self.headquarters(incident) == "district"
        found = []
        for code in (*row.leads, *row.units):
            unit = plan.unit(code)
            made = district and unit.district_name not in (None, unit.name)
            found.append(
                UnitView(
                    code,
                    (unit.district_name or unit.name) if district else unit.name,
                    "" if district else unit.current_name or "",
                    code in row.leads,
                    made or row.inferred,
                    unit.duties,
                )
            )
        return tuple(found)

    def headquarters(self, incident: Incident) -> str:
        """Whose headquarters it is: that which commands, else that of the level, else district."""
        level = incident.response.level or self._office.picture(incident.id).response
        return (
            incident.command.headquarters or headquarters_of(self._office.plan, level) or "district"
        )

    def _places(self, incident: Incident) -> list[str]:
        plan = self._office.plan
        return [*plan.index["posts"], *plan.index["groups"], *incident.roster.added]

    def place_name(self, incident: Incident, place: str) -> str:
        """What a post or a group is called."""
        plan = self._office.plan
        if place in plan.index["posts"]:
            return plan.post(place).name
        if place in plan.index["groups"]:
            return plan.group(place).name
        return incident.roster.added.get(place, place)

    def called(self, ident: str, place: str) -> str:
        """What a post or a group of an incident is called."""
        return self.place_name(self._office.incident(ident), place)

    def name(self, ident: str, person: str) -> str:
        """What a person is called."""
        return self._person(ident, person).name

    def mark(self, ident: str, person: str) -> str:
        """What is odd about a person's places: two groups at once."""
        incident = self._office.incident(ident)
        groups = incident.roster.people[person].groups
        if len(groups) < 2:
            return ""
        return _("兼：{names}").format(
            names="、".join(self.place_name(incident, each) for each in groups)
        )

    def _view(self, incident: Incident, person: Person, place: str) -> PersonView:
        now = self._office.clock.now()
        mark = self.mark(incident.id, person.id)
        places = [place] if place else list(person.places)
        return PersonView(
            person.id,
            person.name,
            person.post,
            person.unit,
            person.phones,
            "、".join(self.place_name(incident, each) for each in places),
            any(person.places.get(each) for each in places),
            person.state or "",
            STATES.get(person.state or "", UNCALLED),
            person.moves[-1][0] if person.moves else None,
            "  ".join(f"{STATES[state]} {stamp(at, now)}" for at, state, _by in person.moves),
            mark,
        )


def _same(roster: Roster, form: PersonForm, name: str) -> str | None:
    """The one already here: the same contact, or the same name of the same unit."""
    if form.contact in roster.people:
        return form.contact
    for person in roster.people.values():
        if person.name == name and person.unit == form.unit.strip():
            return person.id
    return None
