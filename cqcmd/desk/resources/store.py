"""应急资源: what teams, experts, equipment, supplies and vehicles there are (6.1-6.3)."""

from collections import Counter

from cqcmd import chance
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.resources.finding import StockFinder as StockFinder
from cqcmd.desk.resources.forms import UNITS, CheckForm, ResourceForm, phone_in
from cqcmd.desk.resources.holdings import holdings, out, same_thing
from cqcmd.desk.resources.stock_views import stock_views
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import ResourceChecked, ResourceKept, ResourceRemoved
from cqcmd.incident.office.stock import Resource
from cqcmd.parsing.numbers import read_number
from cqcmd.views.office.resources import StockView

MOST_DAYS = 3650


class StoreDesk:
    """The verbs of the stock."""

    def __init__(self, open_record: OpenRecord, settings: Preferences) -> None:
        self._open_record, self._settings = open_record, settings

    def keep(self, form: ResourceForm, ident: str | None = None) -> str:
        """Record a resource, or what holds of a known one from now on; returns the id.

        Raises:
            BadInput: it has no name, or fewer are there than are out.
        """
        if not form.name.strip():
            raise BadInput(_("请填名称。"), "name")
        phone = phone_in(form.phone)
        with self._open_record.act() as write:
            if ident is not None:
                self._known(ident)
            self._refuse_twice(ident or "", form)
            self._refuse_fewer(ident or "", form.count, form.unit or UNITS[form.category])
            ident = ident or str(chance.uuid())
            event = ResourceKept(
                resource=ident,
                category=form.category,
                name=form.name.strip(),
                count=form.count,
                unit=form.unit.strip() or UNITS[form.category],
                place=form.place.strip(),
                owner=form.owner.strip(),
                contact=form.contact.strip(),
                phone=phone,
                condition=form.condition,
                words=form.words.strip(),
            )
            write.append(event, None)
        return ident

    def check(self, ident: str, form: CheckForm, *, reason: str = "") -> None:
        """Record how many somebody found, those lent out among them, and in what condition.

        Raises:
            BadInput: it is not in the stock, or fewer were found than are out.
            NeedsReason: it was found more than 15 minutes ago.
        """
        if form.at is not None:
            self._open_record.check_time(form.at, reason)
        with self._open_record.act() as write:
            known = self._known(ident)
            self._refuse_fewer(ident, form.count, known.kept.unit)
            event = ResourceChecked(
                resource=ident,
                count=form.count,
                condition=form.condition,
                who=form.who.strip(),
                words=form.words.strip(),
                late_reason=reason,
            )
            write.append(event, None, form.at)

    def remove(self, ident: str, reason: str) -> None:
        """Record that it is none any more. Raises BadInput: some of it is still out."""
        if not reason.strip():
            raise BadInput(_("移出要写原因。"))
        with self._open_record.act() as write:
            known = self._known(ident)
            held = [one for one in holdings(self._open_record.ledger)[ident] if one.lot.out]
            if held:
                words = _("{name}还有 {n}{unit}调在 {numbers}，没有移出；先在那边记归还或用完。")
                numbers = "、".join(dict.fromkeys(one.number for one in held))
                kept = known.kept
                raise BadInput(
                    words.format(name=kept.name, n=out(held), unit=kept.unit, numbers=numbers)
                )
            write.append(ResourceRemoved(resource=ident, reason=reason.strip()), None)

    # Reading

    def shown(self) -> tuple[StockView, ...]:
        """Return what there is, kind by kind, each by its name."""
        return stock_views(self._open_record, self.stale_days)

    def labelled(self, category: str) -> dict[str, StockView]:
        """Return what is there by a name of its own: the place is added where two are called so.

        What is of the kind that is asked for stands first.
        """
        there = [one for one in self.shown() if not one.removed]
        there.sort(key=lambda one: one.category != category)
        times = Counter(one.name for one in there)
        found: dict[str, StockView] = {}
        for one in there:
            label = one.name
            if times[one.name] > 1:
                label = f"{one.name}（{one.place or one.owner or one.category_name}）"
            number = sum(other.startswith(label) for other in found)
            found[f"{label}{number + 1}" if label in found else label] = one
        return found

    @property
    def stale_days(self) -> int:
        """After how many days without a look a resource is stale; this installation's own."""
        return int(self._settings.get("resource_stale_days") or 0)

    def set_stale_days(self, typed: str) -> None:
        """Set it. Raises BadInput: no whole number of days."""
        days = read_number(typed)
        if not isinstance(days, int) or not 1 <= days <= MOST_DAYS:
            raise BadInput(_("请填 1 到 {most} 的整天数。").format(most=MOST_DAYS))
        self._settings.set("resource_stale_days", days)

    def _known(self, ident: str) -> Resource:
        found = self._open_record.ledger.stock.by_id.get(ident)
        if found is None:
            raise BadInput(_("应急资源里没有这一项，请回到列表再选。"))
        return found

    def _refuse_twice(self, ident: str, form: ResourceForm) -> None:
        """Refuse the very same vehicle, team or expert a second time, or it would count twice."""
        sought = same_thing(form.category, form.name)
        for other, known in self._open_record.ledger.stock.by_id.items():
            kept = known.kept
            if (
                sought
                and other != ident
                and known.removed is None
                and same_thing(kept.category, kept.name) == sought
            ):
                words = _("应急资源里已经有{name}，没有再记一项；要改的，在列表里选它按回车。")
                raise BadInput(words.format(name=kept.name), "name")

    def _refuse_fewer(self, ident: str, count: int, unit: str) -> None:
        gone = out(holdings(self._open_record.ledger).get(ident, []))
        if count < gone:
            words = _("已调出 {n}{unit}，总数（含调出）不能少于它；先在事件里记归还、用完。")
            raise BadInput(words.format(n=gone, unit=unit), "count")
