"""Long work that a screen wishes done: beside the screens, shown, given up, told at its end."""

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.errors import Cancelled, Refusal, reason_of
from cqcmd.i18n import _
from cqcmd.screens.common.messages import DoBeside
from cqcmd.terminal.apart import apart


class DoesLongWork(Telling):
    """Mixed into the app."""

    def on_do_beside(self, wish: DoBeside) -> None:
        """Begin what a screen wishes; whoever left the screen hears of its end all the same."""
        self._do_beside(wish)

    @work
    async def _do_beside(self, wish: DoBeside) -> None:
        try:
            ended = await apart(wish.work.run)
            said, tone = ended(), "calm"
        except Cancelled as cancelled:
            said, tone = str(cancelled), "failed"
        except Refusal as refusal:
            said, tone = str(refusal), "error"
        except OSError as error:
            words = _("没有做完（{why}），没有留下半份；请检查磁盘后再做。")
            said, tone = words.format(why=reason_of(error)), "error"
        finally:
            self.desk.works.end()
        self._beside_done(wish, said, tone)

    def _beside_done(self, wish: DoBeside, said: str, tone: str) -> None:
        if tone != "calm":
            wish.failed()
        self._reload()
        if tone == "error":
            self.tell(said, wrong=True)
        else:
            self._speak(said, "calm", undoable=tone == "calm")
