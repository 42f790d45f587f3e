"""应急保障 of an incident as lines: each need over what was allotted to it, and the money."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.views.office.resources import LotView, NeedView, SpendingView, StockView, SupplyView
from cqcmd.widgets.table import Cell, Column, Line

NEED, LOT = "need ", "lot "
"""With what the key of a line begins."""

NEED_COLUMNS = (
    Column(_("类别"), 4),
    Column(_("需求、来源"), 0),
    Column(_("数量"), 8, right=True),
    Column(_("到位"), 6, right=True),
    Column(_("还缺、进展"), 18),
    Column(_("时间"), 11),
)
MONEY_COLUMNS = (
    Column(_("经费"), 14, right=True),
    Column(_("用途"), 0),
    Column(_("付给"), 14),
    Column(_("批准"), 8),
    Column(_("时间"), 11),
)


def need_lines(view: SupplyView, now: datetime) -> Iterator[Line]:
    """Yield each need, then what was allotted to it."""
    for need in view.needs:
        yield _need(need, now)
        for lot in need.lots:
            yield _lot(lot, need.clause, now)


def _need(need: NeedView, now: datetime) -> Line:
    of = _("向 {org}").format(org=need.asked_of) if need.asked_of else ""
    beyond = _("〔市外〕") if need.beyond else ""
    words, look = _lacking(need)
    in_place = sum(n for lot in need.lots for code, _name, n in lot.amounts if code == "in_place")
    cells = (
        Cell(need.category_name),
        Cell(f"{need.name}{beyond}　{of}".rstrip("　"), "" if need.over else "strong"),
        Cell(f"{need.count}{need.unit}"),
        Cell(str(in_place or "")),
        Cell(words, look),
        Cell(stamp(need.since, now)),
    )
    return Line(NEED + need.ident, cells, need.clause, "dim" if need.over else "")


def _lacking(need: NeedView) -> tuple[str, str]:
    if need.over:
        return _("不再需要"), "dim"
    if not need.lacking:
        return _("齐了"), "met"
    words = _("缺{n}{unit}").format(n=need.lacking, unit=need.unit)
    if need.coming:
        words += _("，来着{n}").format(n=need.coming)
    return words, "soon" if need.coming >= need.lacking else "urgent"


def _lot(lot: LotView, clause: str, now: datetime) -> Line:
    taken = _("〔征用〕") if lot.requisitioned else ""
    words = f"└ {lot.name}{taken}　{lot.owner}".rstrip("　")
    in_place = next((n for code, _name, n in lot.amounts if code == "in_place"), "")
    state = "" if lot.out else "dim"
    cells = (
        Cell(""),
        Cell(words, state),
        Cell(f"{lot.count}{lot.unit}", state),
        Cell(str(in_place), state),
        Cell(lot.standing, "met" if lot.out and not lot.next_state else state),
        Cell(stamp(lot.steps[-1].at, now), state),
    )
    return Line(LOT + lot.ident, cells, clause, state)


def money_lines(view: SupplyView, now: datetime) -> Iterator[Line]:
    """Yield what was spent, in order."""
    for one in view.spendings:
        cells = (
            Cell(one.sum_words),
            Cell(one.purpose),
            Cell(one.payee),
            Cell(one.approver),
            Cell(stamp(one.at, now)),
        )
        yield Line(one.ident, cells, view.money_clause)


def total_words(view: SupplyView) -> str:
    """Say at a glance what is lacking, what is still to be returned, what was spent."""
    lacking = _("还缺 {n} 项：{names}").format(n=len(view.lacking), names=view.lacking_words)
    if not view.lacking:
        lacking = _("要的都到位了") if view.needs else _("还没有要过资源")
    out = sum(bool(lot.out) for lot in view.lots)
    parts = (
        lacking,
        _("调出未还 {n} 批").format(n=out) if out else "",
        _("经费 {sum}").format(sum=view.sum_words) if view.spendings else "",
    )
    return "　".join(part for part in parts if part)


def need_words(need: NeedView, now: datetime) -> str:
    """Return everything about a need."""
    of = _("向 {org} 要").format(org=need.asked_of) if need.asked_of else _("没写向谁要")
    place = _("送到 {place}").format(place=need.place) if need.place else ""
    elapsed = ""
    if need.lacking:
        minutes = int((now - need.since).total_seconds() // 60)
        elapsed = _("已过 {n} 分钟，预案没有写时限").format(n=minutes)
    parts = (of, need.beyond, place, need.words, elapsed, need.over)
    return "　".join(part for part in parts if part)


def lot_words(lot: LotView, now: datetime) -> str:
    """Return everything about a lot: whose, whom to call, every step with its time."""
    also = _("同时还调给 {numbers}").format(numbers=lot.elsewhere) if lot.elsewhere else ""
    who = (lot.owner, lot.contact, lot.phone, also)
    steps = (
        " ".join(
            part for part in (stamp(step.at, now), f"{step.name}{step.count}", step.words) if part
        )
        for step in lot.steps
    )
    return "\n".join(line for line in ("　".join(filter(None, who)), "；".join(steps)) if line)


def spending_words(one: SpendingView) -> str:
    """Return everything about a sum."""
    approved = _("{who}批准").format(who=one.approver) if one.approver else _("没写谁批准")
    voucher = _("凭证 {number}").format(number=one.voucher) if one.voucher else ""
    parts = (one.sum_words, one.purpose, one.payee, approved, voucher)
    return "　".join(part for part in parts if part)


def free_words(stock: Sequence[StockView], category: str) -> str:
    """Return what of a kind is free, for the column beside: a line each with where and whom."""
    free = [one for one in stock if one.category == category and one.free > 0 and not one.removed]
    heading = _("库里可调（{n}）").format(n=len(free))
    lines = []
    for one in free:
        count = _("{free}{unit}").format(free=one.free, unit=one.unit)
        broken = "" if one.condition == "ready" else one.condition_name
        stale = _("久未核对") if one.stale else ""
        parts = (one.name, count, one.place, one.contact, one.phone, broken, stale)
        lines.append(" ".join(part for part in parts if part))
    return "\n".join([heading, "", *(lines or [_("没有。库外的按 F8 照写。")])])
