"""A screen that was left does nothing more."""

from cqcmd.screens.common.room_keys import open_room
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take


async def test_what_was_put_off_is_not_done_on_a_screen_taken_down(post: OpenPost) -> None:
    done: list[str] = []
    async with post() as pilot:
        screen = open_room("reports", pilot.app.desk, take(pilot.app, EXPLOSION))
        pilot.app.push_screen(screen)
        await pilot.pause()
        screen.call_after_refresh(done.append, "stands")
        await pilot.pause()
        screen.call_after_refresh(done.append, "left")
        pilot.app.pop_screen()
        await pilot.pause()
    assert done == ["stands"]
