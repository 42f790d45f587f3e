"""Follow-ups owed of new circumstances: what each receiver was told, against what is known."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.follow_up_reasons import Change
from cqcmd.incident.grades import GradeChange, GradeReader
from cqcmd.incident.knowledge import Knowledge, Telling, known_now, learned_at
from cqcmd.incident.news import News, news_between
from cqcmd.incident.report_owed import ReportOwed
from cqcmd.incident.reports_made import ReportMade, reports_made_to
from cqcmd.incident.state import Incident
from cqcmd.rules.duties import duty_of
from cqcmd.rules.rows import FollowUpRule


class NewsOwed:
    """The follow-ups without a limit (出现新情况的, 应当及时续报, 4.1.3) of an incident at ``now``.

    A report tells of everything known when its words were fixed, so what differs now is owed. What
    changed and changed back is not, nor is anything to whom nothing was reported yet.
    """

    def __init__(
        self,
        reader: GradeReader,
        incident: Incident,
        turns: tuple[GradeChange, ...],
        now: datetime,
    ) -> None:
        self._reader = reader
        self._incident = incident
        self._turns = turns
        self._at = now
        rules = [rule for rule in reader.plan.followups if rule.report == "follow_up"]
        # Under the first such rule alone, or one change would be owed twice.
        self._rule = next((rule for rule in rules if rule.minutes is None), None)
        self._limited = {code for rule in rules if rule.minutes for code in rule.facts}
        self._telling = Telling(reader, incident)
        self._known: dict[str, Knowledge] = {}

    def to(self, sender: str, receiver: str) -> Iterator[ReportOwed]:
        """Yield what ``sender`` owes to ``receiver``, or the last such follow-up it made."""
        reports = self._reports(sender, receiver)
        owed = self._owed(reports[-1], None, reports) if reports else None
        last = owed or next(self._made(reports), None)
        yield from (last,) if last else ()

    def made(self, sender: str, receiver: str) -> tuple[ReportOwed, ...]:
        """Return every such follow-up that was made, the last first."""
        return tuple(self._made(self._reports(sender, receiver)))

    def _made(self, reports: list[ReportMade]) -> Iterator[ReportOwed]:
        for earlier, later in reversed(list(pairwise(reports))):
            owed = self._owed(earlier, later, reports)
            yield from (owed,) if owed else ()

    def _reports(self, sender: str, receiver: str) -> list[ReportMade]:
        made = reports_made_to(self._incident, sender, receiver)
        return sorted(made, key=lambda report: (report.told_at, report.told_order))

    def _owed(
        self, told: ReportMade, later: ReportMade | None, reports: list[ReportMade]
    ) -> ReportOwed | None:
        """Return the follow-up on what ``told`` did not tell, made by ``later`` or still owed."""
        if self._rule is None:
            return None
        channels: set[str] = {made.report.channel for made in reports[: reports.index(told) + 1]}
        change = self._change(self._rule, told, later, channels)
        if change is None:
            return None
        who, proof = told.report, [later.report] if later else []
        rule = self._rule.as_duty(who.sender, who.receiver)
        duty = duty_of(rule, change.at, proof, self._at)
        return ReportOwed(duty, True, duty.status, stage="follow_up", because=(change,))

    def _change(
        self, rule: FollowUpRule, told: ReportMade, later: ReportMade | None, channels: set[str]
    ) -> Change | None:
        since = self._telling.between(told, later)
        news = news_between(
            self._reader.plan,
            self._told(told),
            self._told(later) if later else self._now,
            channels=channels,
            elsewhere=self._limited & self._counted(since),
        )
        if not news:
            return None
        concerned = [entry for entry in since if self._concerns(entry, news)]
        at, learned, order = self._first(concerned, told)
        last = max(map(learned_at, concerned), default=at)
        return Change(rule, at, learned, news.moves, order, news.elements, news.turns, last)

    @cached_property
    def _now(self) -> Knowledge:
        return known_now(self._reader, self._incident, self._at)

    def _told(self, made: ReportMade) -> Knowledge:
        key = f"{made.told_at} {made.told_order}"
        if key not in self._known:
            self._known[key] = self._telling.known_at(made)
        return self._known[key]

    def _counted(self, since: list[Entry]) -> set[str]:
        """Return facts that standing entries count anew: those have a limit of their own."""
        ids = {entry.id for entry in since}
        standing = (event for entry, event in self._incident.learned if entry.id in ids)
        return {code for event in standing for code in event.amounts}

    def _first(self, concerned: list[Entry], told: ReportMade) -> tuple[datetime, datetime, str]:
        """Return when the first of the news came to be and was learned, and its entry's place."""
        entry = next(iter(concerned), None)
        if entry is None:
            # No entry changed it, so time did.
            turned = [turn.at for turn in self._turns if turn.at > told.told_at]
            at = next(iter(turned), self._at)
            return at, at, ""
        learned = learned_at(entry)
        at = learned if entry.kind == events.DetailsSet.kind else entry.occurred_at
        return at, learned, entry.order

    def _concerns(self, entry: Entry, news: News) -> bool:
        """Tell whether an entry is about some of the news."""
        match events.decode(entry.kind, entry.data):
            case events.FactsSet() as event:
                moved = {move.fact for move in news.moves} | self._fields(news)
                return not moved.isdisjoint({*event.amounts, *event.choices, *event.moments}) or (
                    not moved and any(turn.what != "response" for turn in news.turns)
                )
            case events.DetailsSet(fields=fields):
                return not self._fields(news).isdisjoint(fields)
            case events.GradeOverridden():
                return any(turn.what != "response" for turn in news.turns)
            case events.ResponseStepped():
                return any(turn.what == "response" for turn in news.turns)
            case events.Struck():
                return True
            case _other:
                return False

    def _fields(self, news: News) -> set[str]:
        named = {(element.report, element.name) for element in news.elements}
        rows = self._reader.plan.contents
        return {name for row in rows if (row.report, row.name) in named for name in row.fields}
