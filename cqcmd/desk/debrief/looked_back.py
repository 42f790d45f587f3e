"""What screens ask of anything that is looked back on: a drill that has ended, a real incident."""

from typing import Protocol

from cqcmd.views.debrief import DebriefView, LessonView, PictureView


class LookedBack(Protocol):
    """All of it as it stands now, drawn on an axis, and its lessons.

    Attributes:
        deepest: how many times the picture may be enlarged.
    """

    deepest: int

    def shown(self) -> DebriefView:
        """Return all of it. Raises Refusal: it cannot be read, or is not over."""

    def picture(self, columns: int, times: int = 1, part: int = 0) -> PictureView:
        """Draw it on an axis of so many columns; ``times`` enlarges a ``part`` of it."""

    def found_lesson(self, ident: str) -> LessonView | None:
        """Return a lesson by its id, also a dropped one; ``None`` if there is none."""

    def check_lesson(self, lesson: LessonView) -> None:
        """Refuse a lesson that cannot be kept. Raises BadInput with the field that is wrong."""

    def keep_lesson(self, lesson: LessonView) -> str:
        """Keep a new (empty ``ident``) or changed lesson; what to tell. Raises Refusal."""
