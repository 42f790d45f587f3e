"""What is learned later: facts, words, conflicts."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.facts.settling import seen, settle
from cqcmd.desk.intake.desk import Preview, Registered, as_typed
from cqcmd.desk.intake.form import WORD_FIELDS, FormReading, read_fact, read_form, unsaved
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import DetailsSet, FactsSet


class FactsDesk:
    """The verbs of 情况更新."""

    def __init__(self, open_record: OpenRecord, registered: Registered = lambda _code: {}) -> None:
        """Update what is known; ``registered``: what 登记簿 says of a device, by its code."""
        self._open_record = open_record
        self._registered = registered

    def read(self, texts: Mapping[str, str], at: datetime) -> FormReading:
        """Read the fields of an update; ``at`` is when it came to be so."""
        return read_form(self._open_record.plan, texts, at, self._open_record.clock.now())

    def preview(self, ident: str, texts: Mapping[str, str], at: datetime) -> Preview:
        """Preview the grade as if this were saved; quick enough to run at each key."""
        open_record = self._open_record
        now, incident = open_record.clock.now(), open_record.incident(ident)
        reading = self.read(texts, at)
        # A copy: the record must not know what is only being typed.
        facts = incident.facts.copy()
        facts.learn(unsaved(at), reading.event("", now))
        call = incident.received_at
        return Preview(
            reading,
            open_record.reader.assess(facts, call, now),
            open_record.reader.forecast(facts, call, now),
            starting=(),
            waiting=False,
            missing=(),
        )

    def update(
        self,
        ident: str,
        texts: Mapping[str, str],
        *,
        source: str,
        at: datetime,
        learned_at: datetime | None = None,
        reason: str = "",
        line: str = "",
    ) -> None:
        """Record what changed: ``at`` is when it came to be so, ``learned_at`` when we were told.

        ``line`` is the quick line as it was typed: kept whole, whatever the fields took from it.

        Raises:
            BadInput: a field cannot be read, or nothing was filled in.
            NeedsReason: it lies more than 15 minutes back.
        """
        open_record = self._open_record
        reading = self.read(texts, at)
        if reading.faults:
            raise BadInput(*refused_fields(reading.faults))
        if not (reading.amounts or reading.choices or reading.moments or reading.details):
            raise BadInput(_("没有填任何变化，未保存。"))
        heard = learned_at or open_record.clock.now()
        open_record.check_time(at, reason)
        open_record.check_time(heard, reason)
        # Before the lock: the register lies in a file of its own.
        registered = self._registered(reading.details.get("device") or "")
        with open_record.act() as write:
            incident = open_record.incident(ident)
            if reading.details:
                details = DetailsSet(
                    fields=reading.details,
                    source=source,
                    registered=registered,
                    late_reason=reason,
                )
                write.append(details, ident, at)
            if reading.amounts or reading.choices or reading.moments:
                # With the entries it replaces: a value set elsewhere unseen becomes a conflict.
                event = seen(reading.event(source, heard), incident.facts)
                write.append(_with_reason(event, reason), ident, at)
            if line.strip():
                write.append(as_typed(line), ident, at)

    def clear(self, ident: str, name: str, source: str) -> None:
        """Record that a fact or a field is unknown again."""
        open_record = self._open_record
        with open_record.act() as write:
            facts = open_record.incident(ident).facts
            before = facts.by_code.get(name)
            if name in WORD_FIELDS:
                write.append(DetailsSet(fields={name: None}), ident)
                return
            if before is None or before.value is None:
                return
            blank = FormReading({}, {}, {}, {}, open_record.clock.now(), {})
            if isinstance(before.value, datetime):
                blank.moments[name] = None
            elif isinstance(before.value, str):
                blank.choices[name] = None
            else:
                read_fact(blank, open_record.plan.fact(name), "")
            write.append(seen(blank.event(source, blank.received_at), facts), ident)

    def may_be_typed(self, code: str) -> bool:
        """Whether a form of facts and words has a field for it; of a decision none has."""
        typed = (*WORD_FIELDS, "equipment", "occurred_at")
        return code in typed or code in self._open_record.plan.index["facts"]

    def settle(self, ident: str, code: str, entry: str = "") -> None:
        """Let the value shown stand, where stations set it apart; or that of another ``entry``."""
        with self._open_record.act() as write:
            settle(write, self._open_record, ident, code, entry)


def refused_fields(faults: Mapping[str, str]) -> tuple[str, str]:
    """Return what is wrong with every field, and the first of them."""
    return " ".join(faults.values()), next(iter(faults))


def _with_reason(event: FactsSet, reason: str) -> FactsSet:
    return replace(event, late_reason=reason) if reason else event
