"""Command: who takes it, what the headquarters decides, the hand-over to the city (2.1, 2.2)."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.command.forms import ActForm, CommandForm, PersonForm, SetUpForm
from cqcmd.desk.command.places import members_of
from cqcmd.desk.command.roster import assignment
from cqcmd.desk.command.seats import seat_lines, seat_view
from cqcmd.desk.command.take_over_sheet import TakeOverSheet
from cqcmd.desk.command.unit_views import UnitViews
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.situation.views import SituationViews
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.command.headquarters import Taken, rank
from cqcmd.incident.command.roster import Roster
from cqcmd.incident.events.annex import HeadquartersSetUp
from cqcmd.incident.events.command import Assigned, CommandTaken, HeadquartersActed
from cqcmd.incident.in_command import headquarters_to_take_over
from cqcmd.incident.state import Incident
from cqcmd.parsing.members import read_members
from cqcmd.parsing.person_fields import check_name
from cqcmd.rules.roles import Headquarters
from cqcmd.views.command import SeatView


class CommandDesk:
    """The verbs of 指挥部; ``units``: its member units, as papers show them."""

    def __init__(self, open_record: OpenRecord, views: SituationViews) -> None:
        self._open_record = open_record
        self._sheet = TakeOverSheet(open_record, views)
        self.units = UnitViews(open_record)

    def take(self, ident: str, form: CommandForm, *, reason: str = "") -> str:
        """Record that somebody takes command; return a warning, if there is one.

        Two commanders at once are recorded, because that happens; and marked.
        """
        return self._take(ident, form, (), reason)

    def hand_over(
        self, ident: str, form: CommandForm, *, read: tuple[str, ...] = (), reason: str = ""
    ) -> str:
        """Record that a higher headquarters takes over, with the sheet it read (2.2).

        ``read`` is the sheet as it stood before the reader; else it is made now.
        """
        return self._take(ident, form, read or self.sheet(ident), reason)

    def _take(self, ident: str, form: CommandForm, sheet: tuple[str, ...], reason: str) -> str:
        open_record = self._open_record
        if form.headquarters not in open_record.plan.ranking:
            raise BadInput(_("预案里没有这个指挥部。"))
        if not form.who.strip():
            raise BadInput(_("请填接任人姓名。"), "who")
        check_name(form.who, "who")
        open_record.check_time(form.at, reason)
        with open_record.act() as write:
            incident = open_record.incident(ident)
            # Under the lock: another terminal may have recorded the same take-over meanwhile.
            self._not_again(incident, form)
            event = CommandTaken(
                headquarters=form.headquarters,
                who=form.who.strip(),
                post=form.post.strip(),
                how=form.how,
                relieved=form.relieved.strip(),
                sheet=sheet,
                late_reason=reason,
            )
            write.append(event, ident, form.at)
        # After the act, so that the newcomer is counted too.
        return self.doubled(open_record.incident(ident))

    def _not_again(self, incident: Incident, form: CommandForm) -> None:
        for entry, event in self._commanders(incident):
            if event.headquarters == form.headquarters and event.who == form.who.strip():
                words = _("{who}已在指挥：{time}，{actor}记。")
                time = stamp(entry.occurred_at, self._open_record.clock.now())
                raise BadInput(words.format(who=event.who, time=time, actor=entry.writer), "who")

    def doubled(self, incident: Incident) -> str:
        """Name two commanders of one headquarters in a sentence; empty where it has one."""
        commanders = self._commanders(incident)
        for row in self._open_record.plan.headquarters:
            found = [event.who for _entry, event in commanders if event.headquarters == row.code]
            if len(found) > 1:
                return _("{name}有两名指挥长：{who}").format(name=row.name, who="、".join(found))
        return ""

    def act(self, ident: str, form: ActForm, *, reason: str = "") -> None:
        """Record a decision of the headquarters, or that one is lifted."""
        open_record = self._open_record
        if form.act not in open_record.plan.index["headquarters_acts"]:
            raise BadInput(_("预案里没有这一项职责。"))
        row = open_record.plan.headquarters_act(form.act)
        if not form.who.strip():
            words = _("请填由谁：姓名或单位。") if row.asks else _("请填决定人：姓名或单位。")
            raise BadInput(words, "who")
        check_name(form.who, "who")
        if row.asks and not form.lifted and not form.words.strip():
            raise BadInput(_("请写明{asks}。").format(asks=row.asks), "words")
        open_record.check_time(form.at, reason)
        with open_record.act() as write:
            self._not_done(open_record.incident(ident), form)
            event = HeadquartersActed(
                act=form.act,
                lifted=form.lifted,
                who=form.who.strip(),
                post=form.post.strip(),
                how=form.how,
                words=form.words.strip(),
                late_reason=reason,
            )
            write.append(event, ident, form.at)

    def _not_done(self, incident: Incident, form: ActForm) -> None:
        """Refuse to decide again what holds, or to lift what does not. Raises BadInput."""
        row = self._open_record.plan.headquarters_act(form.act)
        command = incident.command
        standing = command.standing(form.act)
        if form.lifted and not standing:
            raise BadInput(_("{act}没有在执行，无从解除。").format(act=row.name))
        if row.lasts and standing and not form.lifted:
            entry, event = command.acts[form.act]
            words = _("{act}已在执行：{time} {who}，{actor}记。")
            time = stamp(entry.occurred_at, self._open_record.clock.now())
            raise BadInput(words.format(act=row.name, time=time, who=event.who, actor=entry.writer))

    def commander(self, ident: str, headquarters: str) -> str:
        """Return who commands a headquarters; empty if nobody does."""
        found = self._commanders(self._open_record.incident(ident))
        return next((e.who for _entry, e in found if e.headquarters == headquarters), "")

    def set_up(self, ident: str, form: SetUpForm, *, reason: str = "") -> None:
        """Record when and where a headquarters was set up, and who are its members (2.1, 2.2).

        Members that are new come to those it has; one who was told before is not told twice.
        """
        open_record, place = self._open_record, form.place.strip()
        if not place:
            raise BadInput(_("请填成立地点。"), "place")
        seat = self.seat(ident, form.headquarters)
        moved = (seat.place, _minute(seat.at)) != (place, _minute(form.at))
        if moved:
            open_record.check_time(form.at, reason)
        with open_record.act() as write:
            roster = open_record.incident(ident).roster
            joined = list(_newcomers(roster, form))
            if not moved and not joined:
                raise BadInput(_("与已记的一样，没有再记。"))
            if moved:
                event = HeadquartersSetUp(
                    headquarters=form.headquarters, place=place, late_reason=reason
                )
                write.append(event, ident, form.at)
            for assigned in joined:
                write.append(assigned, ident)

    def seat(self, ident: str, headquarters: str) -> SeatView:
        """Return what was written of a headquarters' setting-up; blank where nothing was."""
        return seat_view(self._open_record, self._open_record.incident(ident), headquarters)

    def headquarters(self, ident: str) -> tuple[str, ...]:
        """Return who took command, and when and where headquarters were set up, a line each."""
        open_record = self._open_record
        incident, now = open_record.incident(ident), open_record.clock.now()
        taken = (
            _("{name}指挥长：{who}（{time} 起）").format(
                name=open_record.plan.headquarters_name(event.headquarters),
                who=f"{event.who} {event.post}".strip(),
                time=stamp(entry.occurred_at, now),
            )
            for entry, event in incident.command.takings
        )
        return (*seat_lines(open_record, incident), *taken)

    def _commanders(self, incident: Incident) -> list[Taken]:
        return incident.command.commanders(self._open_record.plan.ranking)

    def taking_over(self, ident: str) -> Headquarters:
        """Return the headquarters that takes over: the one of the response, else the highest."""
        open_record = self._open_record
        code = headquarters_to_take_over(open_record.plan, open_record.incident(ident))
        return open_record.plan.headquarters_row(code or open_record.plan.ranking[0])

    def relieved_by(self, ident: str, headquarters: str) -> str:
        """Return who commands below a headquarters that takes over; empty if nobody does."""
        ranking = self._open_record.plan.ranking
        lower = ranking[rank(headquarters, ranking) + 1 :]
        return next((who for code in lower if (who := self.commander(ident, code))), "")

    def standing(self, ident: str, act: str) -> bool:
        """Return whether a lasting act holds."""
        return self._open_record.incident(ident).command.standing(act)

    def sheet(self, ident: str) -> tuple[str, ...]:
        """Return what whoever takes over must read, a sentence a line (2.2)."""
        return self._sheet.lines(ident)


def _newcomers(roster: Roster, form: SetUpForm) -> Iterator[Assigned]:
    """Yield the places of members who do not have theirs yet."""
    place = members_of(form.headquarters)
    for member in read_members(form.members):
        told = PersonForm(name=member.name, unit=member.unit)
        assigned = assignment(roster, place, told)
        known = roster.people.get(assigned.person)
        if known is None or place not in known.places:
            yield assigned


def _minute(at: datetime | None) -> datetime | None:
    """Return a moment as a form shows it, without its seconds."""
    return at.replace(second=0, microsecond=0) if at else None
