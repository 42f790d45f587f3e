"""How a need, a lot and a sum end, each asked why; and which slip is shown of them."""

from collections.abc import Callable

from cqcmd.i18n import _
from cqcmd.screens.common.acts import carry_out
from cqcmd.screens.common.ask import AskReason
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.views.office.resources import LotView, NeedView, SpendingView

WHY_OVER = (_("不再需要"), _("已另有来源"), _("险情变化，用不上了"), _("要错了，另要"))
WHY_BACK = (_("用完归还"), _("没用上，撤回"), _("调往别处"), _("换下来修"))
WHY_VOID = (_("记错了，另记正确的"), _("重复记录"), _("没有付"))

SLIPS = (
    ("requisition", _("征用通知单")),
    ("return", _("征用归还单")),
    ("list", _("应急保障清单")),
)


async def end(screen: IncidentScreen, need: NeedView) -> None:
    """Ask why something is not needed any more, and record it."""
    if need.over:
        screen.warn(_("这一项已经记了不再需要；又要的，回车改一下再保存。"))
        return
    title = _("不再要：{name}").format(name=need.name)
    done = _("已记入：{name} 不再需要。").format(name=need.name)
    supply = screen.desk.supply
    await _ask(screen, title, WHY_OVER, lambda why: supply.end(screen.ident, need.ident, why), done)


async def give_back(screen: IncidentScreen, lot: LotView) -> None:
    """Ask why all that is left of a lot goes back, and record it."""
    if not lot.out:
        screen.warn(_("这一批都归还或用完了，没有可归还的。"))
        return
    what = f"{lot.name} {lot.out}{lot.unit}"
    title = _("全部归还：{what}").format(what=what)
    done = _("已记入：{what} 已归还。").format(what=what)
    supply = screen.desk.supply
    await _ask(
        screen, title, WHY_BACK, lambda why: supply.give_back(screen.ident, lot.ident, why), done
    )


async def void(screen: IncidentScreen, spending: SpendingView) -> None:
    """Ask why an entry about money is void, and record it."""
    what = f"{spending.purpose} {spending.sum_words}"
    title = _("作废：{what}").format(what=what)
    done = _("已记入：{what} 作废。").format(what=what)
    money = screen.desk.supply.money
    await _ask(
        screen, title, WHY_VOID, lambda why: money.strike(screen.ident, spending.ident, why), done
    )


async def _ask(
    screen: IncidentScreen,
    title: str,
    reasons: tuple[str, ...],
    act: Callable[[str], None],
    done: str,
) -> None:
    why = await screen.app.push_screen_wait(AskReason(title, reasons))
    if not why:
        return

    def acted(_reason: str) -> str:
        act(why)
        return done

    await carry_out(screen, acted)


async def show_slip(screen: IncidentScreen, lot: LotView | None) -> None:
    """Ask which slip of what was taken by order is shown; of all else there is the list."""
    slips, kind = screen.desk.supply.slips, "list"
    if lot is not None and lot.requisitioned:
        kind = await screen.app.push_screen_wait(Menu(_("出哪一张？"), list(SLIPS))) or ""
    if kind == "list":
        screen.app.push_screen(PaperScreen(screen.desk, slips.every(screen.ident)))
    elif lot is not None and kind:
        make = slips.requisition if kind == "requisition" else slips.giving_back
        screen.app.push_screen(PaperScreen(screen.desk, make(screen.ident, lot.ident)))
