"""A screen whose typing is on disk at most a second after the key."""

from textual import work
from textual.timer import Timer

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_draft import DELAY, FormDraft
from cqcmd.text import clean


class DraftingScreen(PostScreen):
    """Subclasses give `snapshot` and call `touched` with every change."""

    def __init__(self, desk: Desk, form: str, *, on_disk: bool) -> None:
        """``form``: the name of the draft; ``on_disk``: there is one of that name already."""
        super().__init__(desk)
        self._draft = FormDraft(desk, form, on_disk=on_disk)
        self._timer: Timer | None = None
        self._told = ""

    def snapshot(self) -> dict[str, str]:
        """What the draft holds; empty where nothing was typed."""
        raise NotImplementedError

    def touched(self) -> None:
        """Something was typed."""
        if self._timer is None:
            self._timer = self.set_timer(DELAY, self._keep_soon)

    def keep_draft(self) -> None:
        """Put the form on disk now. Raises Unwritable."""
        self._draft.fields = self.snapshot()
        self._draft.keep()

    def forget_draft(self) -> None:
        """It was saved: its draft goes, off the path of the keys."""
        self.app.run_worker(self._discard, thread=True)

    def _keep_soon(self) -> None:
        self._timer = None
        self._draft.fields = self.snapshot()
        self._keep_behind()

    @work(thread=True)
    def _keep_behind(self) -> None:
        try:
            self._draft.keep()
            self._told = ""
        except Refusal as refusal:
            self.app.call_from_thread(self._tell, str(refusal))

    def _tell(self, words: str) -> None:
        if words != self._told:
            self._told = words
            self.app.notify(clean(words), severity="warning", markup=False, timeout=10)

    def _discard(self) -> None:
        try:
            self._draft.discard()
        except Refusal as refusal:
            self.app.call_from_thread(self._tell, str(refusal))
