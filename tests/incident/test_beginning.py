"""Before anything was written: every field says so in its own way, none with another's."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from cqcmd.incident import events
from cqcmd.incident.command.roster import Person
from cqcmd.incident.command.tasks import Task
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.reports_owed import DutiesStart
from cqcmd.incident.state import Incident
from tests.incident.entries import START, entry, incident, opened, plain

NOTHING_KNOWN: dict[str, Any] = {"apart": {}, "by_code": {}, "counts": []}
NO_RESPONSE: dict[str, Any] = {
    "approved": None,
    "ended": None,
    "level": None,
    "lowered_from": None,
    "proposed": None,
    "started": None,
    "steps": [],
}
NOBODY_COMMANDS: dict[str, Any] = {"acts": {}, "history": [], "seats": {}, "takings": []}


def test_an_incident_without_entries() -> None:
    assert plain(Incident("x")) == {
        "_called": None,
        "_latest": None,
        "assessment": {"delivered": {}, "issued": [], "lessons": {}},
        "call": None,
        "closed": None,
        "closing": None,
        "command": NOBODY_COMMANDS,
        "copies": {},
        "cordon": {"teams": {}},
        "described": [],
        "details": {},
        "dismissed": None,
        "documents": [],
        "duties_started": None,
        "endings": {},
        "entries": [],
        "facts": NOTHING_KNOWN,
        "families": {"by_id": {}},
        "id": "x",
        "learned": [],
        "mark": "",
        "opened": None,
        "opened_by": "",
        "out_of_scope": None,
        "override": None,
        "plan_asked": "",
        "plan_chosen": None,
        "press": [],
        "promises": {},
        "receipts": [],
        "received_at": None,
        "referrals": {"by_key": {}},
        "releases": [],
        "reports": [],
        "response": NO_RESPONSE,
        "roster": {"added": {}, "people": {}, "stood": {}},
        "said": {"apart": {}, "by_code": {}},
        "struck": {},
        "supply": {"lots": {}, "needs": {}, "spendings": {}},
        "tasks": {"by_code": {}},
        "unit_duties": {"by_sentence": {}, "suppliers": {}},
        "unreadable": [],
        "verdicts": {},
    }


def test_a_ledger_without_entries() -> None:
    ledger = Ledger()
    assert (ledger.station, ledger.officer) == ("", "")
    assert (ledger.serving, ledger.watch, ledger.backup) == (None, None, None)
    assert (ledger.incidents, ledger.station_entries) == ({}, [])
    assert ledger.next_number(2026) == "26-0001"


def test_a_task_nobody_touched() -> None:
    task = Task()
    assert plain(task) == {
        "begun": None,
        "by": "",
        "finished": None,
        "order": "",
        "owner": "",
        "reason": "",
        "remarks": [],
        "state": "open",
    }
    assert not task.over
    assert not task.unbegun


def test_a_person_nobody_called() -> None:
    person = Person("p")
    assert plain(person) == {
        "id": "p",
        "moves": [],
        "name": "",
        "phones": (),
        "places": {},
        "post": "",
        "unit": "",
    }
    assert person.state is None
    assert person.at("on_scene") is None


def test_a_gate_that_waits_was_opened_by_nothing() -> None:
    assert DutiesStart(None).by is None


def test_the_call_itself() -> None:
    found = incident()
    assert found.call == found.opened == opened
    assert (found.opened_by, found.received_at) == ("李敏", START)
    assert [(receipt.org, receipt.at, receipt.entry) for receipt in found.receipts] == [
        ("district_regulator", START, "e0")
    ]


def test_a_call_taken_twice_keeps_the_number_of_the_first() -> None:
    again = events.Opened(number="26-0002", org="district_regulator", plan="p", plan_digest="d")
    assert incident(again).number == "26-0001"


def test_a_struck_call_is_void_and_its_number_stays_taken() -> None:
    found = incident(events.Struck(entry="e0", reason="误按"))
    assert found.void
    assert found.number == "26-0001"
    assert not incident().void
    assert not Incident("x").void


def test_the_last_backup_of_this_station() -> None:
    ledger = Ledger("a")
    first, second = (
        events.BackedUp(path="一.cqj", entries=1, head="d"),
        events.BackedUp(path="二.cqj", entries=2, head="d"),
    )
    for number, event in enumerate((first, second), 1):
        ledger.absorb([replace(entry(number, event), incident=None)])
    assert ledger.backup == (START + timedelta(minutes=2), second)
