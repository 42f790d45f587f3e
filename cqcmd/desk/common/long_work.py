"""Long work beside the screen: what one terminal copies at a time, how far it is, giving it up."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.views import Left

if TYPE_CHECKING:
    from cqcmd.journal.copies.course import Course

LEAVE_SECONDS = 2.0
"""How long leaving waits for what was given up; a stick that hangs holds up nobody."""


class LongWork:
    """Something long that is done in a thread, and ended by an act on the screen's own.

    Attributes:
        course: how far it is, and whether it was given up.
        left: what leaving cuts short, in words.
    """

    def __init__(
        self, course: "Course", do: Callable[["Course"], Callable[[], str]], left: str
    ) -> None:
        """``do`` returns what is then done on the screen's thread, which says what was done."""
        self.course, self.left = course, left
        self._do = do

    def run(self) -> Callable[[], str]:
        """Do it; a thread will do. Raises Cancelled, Refusal, OSError."""
        try:
            return self._do(self.course)
        finally:
            self.course.ended.set()


class LongWorks:
    """The one at a time of a terminal."""

    def __init__(self) -> None:
        self._running: LongWork | None = None

    def begin(self, work: LongWork) -> None:
        """Take it that this one is under way. Raises Refusal: another is."""
        if self._running is not None:
            words = _("{words}；等它做完，或者按 Ctrl+Z 取消，再做这一件。")
            raise Refusal(words.format(words=self.progress))
        self._running = work

    def end(self) -> None:
        """Take it that it is over, however it ended."""
        self._running = None

    @property
    def progress(self) -> str:
        """What is being done, and how much of it; nothing where nothing is."""
        return self._running.course.words if self._running is not None else ""

    def cancel(self) -> bool:
        """Give it up; returns whether there is one."""
        if self._running is not None:
            self._running.course.cancel()
        return self._running is not None

    def left(self) -> Iterator[Left]:
        """Yield what leaving this terminal cuts short."""
        if self._running is not None:
            yield Left(self._running.left, "urgent")

    def close(self) -> None:
        """Give it up, and wait a moment for it to end."""
        running = self._running
        if running is not None:
            running.course.cancel()
            running.course.ended.wait(LEAVE_SECONDS)
