"""Leaving the post: asked where anything goes on unheard; what is being typed is kept."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import ModalSheet
from cqcmd.screens.common.form_registry import late
from cqcmd.terminal.signals import HANGUP, ShutdownRequest
from cqcmd.terminal.slow_disk import off_screen
from cqcmd.views import Left


class Leaving(Telling):
    """Mixed into the app."""

    departure: ShutdownRequest

    def terminal_lost(self) -> None:
        """Keep what is being typed, then end the program: the terminal is gone."""
        self.departure.begin(HANGUP)

    def interrupted(self) -> None:
        """Keep what is being typed and say how to leave: a signal from outside is no wish to go."""
        with suppress(Refusal):  # told where it is typed
            self.keep_drafts()
        self.action_help_quit()

    def keep_drafts(self) -> None:
        """Put what is being typed on disk now. Raises Refusal, once every form was tried."""
        refused: list[Refusal] = []
        forms = (getattr(screen, "keep_draft", None) for screen in self.screen_stack)
        # Last what the disk refused earlier, of forms that were left since.
        for keep in (*forms, partial(off_screen, self.desk.drafts.keep_again)):
            if keep is not None:
                try:
                    keep()
                except Refusal as refusal:
                    refused.append(refusal)
        if refused:
            raise refused[0]

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to leave."""
        self.warn(_("退出请按 Ctrl+Q。"))

    @work
    async def action_leave(self) -> None:
        """Leave; asked once more while anything goes on that nobody would hear of."""
        if isinstance(self.screen, ModalSheet):
            self.screen.warn(_("先按 Esc 关掉这一页，再按 Ctrl+Q 退出。"))
            return
        with suppress(Refusal):  # told already; what is being typed is named all the same
            self.keep_drafts()
        copying = (*self.desk.backups.left(), *self.desk.works.left())
        stays = (*self._lost(), *self.desk.station.leaving(), *copying)
        leaving = late("cqcmd.screens.station.leaving").LeavingScreen
        if not stays or await self.push_screen_wait(leaving(stays, self.desk.backups.age())):
            with suppress(Refusal):  # it was named as lost; a disk out of order keeps nobody here
                self.keep_drafts()
            self.exit()

    def _lost(self) -> Iterator[Left]:
        """Yield what was typed and the disk has not taken: it ends with the program."""
        unkept = self.desk.drafts.unkept
        if unkept:
            words_of = late("cqcmd.screens.recovery").draft_words
            lost = _("存不上，离开就没有了，请抄下来：{draft}")
            for draft in unkept:
                yield Left(lost.format(draft=words_of(self.desk, draft)), "overdue")
