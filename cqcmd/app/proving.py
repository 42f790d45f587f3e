"""The record proved behind the screens: after the first picture, each night, and when asked."""

import subprocess
from contextlib import suppress
from pathlib import Path
from threading import Thread

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.paths import run_again
from cqcmd.screens.common.ask import EntrySheet


class Proving(Telling):
    """Mixed into the app; nothing of it is done on the screen's thread but the showing."""

    def action_verify(self) -> None:
        """Follow the hash chain through the whole journal, against heads kept elsewhere."""
        self._prove(asked=True)

    def prove_in_time(self) -> None:
        """Prove the record once a day, and keep its head outside it once a minute."""
        if self.desk.proof.due:
            self._prove()
        elif self.desk.proof.head_due:
            self._keep_head()

    @work(thread=True)
    def _prove(self, *, asked: bool = False) -> None:
        try:
            self.desk.proof.look(attachments=asked)
        except Refusal as refusal:
            words = str(refusal)
            if asked:
                self.app.call_from_thread(lambda: self.tell(words, wrong=True))
            return
        self.app.call_from_thread(lambda: self._proved(asked))

    def _proved(self, asked: bool) -> None:
        self.desk.proof.take()
        self._keep_head()
        if asked and self.desk.proof.words:
            self.push_screen(EntrySheet(_("验证日志"), "\n".join(self.desk.proof.lines())))
        elif asked:
            self.tell(self.desk.proof.whole())

    @work(thread=True)
    def _keep_head(self) -> None:
        with suppress(Refusal, OSError):  # what is wrong with the disk is told elsewhere
            self.desk.proof.keep_head()


def make_checkpoint(data: Path) -> None:
    """Have the checkpoint of a data directory made by a process of its own, nobody waits for it.

    Where it cannot be made nothing is lost: every start reads the journal as a whole.
    """
    words = [*run_again(), "journal", "checkpoint", "--data", str(data)]
    # Waited for in a thread that ends with this process: it goes on, whoever leaves meanwhile.
    Thread(target=_run_apart, args=(words,), name="checkpoint", daemon=True).start()


def _run_apart(words: list[str]) -> None:
    nothing = subprocess.DEVNULL
    # A session of its own: a hangup of this terminal is none of its business.
    subprocess.run(
        words, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True, check=False
    )
