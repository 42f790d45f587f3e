"""应急保障 of an incident: asked for, allotted, on the way, in place, back or used (6)."""

from datetime import datetime

from cqcmd import chance
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.record_writer import RecordWriter
from cqcmd.desk.resources.allotting import Chosen, choose
from cqcmd.desk.resources.forms import (
    UNITS,
    AllotForm,
    MoveForm,
    NeedForm,
    phone_in,
)
from cqcmd.desk.resources.money import MoneyDesk
from cqcmd.desk.resources.slips import SlipsDesk
from cqcmd.desk.resources.supply_views import lot_view, supply_view
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.command.supply import Lot, Need, Supply
from cqcmd.incident.events import (
    LotAllotted,
    LotMoved,
    NeedAsked,
    NeedOver,
)
from cqcmd.views.office.resources import SupplyView

ADVANCED = {"on_way": _("已上路"), "in_place": _("已到位")}


class SupplyDesk:
    """The verbs of chapter 6 about an incident.

    Attributes:
        money: what was spent (6.4).
        slips: papers about what was taken by order and given back.
    """

    def __init__(self, open_record: OpenRecord, mark: str = "") -> None:
        self._open_record = open_record
        self.money = MoneyDesk(open_record)
        self.slips = SlipsDesk(open_record, mark)

    # Asked for

    def ask(self, ident: str, form: NeedForm, need: str | None = None, *, reason: str = "") -> str:
        """Record what is asked for, or what of a known need holds from now on; returns its id.

        Raises:
            BadInput: it has no name, or nothing is asked for.
            NeedsReason: it was asked for more than 15 minutes ago.
        """
        if not form.name.strip():
            raise BadInput(_("请填要什么。"), "name")
        if form.count < 1:
            raise BadInput(_("要的数量至少是 1；不再需要的，在列表上按 Del。"), "count")
        self._check(form.at, reason)
        with self._open_record.act() as write:
            if need is not None:
                self._need(ident, need)
            else:
                self._supply(ident)
            need = need or str(chance.uuid())
            self._ask(write, ident, need, form, reason)
        return need

    def _ask(self, write: RecordWriter, ident: str, need: str, form: NeedForm, reason: str) -> None:
        event = NeedAsked(
            need=need,
            category=form.category,
            name=form.name.strip(),
            count=form.count,
            unit=form.unit.strip() or UNITS[form.category],
            asked_of=form.asked_of.strip(),
            beyond=form.beyond,
            place=form.place.strip(),
            words=form.words.strip(),
            late_reason=reason,
        )
        write.append(event, ident, form.at)

    def end(self, ident: str, need: str, reason: str) -> None:
        """Record that something is not needed any more."""
        if not reason.strip():
            raise BadInput(_("不再需要也要写原因。"))
        with self._open_record.act() as write:
            if self._need(ident, need).over is not None:
                raise BadInput(_("这一项已经记了不再需要；又要的，回车改一下再保存。"))
            write.append(NeedOver(need=need, reason=reason.strip()), ident)

    # Allotted

    def allot(
        self, ident: str, need: str, form: AllotForm, resource: str = "", *, reason: str = ""
    ) -> str:
        """Record what is allotted to a need, from the stock or from elsewhere; returns its id.

        Raises:
            BadInput: there is not so much, or the very same is with another incident and nobody
                says why it is allotted all the same.
            NeedsReason: it was allotted more than 15 minutes ago.
        """
        if form.count < 1:
            raise BadInput(_("调拨的数量至少是 1。"), "count")
        self._check(form.at, reason)
        with self._open_record.act() as write:
            known = self._need(ident, need)
            if known.over is not None:
                raise BadInput(_("这一项已经记了不再需要，没有调拨；又要的，先回车改一下再保存。"))
            category = known.asked.category
            found = choose(self._open_record.ledger, category, form, resource)
            lot = str(chance.uuid())
            write.append(_allotted(lot, need, form, found, reason), ident, form.at)
        return lot

    def move(self, ident: str, lot: str, form: MoveForm, *, reason: str = "") -> None:
        """Record that so much of a lot set out, arrived, went back, was used up or is lost.

        Raises:
            BadInput: so much of it is not there to move, it was not allotted by then, or nobody
                says what became of what is lost.
            NeedsReason: it was more than 15 minutes ago.
        """
        self._check(form.at, reason)
        with self._open_record.act() as write:
            known = self._lot(ident, lot)
            _refuse_move(known, form)
            event = LotMoved(
                lot=lot,
                state=form.state,
                count=form.count,
                words=form.words.strip(),
                late_reason=reason,
            )
            write.append(event, ident, form.at)

    def advance(self, ident: str, lot: str) -> str:
        """Record the next step of all that waits for it; returns what was recorded.

        Raises:
            BadInput: all of it is in place, back or gone.
        """
        view = lot_view(self._lot(ident, lot), "")
        if view.next_state == "":
            words = _("已经到位；归还、用完、毁损的，按回车记。")
            gone = _("这一批都归还或用完了，没有下一步。")
            raise BadInput(words if view.out else gone)
        state = "on_way" if view.next_state == "on_way" else "in_place"
        before = "allotted" if state == "on_way" else "on_way"
        count = next(n for code, _name, n in view.amounts if code == before)
        self.move(ident, lot, MoveForm(state=state, count=count))  # type: ignore[arg-type]
        return ADVANCED[state]

    def give_back(self, ident: str, lot: str, words: str) -> None:
        """Record that all that is left of a lot went back."""
        left = self._lot(ident, lot).out
        self.move(ident, lot, MoveForm(state="returned", count=left, words=words))

    # Reading

    def view(self, ident: str) -> SupplyView:
        """Return all of an incident."""
        return supply_view(self._open_record, ident)

    def _supply(self, ident: str) -> Supply:
        return self._open_record.incident(ident).supply

    def _need(self, ident: str, need: str) -> Need:
        found = self._supply(ident).needs.get(need)
        if found is None:
            raise BadInput(_("日志里没有这项需求，请回到应急保障再选。"))
        return found

    def _lot(self, ident: str, lot: str) -> Lot:
        found = self._supply(ident).lots.get(lot)
        if found is None:
            raise BadInput(_("日志里没有这批调拨，请回到应急保障再选。"))
        return found

    def _check(self, at: datetime | None, reason: str) -> None:
        if at is not None:
            self._open_record.check_time(at, reason)


def _allotted(lot: str, need: str, form: AllotForm, found: Chosen, reason: str) -> LotAllotted:
    return LotAllotted(
        lot=lot,
        need=need,
        name=found.name,
        count=form.count,
        resource=found.resource,
        owner=form.owner.strip() or found.owner,
        contact=form.contact.strip() or found.contact,
        phone=phone_in(form.phone) or found.phone,
        requisitioned=form.requisitioned,
        elsewhere=found.elsewhere,
        words=form.words.strip(),
        late_reason=reason,
    )


def _refuse_move(lot: Lot, form: MoveForm) -> None:
    most = lot.movable(form.state)
    if form.count < 1:
        raise BadInput(_("数量至少是 1。"), "count")
    if form.count > most:
        words = _("能记这一步的只有 {most}，记不了 {n}；请核对数量。")
        raise BadInput(words.format(most=most, n=form.count), "count")
    if form.state == "lost" and not form.words.strip():
        raise BadInput(_("毁损、灭失要写明情况，日后按它补偿。"), "words")
    if form.at is not None and form.at < lot.at:
        raise BadInput(_("时间早于调拨的时间，请核对。"), "at")
