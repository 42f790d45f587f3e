"""The record as it stood at a moment that is past: what had been written down by then."""

from datetime import datetime, timedelta

from cqcmd.clock import FixedClock, stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.incident.ledger import Ledger

WHOLE_MINUTE = timedelta(seconds=59, microseconds=999_999)


class PastRecord(OpenRecord):
    """One incident and the station, folded from what was known; nothing is written through it."""

    def __init__(self, record: OpenRecord, ledger: Ledger, ident: str, at: datetime) -> None:
        plan = record.under(ledger.incidents[ident].plan_digest).plan
        super().__init__(plan, FixedClock(at), record.plans)
        self._present = record
        self._journal, self.ledger = record.journal, ledger
        self.operator, self.damage = record.operator, record.damage
        self.observing = True
        words = _("回看的是 {time}，不能记；按 Esc 回到现在再办。")
        self.only_looks = words.format(time=stamp(at, record.clock.now()))

    def refuse_observing(self) -> None:
        """Refuse every act, whoever sits here. Raises Refusal."""
        raise Refusal(self.only_looks)

    def of(self, ident: str) -> OpenRecord:
        """Return this record: what was read by then is read through the plan of then."""
        return self

    def under(self, digest: str) -> OpenRecord:
        """Return the record as read through the plan of a digest. Raises PlanLost."""
        return self if digest in ("", self.plan.digest) else self._present.under(digest)


def past_record(record: OpenRecord, ident: str, at: datetime) -> PastRecord:
    """Fold what had been written down by the end of a minute.

    Raises:
        BadInput: nothing had been, of this incident.
        PlanLost: the plan it was under then is not there any more.
    """
    now, entries = record.clock.now(), record.incident(ident).entries
    end = min(at.replace(second=0, microsecond=0) + WHOLE_MINUTE, now)
    known = [entry for entry in entries if entry.recorded_at <= end]
    if not known:
        first = min(entry.recorded_at for entry in entries)
        words = _("这起事件 {first} 才记下第一条，{time} 还没有可看的。")
        raise BadInput(words.format(first=stamp(first, now), time=stamp(at, now)))
    ledger = Ledger(record.ledger.station)
    ledger.absorb(one for one in record.ledger.station_entries if one.recorded_at <= end)
    ledger.absorb(known)
    return PastRecord(record, ledger, ident, end)
