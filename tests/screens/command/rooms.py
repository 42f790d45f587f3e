"""Screens about an explosion of a tank, as the tests of 指挥 open them."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from cqcmd.desk.desk import Desk
from tests.desk.calls import TANK, take
from tests.support.pilots import PostPilot


async def about_the_tank(
    pilot: PostPilot, screen: Callable[..., Screen[Any]], *more: str
) -> tuple[Desk, str]:
    """Take the call, and show a screen about it; returns the desk and the incident."""
    desk = pilot.app.desk
    ident = take(desk, TANK)
    pilot.app.push_screen(screen(desk, ident, *more))
    await pilot.pause()
    return desk, ident
