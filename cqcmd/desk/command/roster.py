"""Working groups and people: stood up, assigned, called out (2.1)."""

from collections.abc import Sequence
from datetime import datetime

from cqcmd import chance
from cqcmd.desk.command.forms import PERSON_STATES, PersonForm, PersonState
from cqcmd.desk.command.places import members_of
from cqcmd.desk.command.roster_views import RosterViews
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.command.roster import Person, Roster
from cqcmd.incident.events.command import Assigned, GroupStood, PersonMoved
from cqcmd.parsing.person_fields import check_name
from cqcmd.text import clean

ADDED = "x-"
"""The beginning of the code of a group that the plan does not know (等工作组)."""


class RosterDesk:
    """The verbs of 工作组; ``shown``: who is where, as its room shows it."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record
        self.shown = RosterViews(open_record)

    # Groups

    def stand(self, ident: str, group: str, *, stood: bool = True) -> None:
        """Record that a group is set up, or dissolved."""
        with self._open_record.act() as write:
            roster = self._open_record.incident(ident).roster
            self._known(roster, group)
            if stood == (group in roster.stood):
                words = _("这个组已经成立。") if stood else _("这个组没有成立。")
                raise BadInput(words)
            write.append(GroupStood(group=group, stood=stood), ident)

    def stand_several(self, ident: str, groups: Sequence[str]) -> None:
        """Record in one act that several groups are set up, an entry each."""
        with self._open_record.act() as write:
            roster = self._open_record.incident(ident).roster
            for group in groups:
                self._known(roster, group)
            # Another terminal may have set some of them up since they were shown.
            waiting = [group for group in groups if group not in roster.stood]
            if not waiting:
                raise BadInput(_("这几个组都已成立，没有再记。"))
            for group in waiting:
                write.append(GroupStood(group=group), ident)

    def add_group(self, ident: str, name: str) -> str:
        """Add a group that the plan does not name (等工作组); return its code."""
        name = clean(name, lines=False).strip()
        if not name:
            raise BadInput(_("请填工作组名称。"), "name")
        with self._open_record.act() as write:
            roster = self._open_record.incident(ident).roster
            names = {row.name: row.code for row in self._open_record.plan.groups}
            names |= {known: code for code, known in roster.added.items()}
            # Under the lock with the look, or two terminals would add the same group twice.
            if name in names:
                raise BadInput(_("已有“{name}”。").format(name=name), "name")
            code = ADDED + chance.uuid().hex[:8]
            write.append(GroupStood(group=code, name=name), ident)
        return code

    def _known(self, roster: Roster, place: str) -> None:
        plan = self._open_record.plan
        known = {*plan.index["groups"], *plan.index["posts"], *roster.added}
        known |= {members_of(headquarters) for headquarters in plan.ranking}
        if place not in known:
            raise BadInput(_("没有这个工作组或职务，请从列表里选。"))

    # People

    def assign(self, ident: str, place: str, form: PersonForm, *, leads: bool = False) -> str:
        """Give somebody a place; returns the person's id. Two groups at once are marked."""
        name = clean(form.name, lines=False).strip()
        if not name:
            raise BadInput(_("请填姓名。"), "name")
        check_name(name, "name")
        with self._open_record.act() as write:
            roster = self._open_record.incident(ident).roster
            self._known(roster, place)
            event = assignment(roster, place, form, leads=leads)
            # Only the same place in the same part is a repetition: a member may come to lead.
            known = roster.people.get(event.person)
            if known is not None and known.places.get(place) == leads:
                raise BadInput(_("{name}已经在这里。").format(name=name))
            write.append(event, ident)
        return event.person

    def call_instead(self, ident: str, person: str, form: PersonForm) -> str:
        """Give a place of somebody who was not reached to another, too; returns his id."""
        return self.assign(ident, next(iter(self._person(ident, person).places), ""), form)

    def remove(self, ident: str, place: str, person: str, reason: str = "") -> None:
        """Record that somebody no longer has a place, and why; his own record stays."""
        with self._open_record.act() as write:
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
                reason=reason.strip(),
            )
            write.append(event, ident)

    def set_post(self, ident: str, place: str, person: str, post: str) -> None:
        """Record another post of somebody who has this place already."""
        post = clean(post, lines=False).strip()
        with self._open_record.act() as write:
            found = self._person(ident, person)
            if place not in found.places:
                raise BadInput(_("{name}不在这里。").format(name=found.name))
            if post == found.post:
                raise BadInput(_("职务没有改动，没有保存。"))
            event = Assigned(
                place=place,
                person=person,
                name=found.name,
                post=post,
                unit=found.unit,
                leads=found.places[place],
            )
            write.append(event, ident)

    def set_state(
        self, ident: str, person: str, state: PersonState, at: datetime | None = None
    ) -> None:
        """Record the state a person reported, at ``at`` or now."""
        if at is not None:
            # The blank stands for a reason: nobody is asked why a state was heard of late.
            self._open_record.check_time(at, " ")
        with self._open_record.act() as write:
            found = self._person(ident, person)
            # 未打通 may follow 未打通: each attempt to reach somebody is recorded.
            if found.state == state and state != "called":
                raise BadInput(
                    _("{name}已记为{state}。").format(name=found.name, state=PERSON_STATES[state])
                )
            write.append(PersonMoved(person=person, state=state), ident, at)

    def _person(self, ident: str, person: str) -> Person:
        found = self._open_record.incident(ident).roster.people.get(person)
        if found is None:
            raise BadInput(_("名单里没有这个人，请先编入工作组。"))
        return found


def assignment(roster: Roster, place: str, form: PersonForm, *, leads: bool = False) -> Assigned:
    """Return the event that gives somebody a place, under the id he is known by already."""
    # The contact's own id where there is one, so that he is known again at a second place.
    person = _same(roster, form) or form.contact or chance.uuid().hex[:12]
    known = roster.people.get(person)
    return Assigned(
        place=place,
        person=person,
        name=clean(form.name, lines=False).strip(),
        # Who is typed by his name and unit alone keeps the post he was known by.
        post=form.post.strip() or (known.post if known else ""),
        unit=form.unit.strip(),
        phones=form.phones,
        leads=leads,
    )


def _same(roster: Roster, form: PersonForm) -> str | None:
    """Return the id of a person already here: same contact, or same name and unit."""
    if form.contact in roster.people:
        return form.contact
    for person in roster.people.values():
        if (
            person.name == clean(form.name, lines=False).strip()
            and person.unit == form.unit.strip()
        ):
            return person.id
    return None
