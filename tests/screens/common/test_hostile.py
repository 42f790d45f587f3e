"""Every screen with hostile words in every field: nothing crashes, no control reaches a line."""

import unicodedata

import pytest

from cqcmd.desk.warnings.forms import WarningForm
from tests.desk.calls import TANK, report, take
from tests.screens.conftest import OpenPost
from tests.support.hostile import HOSTILE
from tests.support.pilots import PostPilot, terminal_lines

GROUPS = 6
TOUR = ("enter", "u", "escape", "r", "escape", "5", "down", "down", "question_mark", "escape")
"""Into an incident and through its screens."""


def faults(pilot: PostPilot) -> list[str]:
    """Characters on the screen that a terminal would act on."""
    text = "".join(terminal_lines(pilot))
    return [char for char in text if unicodedata.category(char) in ("Cc", "Cs")]


@pytest.mark.parametrize("group", range(GROUPS))
async def test_a_tour_of_the_screens(post: OpenPost, group: int) -> None:
    several = HOSTILE[group::GROUPS]
    words = " ".join(text[:200] for text in several)
    async with post() as pilot:
        desk = pilot.app.desk
        names = ("unit", "place", "summary", "caller")
        fields = {name: several[n % len(several)] for n, name in enumerate(names)}
        ident = take(desk, TANK | fields)
        report(desk, ident, "district_government", "phone", person="王" + words)
        desk.logbook.note(ident, "记" + words)
        desk.logbook.promise(ident, "诺" + words, None)
        desk.facts.update(ident, {"deaths": "2"}, source=words, at=desk.clock.now())
        warning = WarningForm(
            level=2,
            category="风" + words,
            area=words,
            notice=words,
            measures=words,
            issuer="市政府",
        )
        desk.warnings.issue(warning)
        pilot.front.reload()
        await pilot.pause()
        assert faults(pilot) == []
        for key in TOUR:
            await pilot.press(key)
            await pilot.pause()
            assert faults(pilot) == [], key
