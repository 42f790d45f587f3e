"""What asks for another report: casualties that change, the end of the handling (4.1.3)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Literal

from msgspec import Struct

from cqcmd.clock import end_of_day_after
from cqcmd.incident.known import KnownFacts, Value
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount, Number
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import FollowUpRule, Grade


class Move(Struct, frozen=True):
    """A fact that changed, with what was known before and after."""

    fact: str
    before: Value
    after: Value


class ElementNews(Struct, frozen=True):
    """An element of 4.1.2, of the report by ``phone`` or ``written``, that reads otherwise now.

    ``cleared``: it was told as unknown (待核), so nothing told of it was wrong.
    """

    report: str
    name: str
    cleared: bool


class Turn(Struct, frozen=True):
    """A confirmed or possible grade or a response that is another one now; ``None`` is none."""

    what: Literal["grade", "possible", "response"]
    before: Grade | None
    after: Grade | None


class Change(Struct, frozen=True):
    """What changed at ``at`` under one rule, and when this station learned of it.

    ``order`` is the place of its entry in the journal. ``moves`` are facts, ``elements`` words of
    a report, ``turns`` the grades and the response. ``last_learned_at`` is of the last entry where
    several are told as one change.
    """

    rule: FollowUpRule
    at: datetime
    learned_at: datetime
    moves: tuple[Move, ...]
    order: str
    elements: tuple[ElementNews, ...] = ()
    turns: tuple[Turn, ...] = ()
    last_learned_at: datetime | None = None


def changes(plan: Plan, incident: Incident) -> tuple[Change, ...]:
    """Return every change that has a limit (casualties), in the order in which they were learned.

    What the call itself said is the beginning, not a change. A blank that becomes a number above 0
    is one, a blank that becomes 0 is none.
    """
    facts = KnownFacts()
    rules = [rule for rule in plan.followups if rule.report == "follow_up" and rule.minutes]
    found: list[Change] = []
    for place, (entry, event) in enumerate(incident.learned):
        before = facts.copy()
        facts.learn(entry, event)
        for rule in rules if place else ():
            moves = tuple(_moves(rule, before, facts, {*event.amounts}))
            if moves and _in_time(rule, incident, entry.occurred_at):
                found.append(Change(rule, entry.occurred_at, event.learned_at, moves, entry.order))
    return tuple(sorted(found, key=lambda change: change.learned_at))


def watched_until(plan: Plan, incident: Incident) -> datetime | None:
    """Return until when a case is watched: day 30 24:00 local, the accident's day not counted.

    Without a known time of the accident its day is that of the first call.
    """
    days = max((rule.days or 0 for rule in plan.followups), default=0)
    return _window_end(incident, days) if days else None


def _window_end(incident: Incident, days: int) -> datetime | None:
    happened = incident.happened_at
    if happened is None:
        return None
    return end_of_day_after(happened, days)


def _in_time(rule: FollowUpRule, incident: Incident, at: datetime) -> bool:
    if rule.days is None:
        return True
    end = _window_end(incident, rule.days)
    # Without a day to count from nothing can be ruled out, so the change is reported.
    return end is None or at < end


def _moves(
    rule: FollowUpRule, before: KnownFacts, after: KnownFacts, told: set[str]
) -> Iterator[Move]:
    for code in rule.facts:
        old, new = before.by_code.get(code), after.by_code.get(code)
        was, now = (known.value if known else None for known in (old, new))
        if code in told and confirmed(was) != confirmed(now):
            yield Move(code, was, now)


def confirmed(value: Value) -> Number:
    """Return what is sure of a number; a blank is as a 0 (a limit must not run on what may be)."""
    return (value.confirmed or 0) if isinstance(value, Amount) else 0


class End(Struct, frozen=True):
    """When the handling ended, the place of its entry, and whether by closing the case alone."""

    at: datetime
    order: str
    closed: bool


def end_of(incident: Incident) -> End | None:
    """Return the end of the handling: of the response, or the closing of a case handled (办结).

    Whichever came first asks for the final report (处置结束, 4.1.3).
    """
    found = []
    if incident.response.ended:
        found.append(End(incident.response.ended.at, incident.response.ended.entry.order, False))
    if incident.closed and incident.closing and incident.closed.finished:
        found.append(End(incident.closing.occurred_at, incident.closing.order, True))
    return min(found, key=lambda end: end.at, default=None)


def ended_at(incident: Incident) -> datetime | None:
    """Return when the handling ended, or ``None`` while it goes on."""
    end = end_of(incident)
    return end.at if end else None


def moved_facts(found: tuple[Change, ...]) -> tuple[Move, ...]:
    """Join several changes, fact by fact: from the first value to the last."""
    latest: dict[str, Move] = {}
    for move in chain.from_iterable(change.moves for change in found):
        first = latest.get(move.fact, move)
        latest[move.fact] = Move(move.fact, first.before, move.after)
    return tuple(latest.values())
