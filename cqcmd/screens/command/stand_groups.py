"""Standing up several working groups in one act: marked in a list, one entry each."""

from collections.abc import Iterator, Sequence

from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.command.choose_several import ChooseSeveral
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.base import PostScreen
from cqcmd.views.command import CommandLine


async def stand_several(
    screen: PostScreen, ident: str, groups: Sequence[CommandLine], here: str
) -> None:
    """Ask which of the groups that wait are set up now, and record it.

    ``here``: the line under the cursor, which is marked at first.
    """
    waiting = dict(_waiting(screen, ident, groups))
    if not waiting:
        screen.warn(_("列出的工作组都已成立；撤销一个，把光标放到它上面按 s。"))
        return
    question = ChooseSeveral(_("成立哪几个工作组？"), list(waiting.items()), _code(here))
    if not (chosen := await screen.app.push_screen_wait(question)):
        return
    try:
        screen.desk.roster.stand_several(ident, chosen)
    except Refusal as refusal:
        screen.refused(refusal)
        return
    names = "、".join(waiting[code] for code in chosen)
    notify_saved(screen, _("已成立：{names}").format(names=names))
    screen.reload()


def _waiting(
    screen: PostScreen, ident: str, groups: Sequence[CommandLine]
) -> Iterator[tuple[str, str]]:
    """Yield codes and names of the groups that are not set up."""
    for line in groups:
        code = _code(line.key)
        known = line.key.startswith("group:") and code != "+"
        if known and screen.desk.roster.shown.group(ident, code).stood is None:
            yield code, line.name


def _code(key: str) -> str:
    return key.partition(":")[2]
