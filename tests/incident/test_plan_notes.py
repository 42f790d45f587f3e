"""Notes about the upkeep of a plan: the same in whatever order their entries arrive."""

from itertools import permutations

from msgspec.structs import replace

from cqcmd.incident.events import PlanNoted
from cqcmd.incident.ledger import Ledger
from tests.incident.entries import entry


def noted(note: str, words: str = "", withdrawn: str = "") -> PlanNoted:
    return PlanNoted(note=note, plan="p", about="cause.law", words=words, withdrawn=withdrawn)


TOLD = [noted("1", "甲"), noted("2", "乙"), noted("1", withdrawn="误记"), noted("3", "丙")]
ENTRIES = [replace(entry(number, event), incident=None) for number, event in enumerate(TOLD)]


def test_notes_are_the_same_in_any_order_of_arrival() -> None:
    for order in permutations(ENTRIES):
        ledger = Ledger("a")
        assert ledger.absorb(order) == {None}
        assert [note.event.words for note in ledger.plan_notes.standing] == ["乙", "丙"]
        assert ledger.plan_notes.note("1") is None


def test_an_entry_that_was_altered_is_folded_as_absent() -> None:
    ledger = Ledger("a")
    ledger.absorb(ENTRIES)
    ledger.unread({ENTRIES[2].id})
    assert [note.event.words for note in ledger.plan_notes.standing] == ["甲", "乙", "丙"]
