"""What is typed on a screen, on disk at most a second after the key."""

from asyncio import TimerHandle
from collections.abc import Callable

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.screens.common.base import Speaking
from cqcmd.screens.common.form_draft import DELAY, FormDraft
from cqcmd.terminal.later import later
from cqcmd.terminal.slow_disk import off_screen


class Drafting:
    """The draft of a screen, kept in a thread; the screen calls `touched` with every change."""

    def __init__(
        self,
        screen: Speaking,
        desk: Desk,
        form: str,
        snapshot: Callable[[], dict[str, str]],
        *,
        on_disk: bool,
    ) -> None:
        """``form``: the name of the draft; ``on_disk``: there is one of that name already.

        ``snapshot``: what the draft holds; empty where nothing was typed.
        """
        self._screen, self._snapshot = screen, snapshot
        self._draft = FormDraft(desk, form, on_disk=on_disk)
        self._timer: TimerHandle | None = None
        self._told = ""

    def touched(self) -> None:
        """Something was typed."""
        if self._timer is None:
            self._timer = later(self._screen, DELAY, self._keep_soon)

    def keep(self) -> None:
        """Put the form on disk before this returns: the program ends. Raises Unwritable."""
        self._draft.fields = self._snapshot()
        off_screen(self._draft.remember)

    def keep_behind(self) -> None:
        """Put the form on disk in a thread: it is left, and what comes next waits for no disk."""
        self._draft.fields = self._snapshot()
        self._screen.app.run_worker(self._keep_behind, thread=True)

    def forget(self) -> None:
        """Discard the draft of a saved form, in a thread so that no key waits for the disk."""
        self._screen.app.run_worker(self._discard, thread=True)

    def _keep_soon(self) -> None:
        self._timer = None
        self._draft.fields = self._snapshot()
        # The fields were read above, by the screen itself: no other thread may touch widgets.
        self._screen.run_worker(self._keep_behind, thread=True)

    def _keep_behind(self) -> None:
        try:
            self._draft.remember()
            self._told = ""
        except Refusal as refusal:
            self._screen.app.call_from_thread(self._tell, str(refusal))

    def _tell(self, words: str) -> None:
        # A disk that stays full refuses every second: it is told once, until a draft is kept again.
        if words != self._told:
            self._told = words
            self._screen.say(words, "error")

    def _discard(self) -> None:
        try:
            self._draft.discard()
        except Refusal as refusal:
            self._screen.app.call_from_thread(self._tell, str(refusal))
