"""A record of one incident alone with more written than there is, to see what that would mean."""

from collections.abc import Iterable
from datetime import datetime

from cqcmd.clock import FixedClock
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import moment_words
from cqcmd.desk.duties.deadlines import value_words
from cqcmd.desk.facts.views import word_names
from cqcmd.i18n import _
from cqcmd.incident.events.entry import Event
from cqcmd.incident.known import Value
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.supposed import supposing


def twin_record(
    real: OpenRecord, ident: str, news: Iterable[tuple[datetime, Event]], at: datetime
) -> OpenRecord:
    """Return a record of an incident at ``at`` with more entries; it has no journal to write."""
    twin = OpenRecord(real.plan, FixedClock(at))
    twin.observing = True
    twin.ledger = Ledger(real.ledger.station)
    twin.ledger.serving = real.ledger.serving
    twin.ledger.incidents[ident] = supposing(real.incident(ident), news)
    return twin


def change_of_fact(open_record: OpenRecord, code: str, before: Value, after: Value) -> str:
    """Return ``死亡1人变3人``."""
    plan = open_record.plan
    return _("{name}{before}变{after}").format(
        name=word_names(plan).get(code) or plan.fact(code).short,
        before=_words(open_record, code, before),
        after=_words(open_record, code, after),
    )


def _words(open_record: OpenRecord, code: str, value: Value) -> str:
    if code == "equipment" and value:
        return open_record.plan.kind(str(value)).short
    if code in word_names(open_record.plan):
        return moment_words(value, open_record.clock.now())
    return value_words(open_record, code, value)
