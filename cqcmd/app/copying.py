"""Copies of the journal, asked for or by themselves: made off the screen, shown, given up."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.errors import Cancelled, Refusal, reason_of
from cqcmd.i18n import _
from cqcmd.screens.common.ask import AskWords
from cqcmd.terminal.apart import apart

CANCEL = "cancel_backup"


class Copying(Telling):
    """Mixed into the app."""

    _copying = False
    _copy_fault = ""

    @work
    async def action_backup(self) -> None:
        """Copy the journal to a folder; 已备份 only once the copy was restored and verified."""
        if self._copying:
            self.warn(_("正在备份；等它做完，或者按 Ctrl+Z 取消。"))
            return
        last = str(self.desk.settings.get("backup_directory"))
        question = _("备份到哪个目录（以后每小时自动备到这里）")
        words = await self.push_screen_wait(AskWords(_("备份日志"), question, last))
        if words:
            await self._copy(lambda: self._copied_to(words))

    def action_cancel_backup(self) -> None:
        """Give up the copy that is being made, or else what is being copied beside it."""
        if self.desk.backups.cancel():
            self.tell(_("正在取消备份……"))
        elif self.desk.works.cancel():
            self.tell(_("正在取消……"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to give up a copy only while one is being made."""
        if action == CANCEL:
            return bool(self.desk.backups.progress or self.desk.works.progress)
        return super().check_action(action, parameters)

    def copy_second(self) -> None:
        """Begin copies that are due unasked."""
        if not self._copying and self.desk.backups.due():
            self._copy_unasked()

    @work
    async def _copy_unasked(self) -> None:
        await self._copy(self._copied_by_themselves)

    async def _copy(self, make: Callable[[], Callable[[], str]]) -> None:
        """Make a copy off the screen, then say here what came of it."""
        self._copying = True
        try:
            said, wrong = (await apart(make))(), False
        except Cancelled as cancelled:
            said, wrong = str(cancelled), False
        except Refusal as refusal:
            said, wrong = str(refusal), True
        except OSError as error:
            words = _("备份没有完成（{why}）；请检查磁盘后再备份。")
            said, wrong = words.format(why=reason_of(error)), True
        finally:
            self._copying = False
        self._say_of_copy(said, wrong=wrong)

    def _say_of_copy(self, said: str, *, wrong: bool) -> None:
        if said:
            self.tell(said, wrong=wrong)
        self._reload()
        self.show_message()

    # In the thread of the copy; what they return is done on the screen's own

    def _copied_to(self, words: str) -> Callable[[], str]:
        directory = _folder(words)
        copied = self.desk.backups.make(directory)

        def tell() -> str:
            said = self.desk.backups.write_down(copied)
            # Only once a copy was proven there is the folder proposed again.
            with suppress(Refusal):  # the copy stands, whatever the disk of the record does
                self.desk.settings.set("backup_directory", str(directory))
            return said

        return tell

    def _copied_by_themselves(self) -> Callable[[], str]:
        fault = ""
        try:
            self.desk.backups.by_themselves()
        except Cancelled:
            raise
        except (Refusal, OSError) as error:
            fault = str(error) if isinstance(error, Refusal) else reason_of(error)
        # Told once, not every ten minutes; until it is another, or it was well meanwhile.
        told, self._copy_fault = self._copy_fault, fault
        if fault and fault != told:
            raise Refusal(_("自动备份没有完成：{why}").format(why=fault))
        return lambda: ""


def _folder(words: str) -> Path:
    """Return the folder that was typed. Raises Refusal."""
    try:
        return Path(words).expanduser().absolute()
    except RuntimeError:
        raise Refusal(
            _("目录 {name} 里的用户不存在，请写完整的路径。").format(name=words)
        ) from None
