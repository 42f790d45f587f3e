"""Keys typed ahead: each is handled to its end before the next one is looked at.

Textual hands every key to whatever has the focus when it arrives, while what earlier keys do (going
to the next field, opening a form) still travels through the queues of widgets. Over a slow link
many keys arrive in one piece, and words land in the wrong field, or in none. So the next key waits
until the one before has gone all the way from the focused widget up to the app, and until the
screen it opened stands.

A key of a field of Textual's own, or one that saves, has then only begun to act: its binding runs
at the app, sends a message up from the field again, or starts work of its own. So the way is gone
once more, until nothing has moved on it.

Letters that wait for a field whose ``takes_runs`` is true are handed to it together, as an input
method commits them: one change, one picture. Any other key parts them.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import events
from textual.message_pump import MessagePump

from cqcmd.terminal.later import later

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

PATIENCE = 1.0
"""Seconds after which the next key goes on whatever became of the one before."""

LOOK = 0.01
"""Seconds between looks whether a screen stands."""

CALM = 3
"""Times that the way up is gone without anything moving, until a key is taken to be through."""

MOST = 20
"""Times that it is gone at most: what moves by itself holds up no key."""

Typed = events.Key | events.Paste


class KeyQueue:
    """Keys in the order in which they came; one at a time.

    Attributes:
        settled: when the last key that had its turn had done all it does, as events are stamped.
    """

    def __init__(
        self,
        app: "App[str]",
        handle: Callable[[events.Event], Awaitable[None]],
        held_up: Callable[[], bool],
    ) -> None:
        """``handle`` does with a key what Textual does; ``held_up``: an act waits for the disk."""
        self._app = app
        self._handle = handle
        self._held_up = held_up
        self._waiting: deque[Typed] = deque()
        self._under_way = 0
        self._turn = self._watched = 0
        self.settled = 0.0
        self._calm = self._rounds = 0
        self._place: object = None

    async def take(self, event: Typed) -> None:
        """Handle a key now, or behind those that came before it."""
        if not self._under_way:
            await self._start(event)
            return
        self._waiting.append(event)
        self._be_patient()

    def _be_patient(self) -> None:
        """Have the key that is under way given up in a while; one timer for all that wait."""
        if self._watched != self._turn:
            self._watched = turn = self._turn
            # The turn says for which key: once that one is through, the timer does nothing.
            later(self._app, PATIENCE, lambda: self._give_up(turn))

    async def _start(self, event: Typed) -> None:
        self._turn += 1
        self._under_way = self._turn
        begin = self._app.focused or self._app.screen
        # A letter in a field is typed where it is: nothing follows from it but what it shows.
        typed = isinstance(event, events.Key) and begin.check_consume_key(
            event.key, event.character
        )
        self._calm, self._rounds = 0, MOST if typed else 0
        await self._handle(event)
        self._follow(begin, self._turn)

    def _follow(self, pump: MessagePump, turn: int) -> None:
        """Stand in each queue on the way up, behind the key; at the top wait for the screen."""
        if pump is self._app:
            # Once more to the end of the queue: a focus the key asked for stands in it too.
            self._app.call_later(lambda: self._app.call_later(self._settled, turn))
            return
        above = pump._parent or self._app
        # A widget that is closing takes nothing more; the way goes on at the top.
        if not pump.call_later(self._follow, above, turn):
            self._follow(self._app, turn)

    async def _settled(self, turn: int) -> None:
        if turn != self._under_way:
            return
        if self._held_up() or (self._waiting and not self._app.screen.is_mounted):
            later(self._app, LOOK, lambda: self._app.call_later(self._settled, turn))
            return
        if self._rounds < MOST and self._moved():
            self._follow(self._app.focused or self._app.screen, turn)
            return
        await self._next()

    def _moved(self) -> bool:
        """Return whether the key may still be acting: focus or screen moved a moment ago."""
        before, self._place = self._place, (self._app.screen, self._app.focused)
        self._calm = self._calm + 1 if self._place == before else 0
        self._rounds += 1
        return self._calm < CALM

    async def _give_up(self, turn: int) -> None:
        """Stop waiting for the key before: a closed widget took it along."""
        if turn == self._under_way and self._held_up():
            later(self._app, PATIENCE, lambda: self._give_up(turn))
        elif turn == self._under_way:
            await self._next()

    async def _next(self) -> None:
        # A new event bears the time by which keys are stamped.
        self._under_way, self.settled = 0, events.Event().time
        if self._waiting:
            await self._start(self._run())
            if self._waiting:
                self._be_patient()

    def _run(self) -> Typed:
        """Return the next key, with the letters behind it that go into the same field."""
        first = self._waiting.popleft()
        field = self._app.focused
        if field is None or not getattr(field, "takes_runs", False):
            return first
        run = _typed(field, first)
        # A space alone may be meant for an act.
        if isinstance(first, events.Paste) or not run.strip():
            return first
        while self._waiting and (more := _typed(field, self._waiting[0])):
            # Of two spaces the second may be meant otherwise.
            if (run[-1:] + more).isspace():
                break
            run += more
            self._waiting.popleft()
        first.character = run
        return first


def _typed(field: "Widget", event: Typed) -> str:
    """Return what a key types there; empty for any other."""
    if isinstance(event, events.Paste) or event.character is None:
        return ""
    return event.character if field.check_consume_key(event.key, event.character) else ""
