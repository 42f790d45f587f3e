"""What one report told and what is known otherwise: facts, words, grades, the response (4.1.3)."""

from collections.abc import Collection, Iterator

from msgspec import Struct

from cqcmd.incident.follow_up_reasons import ElementNews, Move, Turn, confirmed
from cqcmd.incident.knowledge import ACTED, Knowledge
from cqcmd.incident.known import Value
from cqcmd.rules.facts import Amount
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Content


class News(Struct, frozen=True):
    """The difference between what was told and what is known; empty if there is none."""

    moves: tuple[Move, ...] = ()
    elements: tuple[ElementNews, ...] = ()
    turns: tuple[Turn, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moves or self.elements or self.turns)


def news_between(
    plan: Plan,
    told: Knowledge,
    now: Knowledge,
    *,
    channels: Collection[str],
    elsewhere: Collection[str] = (),
) -> News:
    """Return what changed between two states of knowledge.

    Args:
        channels: by which the receiver was told; an element that no report of its kind told of
            is no news to him.
        elsewhere: facts whose confirmed number another follow-up reports, with its own limit.
    """
    same_facts = told.facts.by_code == now.facts.by_code
    same_words = same_facts and told.details == now.details
    return News(
        () if same_facts else tuple(_moves(plan, told, now, elsewhere)),
        () if same_words else tuple(_elements(plan, told, now, channels)),
        tuple(_turns(told, now)),
    )


def _moves(
    plan: Plan, told: Knowledge, now: Knowledge, elsewhere: Collection[str]
) -> Iterator[Move]:
    for fact in plan.facts:
        was, is_now = _value(told, fact.code), _value(now, fact.code)
        if was == is_now:
            continue
        sure = confirmed(was) != confirmed(is_now)
        if fact.code in elsewhere and sure:
            continue
        if sure or _may_be(plan, fact.code, was) != _may_be(plan, fact.code, is_now):
            yield Move(fact.code, was, is_now)


def _may_be(plan: Plan, code: str, value: Value) -> object:
    """Return what is compared of a value beside what is sure; a blank is as a 0 or a no."""
    if isinstance(value, Amount):
        return max(confirmed(value), value.possible or 0)
    answers = {choice.code: choice.reading for choice in plan.fact(code).choices}
    return 0 if value is None or answers.get(str(value)) == "no" else value


def _elements(
    plan: Plan, told: Knowledge, now: Knowledge, channels: Collection[str]
) -> Iterator[ElementNews]:
    numbers = plan.index["facts"]
    for row in plan.contents:
        if row.report not in channels:
            continue
        was, is_now = (_words(row, knowledge, numbers) for knowledge in (told, now))
        # That measures were begun was told; that somebody writes of them later is nothing new.
        if was != is_now and ACTED not in (*was, *is_now):
            blank = not any(was) and not any(_value(told, name) for name in row.fields)
            yield ElementNews(row.report, row.name, cleared=blank)


def _words(row: Content, knowledge: Knowledge, numbers: Collection[str]) -> tuple[str | Value, ...]:
    """Return what fills an element besides numbers, which are compared one by one."""
    return tuple(
        knowledge.details.get(name) or _value(knowledge, name)
        for name in row.fields
        if name not in numbers
    )


def _turns(told: Knowledge, now: Knowledge) -> Iterator[Turn]:
    for what, was, is_now in (
        ("grade", told.grades[0], now.grades[0]),
        ("possible", told.grades[1], now.grades[1]),
        ("response", told.response, now.response),
    ):
        # A possible grade that only follows the confirmed one says nothing of its own.
        follows = what == "possible" and is_now == now.grades[0]
        if was != is_now and not follows:
            yield Turn(what, was, is_now)  # type: ignore[arg-type]


def _value(knowledge: Knowledge, name: str) -> Value:
    known = knowledge.facts.by_code.get(name)
    return known.value if known else None
