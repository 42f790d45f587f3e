"""The post rehearsed once, with nobody looking: what every session would make anew is made then.

That is above all the stylesheet, which takes longer to parse than everything else of a first
screen, and the measures of words. A sample in a folder that goes with it is all it has seen.
"""

import asyncio
import gc
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from cqcmd.app.command_post import CommandPost
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from cqcmd.desk.sample import MARK, fill
from cqcmd.terminal.slow_disk import settle

KEYS = ("n", "escape", "enter", "escape")
"""A form and an incident are seen, besides the board."""

PATIENCE = 0.05
"""Seconds between two looks at whether the record is open."""

_parse = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def rehearse() -> None:
    """Play the post without a terminal; no thread, no signal and no file of it is left.

    Raises:
        OSError, Refusal: there is no room for the sample.
    """
    setattr(Stylesheet, "_parse_rules", _rules_of)  # noqa: B010 - Textual has no door for it
    with _signals_kept(), tempfile.TemporaryDirectory(prefix="cqcmd-rehearsal-") as folder:
        filling = Opening(Path(folder), None, SystemClock(), MARK)
        filling.read_journal()
        fill(filling.desk)
        filling.close()
        copy_context().run(_play, Path(folder))
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _play(folder: Path) -> None:
    opening = Opening(folder, None, SystemClock(), MARK)
    try:
        asyncio.run(_seen(CommandPost(opening)))
    finally:
        settle()
        opening.close()


async def _seen(app: CommandPost) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.desk.ready:
            await pilot.pause(PATIENCE)
        for key in KEYS:
            await pilot.pause(PATIENCE)
            await pilot.press(key)
        app.exit()


def _rules_of(stylesheet: Stylesheet, css: str, *place: Any, **named: Any) -> list[RuleSet]:
    """Return what Textual parses of these words under these variables: it is never changed."""
    variables = frozenset(stylesheet._variables.items())
    key = (css, variables, place, frozenset(named.items()))
    if key not in _parsed:
        _parsed[key] = _parse(stylesheet, css, *place, **named)
    return _parsed[key]


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Put back what an app takes over."""
    before = {number: signal.getsignal(number) for number in signal.valid_signals()}
    yield
    for number, handler in before.items():
        if handler is not None and signal.getsignal(number) is not handler:
            signal.signal(number, handler)
