"""Help begins with what the screen is for and its keys that matter; every screen says both."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import Screen

import cqcmd.app
import cqcmd.screens
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.keys import KeysScreen, rank
from cqcmd.text import cells
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import press, terminal_lines


def below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def actions(kind: type[Any]) -> set[str]:
    """Every act a screen's own keys lead to, and those of the list in it."""
    found = [binding for each in kind.__mro__ for binding in vars(each).get("BINDINGS", ())]
    return {one.action for one in (*found, *Table.BINDINGS) if isinstance(one, Binding)}


def screens() -> list[type[Any]]:
    """Every screen on which F1 opens help, but those that others are made from."""
    for package in (cqcmd.screens, cqcmd.app):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    every = {kind for kind in below(Screen) if kind.__module__.startswith("cqcmd.")}
    bases = {base for kind in every for base in kind.__bases__} - {PostScreen}
    shown = {kind for kind in every if "app.help" in actions(kind) and kind is not PostScreen}
    made = {kind for kind in shown if kind not in bases or kind.__name__ == "PaperScreen"}
    return sorted(made, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", screens(), ids=lambda kind: kind.__name__)
def test_each_screen_says_what_it_is_for(kind: type[Any]) -> None:
    assert kind.purpose, f"{kind.__name__} lacks `purpose`, the sentence that help begins with"
    assert kind.purpose.endswith("。")
    assert cells(kind.purpose) <= 70, "it stands on one line at 80 columns"
    keys = kind.main_keys
    assert 2 <= len(keys) <= 5, f"{kind.__name__} lacks `main_keys`, the acts that matter most"
    assert set(keys) <= actions(kind), set(keys) - actions(kind)


def test_the_screens_are_found() -> None:
    assert len(screens()) > 40
    assert len([kind for kind in screens() if issubclass(kind, FieldForm)]) > 20


async def test_first_the_purpose_then_the_keys_that_matter_then_the_rest(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter")
        main = type(pilot.app.screen).main_keys  # type: ignore[attr-defined]
        every = {active.binding.action for active in pilot.app.screen.active_bindings.values()}
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, KeysScreen)
        assert any("接下来做什么" in line for line in terminal_lines(pilot)[:6])
        lines = pilot.app.screen.query_one(Table).lines
        assert tuple(line.key for line in lines[: len(main)]) == main
        ranks = [rank(line.key) for line in lines[len(main) :]]
        assert ranks == sorted(ranks), "its own, then what every screen has, then the moves"
        assert {0, 1, 2} == set(ranks)
        assert {line.key for line in lines} <= every
        marked = {line.key for line in lines if line.cells[2].words == "写"}
        assert "undo" in marked
        assert not marked & {"report", "update", "choose", "move(1)"}
        await press(pilot, "end")
        assert "F9 手册" in "".join(terminal_lines(pilot))


async def test_the_first_page_down_shows_more_keys(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        await press(pilot, "f1")
        table = pilot.screen(KeysScreen).query_one(Table)
        assert table.max_scroll_y > 0
        await press(pilot, "pagedown")
        assert table.scroll_y > 0
        await press(pilot, "pageup")
        assert table.scroll_y == 0


async def test_every_key_stands_there_at_once_where_there_is_room(post: OpenPost) -> None:
    async with post((120, 40)) as pilot:
        await press(pilot, "f1")
        table = pilot.screen(KeysScreen).query_one(Table)
        assert table.size.height == len(table.lines)
        assert table.size.width > 72
