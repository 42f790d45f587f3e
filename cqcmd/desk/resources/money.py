"""Money spent on an incident (6.4): entries, corrected or made void."""

from cqcmd import chance
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.resources.forms import SpendForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import MoneySpent, Struck, read


class MoneyDesk:
    """The verbs of 6.4."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    def spend(
        self, ident: str, form: SpendForm, spending: str | None = None, *, reason: str = ""
    ) -> None:
        """Record money that was spent, or what of a known entry is right.

        Raises:
            BadInput: nothing was spent, or nobody says on what.
            NeedsReason: it was spent more than 15 minutes ago.
        """
        if form.cents < 1:
            raise BadInput(_("请填花了多少钱。"), "cents")
        if not form.purpose.strip():
            raise BadInput(_("请填用在什么上。"), "purpose")
        if form.at is not None:
            self._open_record.check_time(form.at, reason)
        with self._open_record.act() as write:
            self._open_record.incident(ident)
            event = MoneySpent(
                spending=spending or str(chance.uuid()),
                cents=form.cents,
                purpose=form.purpose.strip(),
                payee=form.payee.strip(),
                approver=form.approver.strip(),
                voucher=form.voucher.strip(),
                late_reason=reason,
            )
            write.append(event, ident, form.at)

    def strike(self, ident: str, spending: str, reason: str) -> None:
        """Make an entry about money void, those that it corrected with it."""
        if not reason.strip():
            raise BadInput(_("作废须写明原因。"))
        with self._open_record.act() as write:
            incident = self._open_record.incident(ident)
            if spending not in incident.supply.spendings:
                raise BadInput(_("日志里没有这笔经费，请回到应急保障再选。"))
            spent = [one for one in incident.entries if one.kind == MoneySpent.kind]
            for entry in spent:
                of_it = read(MoneySpent, entry).spending == spending
                if of_it and entry.id not in incident.struck:
                    write.append(Struck(entry=entry.id, reason=reason.strip()), ident)
