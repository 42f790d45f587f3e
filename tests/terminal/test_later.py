"""What is to happen a little later happens, however busy the machine is."""

from itertools import count
from pathlib import Path

import pytest
from textual import _time
from textual.app import App
from textual.widget import Widget

import cqcmd
from cqcmd.terminal.later import later

SOON = 0.01


async def test_it_happens_though_its_time_passed_before_anybody_looked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app: App[None] = App()
    done: list[str] = []
    async with app.run_test() as pilot:
        seconds = count()
        monkeypatch.setattr(_time, "get_time", lambda: float(next(seconds)))
        app.set_timer(SOON, lambda: done.append("Textual's"))
        later(app, SOON, lambda: done.append("ours"))
        await pilot.pause(10 * SOON)
    assert done == ["ours"]


async def test_it_can_be_called_off_and_a_closed_widget_does_nothing() -> None:
    app: App[None] = App()
    done: list[str] = []
    async with app.run_test() as pilot:
        closed = Widget()
        await app.mount(closed)
        later(closed, SOON, lambda: done.append("closed"))
        await closed.remove()
        later(app, SOON, lambda: done.append("called off")).cancel()
        later(app, SOON, lambda: done.append("done"))
        await pilot.pause(10 * SOON)
    assert done == ["done"]


def test_there_is_no_other_way_to_wait() -> None:
    files = Path(cqcmd.__file__).parent.rglob("*.py")
    assert [file.name for file in files if ".set_timer(" in file.read_text("utf-8")] == []
