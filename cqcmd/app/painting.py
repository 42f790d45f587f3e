"""Of each picture what the terminal does not show yet is written; an opened screen comes whole."""

import asyncio
import time
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.screen import Screen

from cqcmd.terminal.line_budget import LineBudget
from cqcmd.terminal.painted import Painted, PaintedUpdate, parts_of

if TYPE_CHECKING:
    from textual.app import App

    Base = App[str]
else:
    Base = object

QUIET = 0.03
"""Seconds without a further picture after which an opened screen is taken to stand."""

LONGEST = 0.3
"""Seconds after which it is shown as far as it stands."""

LATE = 0.005
"""Seconds by which the loop may come late to a screen; by more, it is still being built."""


class Painting(Base):
    """Mixed into the app."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        """As every app."""
        self._painted = Painted()
        self.clock_budget = LineBudget()
        self._in_sight: Screen[Any] | None = None
        self._opened_at = 0.0
        self._waiting: asyncio.TimerHandle | None = None
        super().__init__(*arguments, **more)

    @property
    def held_back(self) -> bool:
        """Whether a screen that was opened is not shown yet."""
        return self._waiting is not None

    def repaint(self) -> None:
        """Paint the whole screen: something else wrote on the terminal, or it was not read."""
        self._painted.forget()
        self.refresh()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if self._is_built(screen):
            return
        if renderable is not None:
            renderable = self._differing(renderable)
        super()._display(screen, renderable)

    def _is_built(self, screen: Screen[Any]) -> bool:
        """Whether a screen that was opened does not stand yet; the first one is seen at once."""
        before, self._in_sight = self._in_sight, screen
        if before is None or self.is_headless:
            return False
        now = time.monotonic()
        if before is not screen:
            self._opened_at = now
            self.clock_budget.interrupt()
        elif self._waiting is None:
            return False
        else:
            self._waiting.cancel()
        self._wait(now)
        return True

    def _wait(self, now: float) -> None:
        """Show the screen once it has been quiet, counted from ``now``."""
        due = min(now + QUIET, self._opened_at + LONGEST)
        self._waiting = asyncio.get_running_loop().call_later(due - now, self._show_whole, due)

    def _show_whole(self, due: float) -> None:
        now = time.monotonic()
        if due + LATE < now < self._opened_at + LONGEST:
            # Something kept the loop at work, and what it has to draw stands behind this call.
            self._wait(now)
            return
        self._waiting = None
        with self._context():
            self.refresh()

    def _differing(self, renderable: RenderableType) -> RenderableType:
        parts = parts_of(renderable) if isinstance(renderable, CompositorUpdate) else None
        if parts is None:
            self._painted.forget()
            return renderable
        self._painted.fit(self.size)
        return PaintedUpdate(self._painted, parts, self.clock_budget.spend)
