"""Any key on any screen: nothing breaks, only keys that say so write, and a slip is taken back.

Keys are pressed by chance. A failure prints the seed and what was pressed; the same seed presses
the same keys again (``WALK_SEED=17``).
"""

import os
import string
from itertools import cycle
from random import Random
from typing import Any

import pytest
from textual.keys import _character_to_key
from textual.screen import ModalScreen

from cqcmd.desk.command.forms import PersonForm
from cqcmd.desk.contacts.forms import ContactForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.papers.export import PaperExport
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.desk.warnings.forms import WarningForm
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.room_keys import open_room
from cqcmd.terminal.line_feed import LINE_FEED
from cqcmd.widgets.key_grammar import writes
from tests.screens.conftest import OpenPost
from tests.screens.drill.test_drill_marked import PLAYED, Worked, every_screen, opened
from tests.support.pilots import PostPilot, press

NAMED = (
    *(f"f{number}" for number in range(1, 13)),
    *(f"ctrl+{letter}" for letter in string.ascii_lowercase),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("enter", "escape", "backspace", "delete", "tab", "shift+tab", "space"),
)
TYPED = (*string.ascii_lowercase, *string.digits, *"０１２３４５６７８９", *".。/／、?？,，-：　中")
OFTEN = ("enter", "down", "space", "f9", "backspace", "delete", "up", "escape", "f8")
"""What a hand presses most; the others come up once in a while."""

KEYS = (*NAMED, *TYPED, *OFTEN * 4)

STAY = 14
"""Keys on a screen before another is opened."""

TWICE = 0.3
"""How often a key is hit a second time at once."""


def seed() -> int:
    return int(os.environ.get("WALK_SEED", "0")) or 2026


async def test_no_key_breaks_a_screen_or_writes_unsaid(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        await Walk(pilot, monkeypatch, seed()).go(300)


@pytest.mark.long
@pytest.mark.parametrize("turn", range(20))
async def test_ten_thousand_keys(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    async with post((120, 36) if turn % 2 else (80, 24)) as pilot:
        await Walk(pilot, monkeypatch, seed() + turn).go(500)


class Walk:
    """Keys by chance over every screen of a post with one incident at work."""

    def __init__(self, pilot: PostPilot, patch: pytest.MonkeyPatch, number: int) -> None:
        self.pilot, self.app, self.desk = pilot, pilot.app, pilot.app.desk
        self.seed, self.chance = number, Random(number)
        self.post = Worked(pilot.app)
        furnish(self.desk, self.post.ident)
        self.history: list[str] = []
        self.left = 0
        # Neither the program nor the machine is to be left: it ends, prints, or starts Word.
        patch.setattr(pilot.app, "exit", lambda *_args, **_more: None)
        for outside in ("print_out", "pdf"):
            patch.setattr(PaperExport, outside, lambda *_args: "")

    async def go(self, presses: int) -> None:
        self.left = presses
        names = [name for name in every_screen() if name not in PLAYED]
        self.chance.shuffle(names)
        try:
            for name in cycle(names):
                await self.home()
                if self.left <= 0:
                    return
                await self.open(name)
                for _turn in range(min(STAY, self.left)):
                    await self.hit()
        except BaseException as error:
            pressed = "\n".join(self.history[-40:])
            error.add_note(f"WALK_SEED={self.seed}, the last keys:\n{pressed}")
            raise

    async def home(self) -> None:
        """Back to the board, whatever stands over it."""
        while not isinstance(screen := self.app.screen, BoardScreen):
            if isinstance(screen, ModalScreen):
                screen.dismiss(None)
            else:
                self.app.pop_screen()
            await self.pilot.pause()

    async def open(self, name: str) -> None:
        """Open a screen, over a room of its incident as officers do."""
        self.history.append(f"--- {name}")
        if name == BoardScreen.__name__:
            return
        screen = opened(name, self.post)
        if not (isinstance(screen, IncidentScreen) and screen.room):
            self.app.push_screen(open_room("situation", self.desk, self.post.ident))
            await self.pilot.pause()
        self.app.push_screen(screen)
        await self.pilot.pause()

    async def hit(self) -> None:
        """Press a key, sometimes twice, and look what became of it."""
        key = self.chance.choice(KEYS)
        for hasty in (False, True):
            if hasty and self.chance.random() > TWICE:
                return
            await self.press(key, hasty=hasty)

    async def press(self, key: str, *, hasty: bool) -> None:
        screen = self.app.screen
        pressed = "enter" if key == LINE_FEED else key
        named = writes(screen, _character_to_key(pressed) if len(pressed) == 1 else pressed)
        before, acts = state(self.desk, self.post.ident), self.desk.logbook.acts
        self.left -= 1
        self.history.append(f"{type(screen).__name__} {key}{' at once' if hasty else ''}")
        if hasty:
            await self.pilot.press(key)
            await self.pilot.pause()
        else:
            await press(self.pilot, key)
        assert self.app._exception is None, self.app._exception
        if self.desk.logbook.acts != acts:
            self.history[-1] += "  written"
            assert named, f"{key} wrote on {type(screen).__name__} and does not say so"
            if key != "backspace" and self.desk.logbook.acts == acts + 1:
                self.undo(before)

    def undo(self, before: dict[str, Any]) -> None:
        """Take the act back, where it is about an incident, and compare."""
        if not self.desk.logbook.can_undo():
            return
        self.desk.logbook.undo(self.desk.logbook.last_incident or None)
        self.app._reload()
        after = state(self.desk, self.post.ident)
        # A call that was taken stays on the board, void and without a clock.
        new = [row for ident, row in after["board"].items() if ident not in before["board"]]
        assert [row.status for row in new] == ["接报已作废"] * len(new)
        after["board"] = {ident: after["board"].get(ident) for ident in before["board"]}
        assert [name for name in before if before[name] != after[name]] == []


def furnish(desk: Desk, ident: str) -> None:
    """Fill every list: people, teams, warnings, an old call."""
    desk.roster.assign(ident, "rescue", PersonForm(name="王大队", post="队长"))
    desk.roster.assign(ident, "medical", PersonForm(name="周主任"), leads=True)
    desk.safety.enter(ident, TeamForm(name="特勤一中队", people=("张三",), at=desk.clock.now()))
    wind = WarningForm(
        level=3, category="大风", area="两江四岸", notice="", measures="", issuer="市政府"
    )
    desk.warnings.issue(wind)
    desk.contacts.keep(ContactForm(name="钱工", org="特检院", phones="13000000002"))


def state(desk: Desk, ident: str) -> dict[str, Any]:
    """What is true of the incidents, without their logs."""
    return {
        "situation": desk.situation(ident),
        "command": desk.room.view(ident),
        "measures": desk.tasks.measures(ident),
        "aftermath": desk.tasks.aftermath(ident),
        "teams": desk.safety.teams(ident),
        "units": desk.units.shown.every(ident),
        "people": desk.roster.shown.call_list(ident),
        "board": {row.ident: row for row in desk.board().rows},
    }
