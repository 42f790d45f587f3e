"""In the smallest terminal every screen that Esc leaves says so."""

from cqcmd.screens.common.ask import Confirm
from tests.screens.conftest import OpenPost
from tests.screens.drill.test_drill_marked import (
    FORMS,
    PLAYED,
    Worked,
    each_screen,
    every_screen,
    of,
)

LEFT_OTHERWISE = ("BoardScreen",)


async def test_the_way_out_stands_on_every_screen_at_60_columns(post: OpenPost) -> None:
    async with post((60, 20)) as pilot:
        asked = [name for name in every_screen() if name not in (*PLAYED, *LEFT_OTHERWISE)]
        # The answers of a yes or no name what Esc means.
        names = [name for name in asked if not issubclass(of(FORMS.get(name, name)), Confirm)]
        found = await each_screen(pilot, Worked(pilot.app), names)
        assert len(found) > 50
        assert [name for name, words in found.items() if "Esc" not in words] == []
