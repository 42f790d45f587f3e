"""Since when people have been up, and how many, span by span (1.5)."""

from datetime import datetime, timedelta
from decimal import Decimal

from cqcmd.incident import events
from cqcmd.incident.growth import growing_since, has_grown, possible_since
from cqcmd.incident.known import KnownFacts
from cqcmd.incident.stranding import Span, hours_between, spans, still_up, stranding_start
from cqcmd.rules.facts import BLANK, Amount
from tests.incident.entries import START, entry

HOUR = timedelta(hours=1)


def counted(*counts: Amount) -> KnownFacts:
    """So many were up at the call, so many an hour later, and so on."""
    facts = KnownFacts()
    facts.counts = [(START + n * HOUR, count) for n, count in enumerate(counts)]
    return facts


def test_the_clock_starts_with_the_call_once_anybody_may_be_up() -> None:
    assert stranding_start(counted(), START) is None
    assert stranding_start(counted(Amount(0, 0)), START) is None
    assert stranding_start(counted(BLANK), START) is None
    assert stranding_start(counted(Amount(0, 1)), START) == START
    assert stranding_start(counted(Amount(0, 0), Amount(2, 2)), START) == START
    assert stranding_start(counted(Amount(2, 2)), None) is None


def told(facts: KnownFacts, number: int, minutes: int = 0, **values: object) -> KnownFacts:
    """Take in moments and amounts as an entry told them so long after the call."""
    at = START + timedelta(minutes=minutes)
    event = events.FactsSet(
        amounts={code: value for code, value in values.items() if isinstance(value, Amount)},
        moments={code: value for code, value in values.items() if isinstance(value, datetime)},
        learned_at=at,
    )
    facts.learn(entry(number, event, minutes=minutes), event)
    return facts


def test_a_known_stop_comes_before_the_call_and_the_accident() -> None:
    facts = told(counted(Amount(1, 1)), 1, stopped_at=START - HOUR, occurred_at=START - 2 * HOUR)
    assert stranding_start(facts, START) == START - HOUR
    assert stranding_start(told(counted(), 1, stopped_at=START - HOUR), None) == START - HOUR


def test_without_a_stop_it_starts_with_the_accident_not_after_the_call() -> None:
    facts = told(counted(Amount(1, 1)), 1, occurred_at=START - HOUR)
    assert stranding_start(facts, START) == START - HOUR
    later = told(counted(Amount(1, 1)), 1, occurred_at=START + HOUR)
    assert stranding_start(later, START) == START
    assert stranding_start(told(counted(), 1, occurred_at=START - HOUR), START) is None
    assert stranding_start(facts, None) is None, "of a call that is void nothing has begun"


def test_a_possible_duration_moves_the_earliest_start_alone() -> None:
    facts = told(counted(Amount(1, 1)), 1, 10, stranded_hours=Amount(None, 2))
    assert growing_since(facts, START) == {"stranded_hours": START}
    assert possible_since(facts, START) == {"stranded_hours": START + HOUR / 6 - 2 * HOUR}
    short = told(counted(Amount(1, 1)), 1, 20, stranded_hours=Amount(None, Decimal("0.1")))
    assert possible_since(short, START) == {"stranded_hours": START}, "never later than is sure"
    nobody = told(KnownFacts(), 1, stranded_hours=Amount(None, 2))
    assert possible_since(nobody, START) == {"stranded_hours": START - 2 * HOUR}
    assert not has_grown(nobody, START)
    nothing = told(counted(Amount(1, 1)), 1, stranded_hours=Amount(None, 0))
    assert possible_since(nothing, START - HOUR) == {"stranded_hours": START - HOUR}


def test_a_start_told_later_settles_what_was_possible() -> None:
    facts = told(counted(Amount(1, 1)), 1, stranded_hours=Amount(None, 2), stopped_at=START)
    assert possible_since(facts, START) == {"stranded_hours": START - 2 * HOUR}
    told(facts, 2, 5, stopped_at=START - HOUR)
    assert possible_since(facts, START) == {"stranded_hours": START - HOUR}


def test_a_duration_told_after_the_end_is_counted_back_from_it() -> None:
    facts = told(counted(Amount(1, 1), Amount(0, 0)), 1, 600, stranded_hours=Amount(None, 3))
    assert possible_since(facts, START) == {"stranded_hours": START - 2 * HOUR}
    out = told(KnownFacts(), 1, outage_until=START - HOUR, outage_hours=Amount(None, 239))
    assert possible_since(out, START) == {"outage_hours": START - 240 * HOUR}
    endless = told(KnownFacts(), 1, outage_hours=Amount(None, 10**15))
    assert possible_since(endless, START) == {"outage_hours": START - 87600 * HOUR}


def test_whether_anybody_may_still_be_up() -> None:
    assert still_up(counted())
    assert still_up(counted(BLANK))
    assert still_up(counted(Amount(0, 0), Amount(0, 1)))
    assert not still_up(counted(Amount(3, 3), Amount(0, 0)))


def test_one_span_a_count_each_until_the_next() -> None:
    three, one = Amount(3, 3), Amount(1, 1)
    facts, early = counted(three, one), START - HOUR
    assert spans(facts, START, early, START) == (Span(three, Decimal(0), Decimal(1)),)
    assert spans(facts, START, START, START + HOUR) == (
        Span(three, Decimal(1), Decimal(1)),
        Span(one, Decimal(1), Decimal(1)),
    )
    assert spans(facts, START, early, START + 2 * HOUR) == (
        Span(three, Decimal(1), Decimal(2)),
        Span(one, Decimal(2), Decimal(3)),
    )
    nobody_yet = Span(BLANK, Decimal(0), Decimal(0))
    assert spans(facts, START, START, START - HOUR) == (nobody_yet,)


def test_hours_are_exact_and_never_negative() -> None:
    assert hours_between(START, START + HOUR / 2) == Decimal("0.5")
    assert hours_between(START, START - HOUR) == 0
    assert hours_between(START, START + timedelta(microseconds=36)) == Decimal("0.00000001")
