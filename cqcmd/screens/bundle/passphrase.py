"""A passphrase asked for: nobody reads it on the screen, and it is kept nowhere."""

from textual.widgets import Input

from cqcmd.desk.bundle.desk import BundleDesk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.base import Speaking


class AskPassphrase(AskWords):
    """One line of which each character is shown as a dot; taken as it was typed, blanks too."""

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


async def passphrase_of(screen: Speaking, name: str, wrong: str = "") -> str | None:
    """Ask for the one that opens a bundle; ``wrong``: why the last one did not.

    ``None``: the officer backed out.
    """
    title = wrong or _("{name} 加了口令").format(name=name)
    return await _asked(screen, AskPassphrase(title, _("导出的人定的口令")))


async def _asked(screen: Speaking, question: AskPassphrase) -> str | None:
    answer: str | None = await screen.app.push_screen_wait(question)
    return answer
