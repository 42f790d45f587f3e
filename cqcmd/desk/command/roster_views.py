"""Working groups and people as they are shown: who is where, reached or not, with which duties."""

from cqcmd.clock import stamp
from cqcmd.desk.command.forms import PERSON_STATES
from cqcmd.desk.command.places import (
    every_place,
    headquarters_of_members,
    level_of,
    place_name,
)
from cqcmd.desk.command.unit_views import UnitViews
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.command.roster import Person
from cqcmd.incident.state import Incident
from cqcmd.rules.rows import Group, Post
from cqcmd.views.command import GroupView, PersonView

UNCALLED = _("未通知")


class RosterViews:
    """The people of an incident by place, and everybody to be telephoned."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record
        self._units = UnitViews(open_record)

    def call_list(self, ident: str) -> tuple[PersonView, ...]:
        """Return whom to telephone, in order: headquarters, leaders, members, the rest.

        Who was reached goes behind those who were not.
        """
        incident = self._open_record.incident(ident)
        order = {code: n for n, code in enumerate(every_place(self._open_record.plan, incident))}
        found = [person for person in incident.roster.people.values() if person.places]

        def rank(person: Person) -> tuple[bool, bool, bool, int]:
            place = min(person.places, key=lambda word: order.get(word, len(order)))
            # "called" is 未打通: his number was dialled, and he knows of nothing yet.
            reached = person.state not in (None, "called")
            return (reached, "." not in place, not person.places[place], order.get(place, 99))

        return tuple(self._view(incident, person, "") for person in sorted(found, key=rank))

    def people(self, ident: str, place: str) -> tuple[PersonView, ...]:
        """Return those at a place, the leader first."""
        incident = self._open_record.incident(ident)
        return tuple(
            self._view(incident, member, place) for member in incident.roster.members(place)
        )

    def group(self, ident: str, code: str) -> GroupView:
        """Return one group with its people, its units and their duty sentences (annex 1)."""
        incident = self._open_record.incident(ident)
        row = self._open_record.plan.index["groups"].get(code)
        return GroupView(
            code,
            self._name(incident, code),
            self._clause(incident, code),
            self._basis(code),
            incident.roster.stood.get(code),
            self.people(ident, code),
            self._units.of_group(incident, row) if isinstance(row, Group) else (),
        )

    def _clause(self, incident: Incident, code: str) -> str:
        """Return the clause of a post, else that which sets up its headquarters and groups."""
        plan = self._open_record.plan
        if whose := headquarters_of_members(plan, code):
            return plan.headquarters_row(whose).groups_clause
        post = plan.index["posts"].get(code)
        return post.clause if isinstance(post, Post) else self.clause_of_groups(incident.id)

    def clause_of_groups(self, ident: str) -> str:
        """Return which clause sets the groups of an incident up."""
        code = level_of(self._open_record, self._open_record.incident(ident))
        return self._open_record.plan.headquarters_row(code).groups_clause

    def _basis(self, code: str) -> str:
        """Return from which sentence of the plan a place and its units come."""
        plan = self._open_record.plan
        if code in plan.index["groups"]:
            return _("依据（推定）：{basis}").format(basis=plan.group(code).basis)
        if code in plan.index["posts"]:
            row = plan.post(code)
            guess = _("（推定）") if row.inferred else ""
            return _("{holder}任{post}{guess}").format(
                holder=row.holder, post=row.name, guess=guess
            )
        if whose := headquarters_of_members(plan, code):
            headquarters = plan.headquarters_row(whose)
            words = _("有关部门负责人为{name}成员（{clause}）")
            if headquarters.inferred:
                words = _("有关部门负责人为{name}成员（推定，{clause} 未写明）")
            return words.format(name=headquarters.name, clause=headquarters.groups_clause)
        return _("在预案列出的工作组之外增设")

    def _name(self, incident: Incident, place: str) -> str:
        return place_name(self._open_record.plan, incident, place)

    def called(self, ident: str, place: str) -> str:
        """Return what a place of an incident is called."""
        return self._name(self._open_record.incident(ident), place)

    def name(self, ident: str, person: str) -> str:
        """Return what a person is called; empty if the entry that named him was struck."""
        found = self._open_record.incident(ident).roster.people.get(person)
        return found.name if found else ""

    def mark(self, ident: str, person: str) -> str:
        """Return what is odd about a person's places: two groups at once."""
        incident = self._open_record.incident(ident)
        groups = incident.roster.people[person].groups
        if len(groups) < 2:
            return ""
        return _("兼：{names}").format(
            names="、".join(self._name(incident, group) for group in groups)
        )

    def _view(self, incident: Incident, person: Person, place: str) -> PersonView:
        now = self._open_record.clock.now()
        mark = self.mark(incident.id, person.id)
        places = [place] if place else list(person.places)
        return PersonView(
            person.id,
            person.name,
            person.post,
            person.unit,
            person.phones,
            "、".join(self._name(incident, place) for place in places),
            any(person.places.get(place) for place in places),
            person.state or "",
            PERSON_STATES.get(person.state or "", UNCALLED),
            person.moves[-1][0] if person.moves else None,
            "  ".join(
                f"{PERSON_STATES[state]} {stamp(at, now)}" for at, state, _by in person.moves
            ),
            mark,
        )
