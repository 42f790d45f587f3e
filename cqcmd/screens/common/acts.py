"""Doing an act of the desk from a screen: a reason asked where one is due, a refusal told."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.errors import PlanLost, Refusal, Unwritable
from cqcmd.i18n import _
from cqcmd.screens.common.ask import AskReason, Confirm
from cqcmd.screens.common.base import PostScreen, Speaking
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.common.messages import OpenForm
from cqcmd.screens.common.session_memory import restore
from cqcmd.views import LogLine
from cqcmd.views.conflict import ConflictLine

T = TypeVar("T")

OTHERWISE = "otherwise"
"""The answer of whoever types another value."""


async def attempt(screen: Speaking, act: Callable[[str], str]) -> str | None:
    """Run ``act`` with no reason, and again with one if the desk asks for it.

    Returns what ``act`` says of itself; ``None`` if it was refused, or the officer backed out.
    """
    try:
        try:
            return act("")
        except NeedsReason as needs:
            reason = await screen.app.push_screen_wait(AskReason(str(needs)))
            return act(reason) if reason else None
    except Refusal as refusal:
        screen.refused(refusal)
        return None


def notify_saved(screen: Speaking, words: str) -> None:
    """Say what is on disk now; for how long it can be taken back is shown behind it.

    Nothing where it is still on its way: it is said once it is there.
    """
    if words:
        screen.say(words, undoable=True)


async def carry_out(screen: PostScreen, act: Callable[[str], str]) -> None:
    """Do an act that has no form of its own, and show what became of it."""
    words = await attempt(screen, act)
    if words is not None:
        notify_saved(screen, words)
        screen.reload()


async def keep_promise(screen: PostScreen, desk: Desk, ident: str, entry: str) -> None:
    """Record that a promise was kept; asked first."""
    words = next((line.words for line in desk.log(ident) if line.entry == entry), "")
    question = _("办完了吗？{words}").format(words=words)
    if not await screen.app.push_screen_wait(Confirm(question, _("已经办完"), _("还没有"))):
        return

    def kept(_reason: str) -> str:
        desk.logbook.keep_promise(ident, entry)
        return _("已记入：承诺已办。")

    await carry_out(screen, kept)


async def settle(screen: PostScreen, desk: Desk, line: ConflictLine) -> None:
    """Ask which value stands, or have another one typed; backing out decides nothing."""
    title = _("{number} {name}：以哪个为准").format(number=line.number, name=line.name)
    answers = [*line.values]
    if desk.of(line.ident).facts.may_be_typed(line.fact):
        answers.append((OTHERWISE, _("都不对，另填一个")))
    chosen = await screen.app.push_screen_wait(Menu(title, answers))
    if chosen == OTHERWISE:
        screen.post_message(OpenForm("situation/update", line.ident))
    elif chosen:

        def stand(_reason: str) -> str:
            desk.of(line.ident).facts.settle(line.ident, line.fact, chosen)
            words = dict(answers)[chosen]
            return _("已核定：{name} {words}").format(name=line.name, words=words)

        await carry_out(screen, stand)


def undo(screen: Speaking, desk: Desk, ident: str) -> bool:
    """Strike this session's last act as a slip, within 30 seconds; returns whether it was."""
    before = len(_log(desk, ident))
    saved = desk.logbook.last_at
    try:
        desk.logbook.undo(ident or None)
    except Refusal as refusal:
        screen.refused(refusal)
        return False
    restore(desk, saved)
    if _given_back(screen, desk, ident):
        screen.say(_("受理已撤回，编号作废；那份表回到值班台“待受理”里，回车取回。"))
        return True
    words = "；".join(line.words for line in _log(desk, ident)[before:])
    screen.say(_("误按已撤回：{words}").format(words=words) if words else _("误按已撤回。"))
    return True


def _given_back(screen: Speaking, desk: Desk, ident: str) -> bool:
    """Whether the act was the acceptance of a call, whose form waits again."""
    try:
        return desk.waiting.give_back(ident)
    except Unwritable as unwritable:  # it waits in this session
        screen.refused(unwritable)
        return True


def _log(desk: Desk, ident: str) -> Sequence[LogLine]:
    """Return the log of an incident; nothing where its plan is lost, which alone has the words."""
    try:
        return desk.log(ident) if ident else ()
    except PlanLost:
        return ()


def undo_last(screen: Speaking, desk: Desk) -> bool:
    """Strike this session's last act, whichever incident it was about; returns whether it was."""
    return undo(screen, desk, desk.logbook.last_incident)


class WarnOnce:
    """Holds an act up the first time; the same act once more, about the same, is meant."""

    def __init__(self) -> None:
        self._about: object = None

    def holds(self, about: object) -> bool:
        """Whether to warn of ``about``: of nothing never, of the same only once."""
        if not about or about == self._about:
            return False
        self._about = about
        return True
