"""The rules of the board are parsed first; those of every other screen before it is shown."""

import pytest
from textual.strip import Strip

from cqcmd.app.command_post import CommandPost
from cqcmd.screens.board.screen import BoardScreen
from tests.desk.calls import TANK, take
from tests.desk.test_board import enter
from tests.screens.board.test_picture import rest
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot, terminal_strips


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave undone what is done behind the board."""
    monkeypatch.setattr(CommandPost, "work_behind", lambda _app: None)


def look(pilot: PostPilot) -> tuple[list[Strip], list[str]]:
    """What stands on the screen, and how each widget of it is styled."""
    widgets = pilot.app.screen.walk_children(with_self=True)
    return terminal_strips(pilot), [widget.styles.base.css for widget in widgets]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
@pytest.mark.parametrize("ascii_borders", [False, True])
async def test_the_board_looks_as_it_does_once_all_rules_are_there(
    post: OpenPost, alone: None, size: tuple[int, int], *, ascii_borders: bool
) -> None:
    async with post(size) as pilot:
        app = pilot.app
        ident = take(app.desk, TANK, deaths="1-12", trapped="2")
        enter(app.desk, ident)
        app.set_class(ascii_borders, "-ascii")
        pilot.front.reload()
        await rest(pilot)
        assert app.board_alone
        before = look(pilot)
        app.style_all()
        app.refresh_css(animate=False)
        await pilot.pause()
        assert look(pilot) == before


async def test_another_screen_is_opened_with_every_rule(post: OpenPost, alone: None) -> None:
    async with post() as pilot:
        assert isinstance(pilot.app.screen, BoardScreen)
        assert pilot.app.board_alone
        await pilot.press("n")
        assert not pilot.app.board_alone
        assert pilot.app.screen.query_one("#left").styles.width is not None
        assert str(pilot.app.screen.query_one("#keys").styles.dock) == "bottom"


async def test_the_rest_is_parsed_behind_the_board(post: OpenPost) -> None:
    async with post() as pilot:
        for _look in range(100):
            if not pilot.app.board_alone:
                break
            await pilot.pause(0.05)
        assert not pilot.app.board_alone
