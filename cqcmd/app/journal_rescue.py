"""What the app does when the journal cannot be opened: ask, restore, open it once more."""

import asyncio
from functools import partial

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.desk.opening import Opening
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.form_registry import late
from cqcmd.widgets.drawing.safe_text import plain


class JournalRescue(Telling):
    """Mixed into the app of a post that is real: of a drill or a sample nothing is restored."""

    opening: Opening

    @work
    async def rescue_journal(self, why: str, *, shut: bool) -> None:
        """Show what is wrong until the journal can be tried anew, or the officer leaves.

        ``shut``: the disk does not let it be opened; it may be whole.
        """
        rescue = late("cqcmd.desk.rescue.desk")
        trouble = late("cqcmd.screens.station.journal_trouble")
        desk, data = self.desk, self.opening.data
        find = partial(rescue.copies_in_sight, data, str(desk.settings.get("backup_directory")))
        told, said = why, ""
        while not said:
            sheet = trouble.JournalTroubleScreen(told, find, desk.clock.now(), shut=shut)
            chosen = await self.push_screen_wait(sheet)
            if chosen is None:
                self.exit(None, 2, plain(why))
                return
            if chosen == trouble.AGAIN:
                break
            self.tell(_("正在验证、恢复……"))
            wish = rescue.Wish(source=chosen.path, actor=_("值班台"))
            try:
                said = await asyncio.to_thread(rescue.put_back, data, wish, desk.clock)
            except Refusal as refusal:
                told = str(refusal)
        if said:
            self.tell(said)
        self._read_journal()

    def _read_journal(self) -> object:
        """Open the journal behind the screens; the app does."""
        raise NotImplementedError
