"""Warnings and hazards: whatever the order in which entries arrive, and what is made void."""

import random
from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.warnings import Warned
from tests.incident.entries import entry

STEP = events.WarningStepped("w", "consulted", 3, "大风", words="发布")
ISSUED = events.WarningIssued(warning="w", level=3, category="大风", issuer="区政府")
LIFTED = events.WarningLifted(warning="w", decided_by="王", reason="过去")
HAZARD = events.HazardFound("h", "锅炉房", "安全阀过期", "李敏")

COURSE: tuple[events.Event, ...] = (
    STEP,
    replace(STEP, step="proposed", who="市监局"),
    replace(STEP, step="approved", who="区政府"),
    ISSUED,
    replace(STEP, step="sent", level=None, who="发布中心"),
    events.WarningSpread(warning="w", channel="c"),
    events.WarningActionOwned(warning="w", action="a", owner="安全科"),
    events.WarningActed(warning="w", action="a"),
    LIFTED,
    events.WarningWithdrawn(warning="w", action="a"),
    events.WarningBecame(warning="w", incident="i"),
    HAZARD,
    events.HazardRemoved(hazard="h", who="王强"),
)


def written(told: Iterable[events.Event]) -> list[Entry]:
    return [replace(entry(n, event), incident=None) for n, event in enumerate(told)]


def state(ledger: Ledger) -> object:
    warned = {
        ident: tuple(getattr(found, name) for name in Warned.__slots__)
        for ident, found in ledger.warnings.by_id.items()
    }
    return warned, ledger.hazards.by_id, ledger.warnings.struck, ledger.hazards.struck


@pytest.mark.parametrize("seed", range(40))
def test_any_order_of_arrival_gives_the_same_state(seed: int) -> None:
    chance = random.Random(seed)
    told: list[events.Event] = list(COURSE)
    entries = written(told)
    for _strike in range(chance.randint(0, 5)):
        target = chance.choice(entries)
        told.append(events.Struck(entry=target.id, reason="误按", undone=chance.random() < 0.3))
        entries = written(told)
    straight, shuffled = Ledger("a"), Ledger("a")
    straight.absorb(entries)
    chance.shuffle(entries)
    shuffled.absorb(entries)
    assert state(straight) == state(shuffled)


@pytest.mark.parametrize("at", range(len(COURSE)))
def test_what_is_made_void_is_as_if_it_had_not_been_written(at: int) -> None:
    entries = written(COURSE)
    void = events.Struck(entry=entries[at].id, reason="误按")
    struck, without = Ledger("a"), Ledger("a")
    struck.absorb([*entries, *written([*COURSE, void])[-1:]])
    without.absorb(one for n, one in enumerate(entries) if n != at)
    assert (struck.warnings.by_id.keys(), struck.hazards.by_id) == (
        without.warnings.by_id.keys(),
        without.hazards.by_id,
    )
    assert state(struck)[0] == state(without)[0]  # type: ignore[index]
    back = replace(void, undone=True)
    struck.absorb(written([*COURSE, void, back])[-1:])
    whole = Ledger("a")
    whole.absorb(entries)
    assert state(struck) == state(whole)


def test_measures_withdrawn_before_it_was_issued_anew_are_to_be_taken_anew() -> None:
    ledger = Ledger("a")
    ledger.absorb(written([*COURSE, replace(ISSUED, level=2)]))
    warned = ledger.warnings.by_id["w"]
    assert (warned.actions, warned.withdrawn, warned.channels) == ({}, {}, {})
    assert warned.in_force
