"""How far a copy has come, and whether somebody gave it up meanwhile."""

from threading import Event

from cqcmd.errors import Cancelled
from cqcmd.i18n import _


class Course:
    """Shared by the thread that copies and whoever looks on.

    Attributes:
        words: what is being done, with how much of it is done.
        ended: set once it is over, however it ended.
    """

    def __init__(self, begun: str = "", given_up: str = "") -> None:
        """``begun``: said before the first step; ``given_up``: how it ends where it is."""
        self.words = begun or _("正在备份")
        self._given_up = given_up or _("备份已取消，没有留下半份。")
        self.ended = Event()
        self._cancelled = Event()

    def cancel(self) -> None:
        """Give it up: it ends before the next piece."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was given up."""
        return self._cancelled.is_set()

    def note(self, what: str, done: int = 0, total: int = 0) -> None:
        """Tell how much of a step is done. Raises Cancelled where it was given up."""
        share = _(" {percent}%").format(percent=100 * done // total) if total else ""
        self.words = what + share
        if self.cancelled:
            raise Cancelled(self._given_up)
