"""Since when what grows with time has been so: for sure, and at the earliest that may be (1.5)."""

from datetime import datetime, timedelta

from cqcmd.incident.known import KnownFacts
from cqcmd.incident.stranding import still_up, stranding_start

STARTS = {"stranded_hours": "stopped_at", "outage_hours": "outage_since"}
"""A duration told now is kept as the moment it began, so that it grows by itself."""

LONGEST = 24 * 365 * 10
"""Hours beyond which a duration that somebody thought possible is taken for no more."""


def growing_since(facts: KnownFacts, call: datetime | None) -> dict[str, datetime]:
    """Return from which moment each fact that grows with time is counted, also one that ended."""
    starts = {
        "stranded_hours": stranding_start(facts, call),
        "outage_hours": facts.moment("outage_since"),
    }
    return {code: since for code, since in starts.items() if since is not None}


def has_grown(facts: KnownFacts, call: datetime | None) -> bool:
    """Tell whether people have been up or a boiler out: then time alone may make it graver."""
    return bool(growing_since(facts, call))


def possible_since(facts: KnownFacts, call: datetime | None) -> dict[str, datetime]:
    """Return since when each may have been so at the earliest: what is sure, or before that."""
    sure, ends = growing_since(facts, call), ended(facts)
    starts = {code: _earliest(facts, code, sure.get(code), ends[code]) for code in STARTS}
    return {code: since for code, since in starts.items() if since is not None}


def ended(facts: KnownFacts) -> dict[str, datetime | None]:
    """Return when each was over: everybody down, the boiler running; ``None`` while it lasts."""
    return {
        "stranded_hours": None if still_up(facts) else facts.counts[-1][0],
        "outage_hours": facts.moment("outage_until"),
    }


def _earliest(
    facts: KnownFacts, fact: str, sure: datetime | None, ended: datetime | None
) -> datetime | None:
    """Return the start as long before it was told, or before the end, as it may have lasted."""
    amount, told, start = (
        facts.amount(fact),
        facts.by_code.get(fact),
        facts.by_code.get(STARTS[fact]),
    )
    if told is None or amount is None or not amount.possible:
        return sure
    # A start that was told since is known: what was only possible before says no more.
    if start is not None and start.value is not None and start.at > told.at:
        return sure
    lasted = timedelta(seconds=round(min(amount.possible, LONGEST) * 3600))
    since = min(told.at, ended or told.at) - lasted
    return min(since, sure or since)
