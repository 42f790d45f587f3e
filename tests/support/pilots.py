"""A pilot that knows its app, and what every test reads off a screen."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Generic, TypeVar

import pytest
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.strip import Strip

from cqcmd.app import command_post
from cqcmd.app.command_post import CommandPost
from cqcmd.app.drill_app import DrillPost
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from cqcmd.incident.events.station import StationSet
from cqcmd.screens.common.base import PostScreen
from cqcmd.terminal.repeat_guard import RepeatGuard
from cqcmd.widgets.drawing.cells import CellWidget
from cqcmd.widgets.table import Line, Table

Post_co = TypeVar("Post_co", bound=CommandPost, covariant=True)
Kind = TypeVar("Kind", bound=DOMNode)


class AppPilot(Pilot[str], Generic[Post_co]):
    """Keys for one command post, which it gives back as the kind of app it is."""

    def __init__(self, app: Post_co) -> None:
        super().__init__(app)
        self._post = app

    @property
    def app(self) -> Post_co:
        return self._post

    @property
    def clock(self) -> FixedClock:
        """The clock of a post whose time stands still until a test moves it."""
        clock = self._post.desk.clock
        assert isinstance(clock, FixedClock)
        return clock

    @property
    def front(self) -> PostScreen:
        """The screen in front, one of the post's own."""
        return self.screen(PostScreen)

    def screen(self, kind: type[Kind]) -> Kind:
        """The screen in front, which must be of this kind."""
        return known(self._post.screen, kind)

    def focused(self, kind: type[Kind]) -> Kind:
        """The widget that has the keys, which must be of this kind."""
        return known(self._post.screen.focused, kind)


PostPilot = AppPilot[CommandPost]
DrillPilot = AppPilot[DrillPost]


@asynccontextmanager
async def standing(
    app: CommandPost, opening: Opening, size: tuple[int, int]
) -> AsyncIterator[PostPilot]:
    """The post once its journal is open, on a screen of that size; closed behind.

    What is done behind the board begins at once and is waited for: no key falls into it.
    """
    with at_once_behind():
        async with app.run_test(size=size) as pilot:
            await board_stands(app, pilot)
            yield AppPilot(app)
    opening.close()


@contextmanager
def at_once_behind() -> Iterator[None]:
    """Have what is done behind the board begin as soon as the board stands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command_post, "SEEN", 0.001)
        yield


async def board_stands(app: CommandPost, pilot: Pilot[Any]) -> None:
    """Wait until the journal is open and what is done behind the board is done."""
    while not app.desk.ready:
        await pilot.pause(0.01)
    for _look in range(100):  # a test may keep the board alone
        if not app.board_alone:
            break
        await pilot.pause(0.01)
    await pilot.pause()


def known(found: object, kind: type[Kind]) -> Kind:
    """What was found, which must be of this kind."""
    assert isinstance(found, kind), found
    return found


def cursor_line(table: Table) -> Line:
    """The line of a table under its cursor."""
    assert table.cursor is not None
    return table.cursor


def serving(pilot: PostPilot) -> StationSet:
    """Whom the station serves, once that has been said."""
    served = pilot.app.desk.station.serving()
    assert served is not None
    return served


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys in one go, as somebody does who looked at the screen before."""
    hands_off(pilot)
    await pilot.press(*keys)
    await pilot.pause()


async def all_done(pilot: Pilot[Any]) -> None:
    """Wait for what goes on beside the screen, and for an act that a slow disk holds up."""
    await pilot.app.workers.wait_for_complete()
    while isinstance(pilot.app, CommandPost) and pilot.app.desk.disk.writing:
        await pilot.pause(0.01)
    await pilot.pause()


def hands_off(pilot: Pilot[Any]) -> None:
    """Let the second pass in which a key that has just written is taken for a slip."""
    app = pilot.app
    if isinstance(app, CommandPost):
        app._repeats = RepeatGuard(lambda: app.desk.logbook.acts)


def words_of(pilot: Pilot[Any], selector: str) -> str:
    """What a widget of the screen in front says."""
    return pilot.app.screen.query_one(selector, CellWidget).words


def notices(pilot: AppPilot[Any]) -> list[str]:
    """What the post said lately on its message line, the newest last."""
    return [said.words for said in reversed(pilot.app.messages.lately)]


def terminal_strips(pilot: Pilot[Any]) -> list[Strip]:
    """The lines of the terminal, with their styles."""
    return pilot.app.screen._compositor.render_strips()


def terminal_lines(pilot: Pilot[Any]) -> list[str]:
    """The lines of the terminal, sheets and notices over what is beneath them."""
    return [strip.text for strip in terminal_strips(pilot)]
