"""The headquarters as 指挥 shows it: its posts and its decisions (2.1, 2.2, annex 1)."""

from collections.abc import Iterator

from cqcmd.clock import stamp
from cqcmd.desk.command.forms import HOW_NAMES
from cqcmd.desk.command.roster_views import RosterViews
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.in_command import headquarters_to_take_over
from cqcmd.incident.picture import Picture
from cqcmd.rules.rows import HeadquartersAct, Post
from cqcmd.views.command import CommandLine


class HeadquartersLines:
    """The lines of a headquarters."""

    def __init__(self, open_record: OpenRecord, roster: RosterViews) -> None:
        self._open_record = open_record
        self._roster = roster

    def posts(self, picture: Picture) -> Iterator[CommandLine]:
        """Yield who commands and who holds which post; the hand-over first, where it is due."""
        incident, plan = picture.incident, self._open_record.plan
        level = self._roster.headquarters(incident)
        taker = headquarters_to_take_over(plan, incident)
        if taker is not None:
            called = plan.headquarters_name(taker)
            words = _("{headquarters}统一指挥处置").format(headquarters=called)
            name = _("移交{headquarters}").format(headquarters=called)
            clause = plan.role("command").clause
            yield CommandLine("hand_over:", name, _("待办"), words, clause, "strong")
        for row in plan.posts:
            if row.headquarters == level:
                yield self._post(picture, row)

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

    def act_guess(self, ident: str, row: HeadquartersAct) -> str:
        """Say that a duty is inferred: annex 1 gives it to the city headquarters alone."""
        code = self._roster.headquarters(self._open_record.incident(ident))
        found = self._open_record.plan.headquarters_row(code)
        if not found.inferred or row.source is not None:
            return ""
        return _("（{headquarters}推定）").format(headquarters=found.name)

    def acts(self, picture: Picture) -> Iterator[CommandLine]:
        """Yield the acts this headquarters may decide, each with what it decided."""
        level = self._roster.headquarters(picture.incident)
        for row in self._open_record.plan.headquarters_acts:
            if level in row.headquarters:
                yield self._act(picture, row)

    def _act(self, picture: Picture, row: HeadquartersAct) -> CommandLine:
        key, clause = f"act:{row.code}", row.clause
        found = picture.incident.command.acts.get(row.code)
        source = f"{row.source.title} {row.source.article}" if row.source else ""
        guess = self.act_guess(picture.incident.id, row)
        if found is None:
            words, detail = source or guess.strip("（）"), row.text + guess
            return CommandLine(key, row.name, "", words, clause, "dim", detail=detail)
        entry, event = found
        time = stamp(entry.occurred_at, self._open_record.clock.now())
        how = HOW_NAMES[event.how] if event.how else ""
        words = " ".join(part for part in (time, event.who, how, event.words, source) if part)
        state = _("已解除") if event.lifted else _("执行中") if row.lasts else _("已记")
        return CommandLine(key, row.name, state, words, clause, "dim" if event.lifted else "met")
