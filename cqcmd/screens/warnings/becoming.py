"""What was warned of happened: a call that begins with the warning, or an incident in hand."""

from cqcmd.desk.desk import Desk
from cqcmd.desk.intake.forms import ID, OPENED_AT, PENDING, WARNING
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.common.messages import OpenForm, ShowIncident
from cqcmd.views.office.warnings import WarningView

NEW = "new"

MOST = 8
"""Incidents in hand that are offered, so that each has a digit."""


def become(screen: PostScreen, warning: WarningView) -> None:
    """Ask which incident it became, and carry the warning over."""
    if warning.became:
        words = _("这条预警已经转为 {number}，不能再转一次。")
        screen.warn(words.format(number=warning.became))
    elif warning.lifted:
        screen.warn(_("这条预警已经解除，不能转为事件；事故请按 n 接报。"))
    else:
        screen.run_worker(_ask(screen, warning))


async def _ask(screen: PostScreen, warning: WarningView) -> None:
    rows = [row for row in screen.desk.board().rows if row.ident][:MOST]
    answers = [(NEW, _("新接报：带上预警的内容，等核对受理"))]
    answers += [(row.ident, f"{row.number} {row.summary}") for row in rows]
    menu = Menu(_("预警的事发生了，是哪一起？"), answers)
    answer = await screen.app.push_screen_wait(menu)
    if answer == NEW:
        screen.post_message(OpenForm("intake/intake", "", begun_call(screen.desk, warning)))
    elif answer:
        _join(screen, warning, answer)


def begun_call(desk: Desk, warning: WarningView) -> str:
    """Let a call wait that begins with what was warned of, to be looked over; return its id."""
    ident = desk.intake.new_call()
    told = {"summary": warning.category, "place": warning.area}
    values = {code: words for code, words in told.items() if words}
    question = _("预警里写的，核对")
    fields = {
        ID: ident,
        OPENED_AT: desk.clock.now().isoformat(),
        PENDING: "\n".join(f"{code} {question}" for code in values),
        WARNING: warning.ident,
        **values,
    }
    desk.waiting.typing(ident, fields)
    desk.waiting.park(ident)
    return ident


def _join(screen: PostScreen, warning: WarningView, incident: str) -> None:
    try:
        screen.desk.warnings.became(warning.ident, incident)
    except Refusal as refusal:
        screen.refused(refusal)
        return
    notify_saved(screen, _("已记入：预警转为事件，内容写进了它的日志。"))
    screen.post_message(ShowIncident(incident))
