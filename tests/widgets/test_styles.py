"""Looks: one rule a state, all of them in the stylesheet, another colour with another theme."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from rich.color import Color
from textual.app import App, ComposeResult
from textual.css.model import RuleSet
from textual.theme import Theme

import cqcmd.widgets
from cqcmd.app.command_post import CommandPost
from cqcmd.app.themes import NIGHT, THEMES
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from cqcmd.paths import stylesheet
from cqcmd.widgets.drawing.cells import CellWidget, row_of
from cqcmd.widgets.drawing.css_classes import style_of
from cqcmd.widgets.table import Cell, Column, Line, Table
from tests.support.pilots import terminal_strips

RULES = set(re.findall(r"^\.([a-z]+--[\w-]+)", stylesheet().read_text(encoding="utf-8"), re.M))


def widgets() -> set[type[Any]]:
    modules = [
        import_module(found.name)
        for found in walk_packages(cqcmd.widgets.__path__, "cqcmd.widgets.")
    ]
    every = [kind for module in modules for kind in vars(module).values()]
    return {kind for kind in every if isinstance(kind, type) and hasattr(kind, "STYLES")}


class Looked(App[None]):
    CSS_PATH = stylesheet()

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = NIGHT.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(NIGHT.variables)

    def compose(self) -> ComposeResult:
        yield CellWidget()
        yield Table([Column("列", 0)])


def colour(theme: Theme, token: str) -> Color:
    return Color.parse(theme.variables[token])


def test_every_state_has_its_look_and_no_look_is_without_a_state() -> None:
    assert {Table, CellWidget} <= widgets()
    assert {
        f"{widget.STYLE_PREFIX}--{state}" for widget in widgets() for state in widget.STYLES
    } == RULES


async def test_a_look_is_found_once_and_anew_in_another_theme() -> None:
    async with Looked().run_test() as pilot:
        for theme in THEMES:
            pilot.app.theme = theme.name
            await pilot.pause()
            found = style_of(pilot.app, "table--dim")
            assert found.color == colour(theme, "quiet")
            assert found.bgcolor is None
            assert style_of(pilot.app, "table--dim") is found


async def test_what_stands_on_the_screen_takes_the_colours_of_another_theme() -> None:
    async with Looked().run_test() as pilot:
        drawn = pilot.app.query_one(CellWidget)
        drawn.draw([row_of([("一", "quiet"), ("二", "")], 4)])
        for theme in THEMES:
            pilot.app.theme = theme.name
            await pilot.pause()
            first = next(iter(terminal_strips(pilot)[0]))
            assert first.text == "一"
            assert first.style is not None
            assert first.style.color == colour(theme, "quiet")


@pytest.mark.parametrize("widget", [CellWidget, Table])
async def test_a_state_nobody_declared_is_a_mistake(widget: type[CellWidget | Table]) -> None:
    with pytest.raises(KeyError, match="loud"):
        await shown_loud(widget)


async def shown_loud(widget: type[CellWidget | Table]) -> None:
    async with Looked().run_test() as pilot:
        found = pilot.app.query_one(widget)
        if isinstance(found, CellWidget):
            found.draw([row_of([("一", "loud")], 4)])
        else:
            found.show([Line("一", (Cell("一"),), state="loud")])
        await pilot.pause()


def test_a_post_finds_a_rule_by_its_identity_and_calls_no_function_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RuleSet, "__hash__", lambda rule: hash(id(rule)))
    opening = Opening(tmp_path, None, SystemClock())
    CommandPost(opening)
    opening.close()
    one, like_it = RuleSet(), RuleSet()
    assert one == like_it
    assert [rule in {one} for rule in (one, like_it)] == [True, False]
    assert RuleSet.__hash__ is object.__hash__
