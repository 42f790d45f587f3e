"""The line under the board: the plan in force, warnings, the last backup on another disk."""

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.views import Board


def notices(desk: Desk, board: Board) -> str:
    """Return what stands there; first of all what is still to be set up."""
    if not desk.ready:
        return _("正在打开日志……可以先按 n 接报。")
    if not desk.watch.station:
        return _("还没有设置本值班点，本单位的时限不会响：按 F10 设置。")
    words = _("现行预案丢失，暂按 {plan}") if board.plan_fault else _("预案 {plan}")
    plan = words.format(plan=board.plan)
    parts = (_gap(desk), plan, _warned(board), desk.tonight.words, _backed_up(desk))
    return "   ".join(part for part in parts if part)


def alarming(desk: Desk, board: Board) -> bool:
    """Tell whether the line has to be noticed."""
    return bool(board.warnings or board.plan_fault or desk.tonight.gap)


def _gap(desk: Desk) -> str:
    gap = desk.tonight.gap
    return _("{gap}：按 d 补上").format(gap=gap) if gap else ""


def _warned(board: Board) -> str:
    first, *others = board.warnings or ("",)
    words = _("预警 {first}，另有 {count} 条") if others else _("预警 {first}")
    return words.format(first=first, count=len(others)) if first else ""


def _backed_up(desk: Desk) -> str:
    age = desk.backups.age()
    if not age or desk.backups.elsewhere:
        return age
    return _("{age}：/ 输入 备份").format(age=age)


def nothing_yet(desk: Desk) -> str:
    """Return what to do where nothing has happened yet, as far as the journal was read."""
    if not desk.ready:
        return _("日志还没有打开，有哪些事件还不知道。可以先按 n 接报。")
    if desk.drilling is not None:
        return _("还没有事件。等演练来电：顶行的“来电”不是 0 时，按 Ctrl+Y 接听。")
    if desk.mark:
        return _("没有事件。按 n 接报。")
    return _("没有事件。按 n 接报；按 F2 看样例；第一次用，按 F11 做演练。")
