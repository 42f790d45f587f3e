"""A passphrase asked for: nobody reads it on the screen, and it is kept nowhere."""

from collections.abc import Callable
from functools import partial

from textual import work
from textual.widgets import Input, Static

from cqcmd.desk.bundle.desk import BundleDesk
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.base import Speaking
from cqcmd.terminal.apart import apart
from cqcmd.widgets.drawing.safe_text import plain


class AskPassphrase(AskWords):
    """One line of which each character is shown as a dot; taken as it was typed, blanks too.

    ``read`` opens what it locks, in a thread. The question stands until that is open or given up:
    whatever is typed meanwhile is of a passphrase, and no screen beneath may take it for its keys.
    """

    def __init__(
        self,
        title: str,
        label: str,
        *,
        act: Callable[[str], object] | None = None,
        read: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(title, label, act=act)
        self._read, self._opening = read, False

    def field(self) -> Input:
        """Make a field that shows dots; with the question it is gone."""
        field = super().field()
        field.password = True
        return field

    @property
    def words(self) -> str:
        """What was typed; a passphrase may begin or end with a blank."""
        return self.query_one(Input).value

    def action_back(self) -> None:
        """Leave at once: nobody reads what was typed, so it is typed anew."""
        self.dismiss(None)

    def action_take(self) -> None:
        """Answer with it; where it opens something, try it, the field empty for another."""
        if self._read is None:
            super().action_take()
        elif not self._opening and self.words:
            self._open(self._read, self.words)
            self.query_one(Input).value = ""

    @work
    async def _open(self, read: Callable[[str], object], words: str) -> None:
        self._opening = True
        hint = self.query_one(".hint", Static)
        hint.update(plain(_("正在打开……   Esc 不打开")))
        try:
            await apart(partial(read, words))
        except Refusal as refusal:
            self.refused(refusal)
            hint.update(plain(_("回车 确定   Esc 返回")))
        else:
            self.dismiss(words)
        finally:
            self._opening = False


def opening(name: str, read: Callable[[str], object]) -> AskPassphrase:
    """Return the question for the passphrase of a bundle that came; ``read`` opens it."""
    title = _("{name} 加了口令").format(name=name)
    return AskPassphrase(title, _("导出的人定的口令"), read=read)


async def new_passphrase(screen: Speaking, bundle: BundleDesk) -> str | None:
    """Ask for one that locks a bundle, twice; empty: none. ``None``: the officer backed out."""
    label = _("口令，至少 {n} 个字符；不加就直接回车").format(n=bundle.shortest)

    def fit(passphrase: str) -> None:
        if passphrase:
            bundle.refuse_short(passphrase)

    first = await _asked(screen, AskPassphrase(_("加口令吗？忘了谁也打不开"), label, act=fit))
    if not first:
        return first

    def same(again: str) -> None:
        if again != first:
            raise BadInput(_("和第一遍不一样；请再打一遍，或按 Esc 重来。"))

    title = _("再打一遍，免得打错了打不开")
    return await _asked(screen, AskPassphrase(title, _("口令"), act=same))


async def _asked(screen: Speaking, question: AskPassphrase) -> str | None:
    answer: str | None = await screen.app.push_screen_wait(question)
    return answer
