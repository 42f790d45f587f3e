"""The record proved behind the screens: after the first picture, each night, and when asked."""

from contextlib import suppress

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.errors import Refusal
from cqcmd.i18n import _
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
