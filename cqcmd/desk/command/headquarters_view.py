"""The headquarters as 指挥 shows it: its posts and its decisions (2.1, 2.2, annex 1)."""

from collections.abc import Iterator

from cqcmd.clock import stamp
from cqcmd.desk.command.forms import HOW_NAMES, SENTENCE_STATES
from cqcmd.desk.command.places import level_of, members_of
from cqcmd.desk.command.roster_views import RosterViews
from cqcmd.desk.command.seats import seat_view, seat_words
from cqcmd.desk.command.unit_views import UnitViews
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.command.headquarters import rank
from cqcmd.incident.in_command import headquarters_to_take_over
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.rules.response import asked_for
from cqcmd.rules.rows import HeadquartersAct, Post
from cqcmd.views.command import CommandLine, Look


class HeadquartersLines:
    """The lines of a headquarters."""

    def __init__(self, open_record: OpenRecord, roster: RosterViews) -> None:
        self._open_record = open_record
        self._roster = roster
        self._units = UnitViews(open_record)

    def posts(self, picture: Picture) -> Iterator[CommandLine]:
        """Yield who commands and who holds which post; the hand-over first, where it is due."""
        incident, plan = picture.incident, self._open_record.plan
        level = level_of(self._open_record, incident)
        taker = headquarters_to_take_over(plan, incident)
        if taker is not None:
            called = plan.headquarters_name(taker)
            words = _("{headquarters}统一指挥处置").format(headquarters=called)
            name = _("移交{headquarters}").format(headquarters=called)
            clause = plan.role("command").clause
            yield CommandLine("hand_over:", name, _("待办"), words, clause, "strong")
        yield self._seat(incident, level)
        for row in plan.posts:
            if row.headquarters == level:
                yield self._post(picture, row)
        yield self._members(incident, level)
        for lower in plan.ranking[rank(level, plan.ranking) + 1 :]:
            # What a lower one set up stays to be seen after a higher one took over.
            if incident.command.seats.get(lower):
                yield self._seat(incident, lower)

    def _post(self, picture: Picture, row: Post) -> CommandLine:
        incident, now = picture.incident, self._open_record.clock.now()
        plan = self._open_record.plan
        names = [
            _("{who}（{time} 起）").format(who=event.who, time=stamp(entry.occurred_at, now))
            for entry, event in incident.command.commanders(plan.ranking)
            if row.chief and event.headquarters == row.headquarters
        ]
        names += [member.name for member in incident.roster.members(row.code)]
        guess = _("（推定）") if row.inferred else ""
        # Several may hold another post; of commanders there is to be one.
        two = row.chief and len(names) > 1
        return CommandLine(
            f"post:{row.code}",
            row.name,
            _("已记") if names else "",
            "、".join(names) or row.holder + guess,
            row.clause,
            "urgent" if two else "met" if names else "dim",
            _("两名指挥长") if two else "",
            f"{plan.headquarters_name(row.headquarters)} {row.name}：{row.holder}{guess}",
        )

    def _seat(self, incident: Incident, level: str) -> CommandLine:
        seat = seat_view(self._open_record, incident, level)
        now = self._open_record.clock.now()
        words = f"{stamp(seat.at, now)} {seat.place}" if seat.at else _("时间、地点未记")
        hint = _("{name}何时、何地成立，成员是谁：回车登记").format(name=seat.name)
        return CommandLine(
            f"set_up:{level}",
            _("{name}成立").format(name=seat.name),
            _("已成立") if seat.at else "",
            words,
            seat.clause,
            "met" if seat.at else "dim",
            detail=seat_words(self._open_record, seat) if seat.at else hint,
        )

    def _members(self, incident: Incident, level: str) -> CommandLine:
        seat, place = seat_view(self._open_record, incident, level), members_of(level)
        basis = self._roster.group(incident.id, place).basis
        count = _("{n}人").format(n=len(seat.members)) if seat.members else ""
        words = "、".join(seat.members)
        look: Look = "met" if seat.members else "dim"
        return CommandLine(
            f"group:{place}", _("成员"), count, words or basis, seat.clause, look, detail=words
        )

    def _duties_of_units(self, ident: str) -> CommandLine:
        states = [s.state for unit in self._units.every(ident) for s in unit.sentences]
        told = [
            f"{SENTENCE_STATES[state]}{states.count(state)}"
            for state in ("done", "accepted", "notified")
            if state in states
        ]
        return CommandLine(
            "units:",
            _("成员单位职责"),
            told[0] if told else "",
            " ".join([*told[1:], _("共{n}项").format(n=len(states))]),
            self._open_record.plan.units[0].clause,
            "met" if told else "dim",
            detail=_("每个单位、每一项职责：谁接的通知、谁受领、谁报完成，各在何时"),
        )

    def _supply(self, incident: Incident) -> CommandLine:
        """Say what the incident still lacks, so that it is seen without being opened."""
        supply = incident.supply
        lacking = [
            (need.asked, n) for code, need in supply.needs.items() if (n := supply.lacking(code))
        ]
        words = "、".join(f"{asked.name} {n}{asked.unit}" for asked, n in lacking)
        state = _("缺{n}项").format(n=len(lacking)) if lacking else ""
        out = sum(bool(lot.out) for lot in supply.lots.values())
        back = _("调出未还{n}批").format(n=out) if out else ""
        return CommandLine(
            "resources:",
            _("应急保障"),
            state or _("齐了"),
            " ".join(part for part in (words, back) if part),
            self._open_record.plan.clause_of("resources.supplies"),
            "urgent" if lacking else "met",
        )

    def act_guess(self, ident: str, row: HeadquartersAct) -> str:
        """Say that a duty is inferred: annex 1 gives it to the city headquarters alone."""
        code = level_of(self._open_record, self._open_record.incident(ident))
        found = self._open_record.plan.headquarters_row(code)
        if not found.inferred or row.source is not None:
            return ""
        return _("（{headquarters}推定）").format(headquarters=found.name)

    def acts(self, picture: Picture) -> Iterator[CommandLine]:
        """Yield the duties of its units, and the acts it may decide, each with what it decided."""
        if self._open_record.plan.units:
            yield self._duties_of_units(picture.incident.id)
        if picture.incident.supply.needs:
            yield self._supply(picture.incident)
        level = level_of(self._open_record, picture.incident)
        for row in self._open_record.plan.headquarters_acts:
            recorded = row.code in picture.incident.command.acts
            if level in row.headquarters and (
                recorded or asked_for(self._open_record.plan, row, picture.possible)
            ):
                yield self._act(picture, row)

    def _act(self, picture: Picture, row: HeadquartersAct) -> CommandLine:
        source = row.source.name if row.source else ""
        key, clause = f"act:{row.code}", source or row.clause
        found = picture.incident.command.acts.get(row.code)
        guess = self.act_guess(picture.incident.id, row)
        if found is None:
            words = source or guess.strip("（）")
            detail = row.source.text if row.source else row.text + guess
            return CommandLine(key, row.name, "", words, clause, "dim", detail=detail)
        entry, event = found
        time = stamp(entry.occurred_at, self._open_record.clock.now())
        how = HOW_NAMES[event.how] if event.how else ""
        words = " ".join(part for part in (time, event.who, how, event.words, source) if part)
        state = _("已解除") if event.lifted else _("执行中") if row.lasts else _("已记")
        return CommandLine(key, row.name, state, words, clause, "dim" if event.lifted else "met")
