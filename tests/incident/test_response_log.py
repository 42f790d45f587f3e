"""The steps of a response read backwards: the latest of a kind, since it last ended (4.6-4.8)."""

import pytest

from cqcmd.incident.events import ResponseStepped
from cqcmd.incident.events.command import StepCode
from tests.incident.entries import incident


def latest(code: StepCode, *steps: StepCode) -> str | None:
    found = incident(*(ResponseStepped(step=step, level="III") for step in steps))
    step = found.response.last(code)
    return step.entry.id if step else None


@pytest.mark.parametrize(
    ("code", "steps", "entry"),
    [
        ("verified", ("verified", "verified", "proposed"), "e2"),
        ("started", ("started", "ended"), None),
        ("started", ("started", "ended", "started"), "e3"),
        ("ended", ("started", "ended"), "e2"),
        ("ended", ("started", "ended", "verified"), "e2"),
        ("ended", ("started",), None),
    ],
)
def test_the_latest_of_a_kind(code: StepCode, steps: tuple[StepCode, ...], entry: str) -> None:
    assert latest(code, *steps) == entry


@pytest.mark.parametrize("change", ["started", "raised", "lowered", "ended"])
def test_each_decision_wants_a_consultation_of_its_own(change: StepCode) -> None:
    steps: tuple[StepCode, ...] = ("consulted", "verified", change, "consulted")
    taken = [ResponseStepped(step=step, level="III") for step in steps]
    assert [incident(*taken[:n]).response.consulted for n in range(5)] == [
        False,
        True,
        True,
        False,
        True,
    ]
