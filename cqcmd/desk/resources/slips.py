"""Slips of what is taken by order and given back (生产安全事故应急条例), and the list of all."""

from collections.abc import Iterator

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.plan.laws import Laws
from cqcmd.desk.resources.supply_views import supply_view
from cqcmd.documents.paper import Head, Paper, moment, paper
from cqcmd.documents.slip import Slip
from cqcmd.documents.word.slip_paper import slip_paper
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.command.supply import Lot, Move, Need
from cqcmd.views.office.resources import LotView, NeedView

GONE = ("used_up", "lost")


class SlipsDesk:
    """Papers about what was allotted."""

    def __init__(self, open_record: OpenRecord, mark: str = "") -> None:
        self._open_record, self._mark = open_record, mark

    def requisition(self, ident: str, lot: str) -> Paper:
        """Return the slip by which something is taken. Raises BadInput: it is not requisitioned."""
        known, need = self._taken(ident, lot)
        said = known.allotted
        rows = (
            (_("单号"), ""),
            (_("财产所有人"), said.owner),
            (_("联系人、电话"), f"{said.contact} {said.phone}"),
            (_("征用财产"), said.name),
            (_("数量"), f"{said.count}{need.asked.unit}"),
            (_("用途"), self._purpose(ident, need)),
            (_("使用地点"), need.asked.place or self._place(ident)),
            (_("征用时间"), moment(known.at)),
            (_("征用时的状况"), ""),
            (_("登记的价值"), ""),
            *(((_("说明"), said.words),) if said.words else ()),
        )
        opening = _("因处置下列事故需要，依法征用以下财产；使用完毕或者救援结束后及时归还。")
        signers = (_("决定征用的机关"), _("经办人"), _("财产所有人"))
        slip = Slip(_("应急征用通知单"), opening, rows, signers, self._notes())
        return slip_paper(self._head(ident), slip)

    def giving_back(self, ident: str, lot: str) -> Paper:
        """Return the slip by which it goes back. Raises BadInput: it is not requisitioned."""
        known, need = self._taken(ident, lot)
        said, unit = known.allotted, need.asked.unit
        left = f"{known.out}{unit}" if known.out else _("没有")
        rows = (
            (_("征用通知单号"), ""),
            (_("财产所有人"), said.owner),
            (_("联系人、电话"), f"{said.contact} {said.phone}"),
            (_("征用财产"), f"{said.name} {said.count}{unit}"),
            (_("征用时间"), moment(known.at)),
            (_("归还"), _moves(known, ("returned",), unit)),
            (_("用完"), _moves(known, ("used_up",), unit)),
            (_("毁损、灭失"), _moves(known, ("lost",), unit)),
            (_("尚未归还"), left),
            (_("归还时的状况"), ""),
            (_("补偿"), "" if any(map(known.of, GONE)) else _("记录里没有用完、毁损、灭失")),
        )
        opening = _("下列因事故处置征用的财产，归还和使用情况如下，请核对。")
        signers = (_("归还机关"), _("经办人"), _("财产所有人"))
        slip = Slip(_("应急征用归还单"), opening, rows, signers, self._notes())
        return slip_paper(self._head(ident), slip)

    def every(self, ident: str) -> Paper:
        """Return the list of what was asked for, allotted, lacking and spent."""
        view = supply_view(self._open_record, ident)
        lacking = view.lacking_words or _("没有")
        body = [self._of(ident), "", _("还缺：{lacking}").format(lacking=lacking)]
        for number, need in enumerate(view.needs, 1):
            body += ["", *_need_lines(number, need)]
        title = _("经费（{clause}）") if view.money_clause else _("经费")
        body += ["", title.format(clause=view.money_clause)]
        for one in view.spendings:
            parts = (moment(one.at), one.sum_words, one.purpose, one.payee, one.approver)
            body.append("   " + " ".join(part for part in (*parts, one.voucher) if part))
        body.append(_("   合计 {sum}").format(sum=view.sum_words))
        return paper(_("应急保障清单"), self._head(ident), body)

    def _taken(self, ident: str, lot: str) -> tuple[Lot, Need]:
        supply = self._open_record.incident(ident).supply
        known = supply.lots.get(lot)
        if known is None or known.allotted.need not in supply.needs:
            raise BadInput(_("日志里没有这批调拨，请回到应急保障再选。"))
        if not known.allotted.requisitioned:
            raise BadInput(_("这一批没有记为征用，没有征用单；调拨时“来源”选征用的才有。"))
        return known, supply.needs[known.allotted.need]

    def _purpose(self, ident: str, need: Need) -> str:
        return " ".join(part for part in (self._of(ident), need.asked.words) if part)

    def _of(self, ident: str) -> str:
        incident = self._open_record.incident(ident)
        details = (incident.details.get(name, "") for name in ("unit", "summary"))
        return " ".join(part for part in (incident.number, *details) if part)

    def _place(self, ident: str) -> str:
        details = self._open_record.incident(ident).details
        return details.get("place", "") or details.get("unit", "")

    def _notes(self) -> tuple[str, ...]:
        """Say on what it rests: no words of the plan, and none of the law but their point."""
        found = Laws({}, self._open_record.plan).on_requisition()
        if found is None:
            return ()
        law, row = found
        beside = "，".join(part for part in (law.number, law.state_of(row)) if part)
        words = _(
            "另据：{law} 第{article}条（{beside}）。要点：{point}不在预案之内，以公布文本为准。"
        )
        return (words.format(law=law.title, article=row.article, beside=beside, point=row.point),)

    def _head(self, ident: str) -> Head:
        open_record = self._open_record
        incident = open_record.incident(ident)
        remark = open_record.damage.words_of(incident)
        now = open_record.clock.now()
        return Head(incident.number, now, open_record.plan, self._mark, remark)


def _moves(lot: Lot, states: tuple[str, ...], unit: str) -> str:
    found = [_move(move, unit) for move in lot.moves if move.state in states and move.count]
    return "；".join(found) or _("没有")


def _move(move: Move, unit: str) -> str:
    return " ".join(part for part in (f"{move.count}{unit}", moment(move.at), move.words) if part)


def _need_lines(number: int, need: NeedView) -> Iterator[str]:
    of = _("向{org}要").format(org=need.asked_of) if need.asked_of else ""
    lacking = _("还缺{n}{unit}").format(n=need.lacking, unit=need.unit) if need.lacking else ""
    over = _("不再需要：{why}").format(why=need.over) if need.over else ""
    asked = f"{need.category_name} {need.name} {need.count}{need.unit}"
    parts = (asked, moment(need.since), of, need.beyond, need.place, lacking, over)
    line = _("{number}. {words}")
    yield line.format(number=number, words=" ".join(part for part in parts if part))
    for lot in need.lots:
        yield from _lot_lines(lot)


def _lot_lines(lot: LotView) -> Iterator[str]:
    taken = _("（征用）") if lot.requisitioned else ""
    parts = (f"{lot.name}{taken}", f"{lot.count}{lot.unit}", lot.owner, lot.contact, lot.phone)
    yield "   " + " ".join(part for part in parts if part)
    for step in lot.steps:
        said = (step.name, f"{step.count}{lot.unit}", moment(step.at), step.words)
        yield "      " + " ".join(part for part in said if part)
