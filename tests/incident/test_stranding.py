"""Since when people have been up, and how many, span by span (1.5)."""

from datetime import timedelta
from decimal import Decimal

from cqcmd.incident import events
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


def test_a_known_stop_comes_before_the_call() -> None:
    facts = counted()
    stop = events.FactsSet(moments={"stopped_at": START - HOUR}, learned_at=START)
    facts.learn(entry(1, stop), stop)
    assert stranding_start(facts, START) == START - HOUR
    assert spans(facts, START, START) == (Span(BLANK, Decimal(1)),)


def test_whether_anybody_may_still_be_up() -> None:
    assert still_up(counted())
    assert still_up(counted(BLANK))
    assert still_up(counted(Amount(0, 0), Amount(0, 1)))
    assert not still_up(counted(Amount(3, 3), Amount(0, 0)))


def test_one_span_a_count_each_until_the_next() -> None:
    three, one = Amount(3, 3), Amount(1, 1)
    facts = counted(three, one)
    assert spans(counted(), START, START) == ()
    assert spans(facts, START, START) == (Span(three, Decimal(0)),)
    assert spans(facts, START, START + HOUR) == (Span(three, Decimal(1)), Span(one, Decimal(1)))
    assert spans(facts, START, START + 2 * HOUR) == (Span(three, Decimal(1)), Span(one, Decimal(2)))
    assert spans(facts, START, START - HOUR) == (Span(BLANK, Decimal(0)),)


def test_hours_are_exact_and_never_negative() -> None:
    assert hours_between(START, START + HOUR / 2) == Decimal("0.5")
    assert hours_between(START, START - HOUR) == 0
    assert hours_between(START, START + timedelta(microseconds=36)) == Decimal("0.00000001")
