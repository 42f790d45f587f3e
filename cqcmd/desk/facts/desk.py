"""What is learned later: facts, words, conflicts."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.intake.desk import Preview, Registered, as_typed
from cqcmd.desk.intake.form import WORD_FIELDS, FormReading, read_fact, read_form, unsaved
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import ConflictSettled, DetailsSet, FactsSet
from cqcmd.incident.known import Known, KnownFacts
from cqcmd.rules.facts import Amount


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

    def settle(self, ident: str, fact: str, entry: str = "") -> None:
        """Let the value shown stand, where stations set it apart; or that of another ``entry``."""
        open_record = self._open_record
        with open_record.act() as write:
            facts = open_record.incident(ident).facts
            conflict = facts.conflicts.get(fact)
            if conflict is None:
                raise BadInput(_("这一项没有待定的不一致。"))
            chosen = next((one for one in conflict.others if one.entry == entry), None)
            if chosen is not None:
                # Said anew, so that it is the latest: the others give way to it below.
                told = _told_again(fact, chosen, open_record.clock.now())
                stands = write.append(seen(told, facts), ident, chosen.at)
                against = tuple(one.entry for one in (conflict.shown, *conflict.others))
                settled = ConflictSettled(fact=fact, entry=stands.id, against=against)
                write.append(settled, ident)
                return
            against = tuple(known.entry for known in conflict.others)
            settled = ConflictSettled(fact=fact, entry=conflict.shown.entry, against=against)
            write.append(settled, ident)


def _told_again(fact: str, known: Known, now: datetime) -> FactsSet:
    """Return the entry that says a value that was said before, of the same source."""
    match known.value:
        case Amount() as amount:
            return FactsSet(amounts={fact: amount}, source=known.source, learned_at=now)
        case datetime() as moment:
            return FactsSet(moments={fact: moment}, source=known.source, learned_at=now)
        case choice:
            return FactsSet(choices={fact: choice}, source=known.source, learned_at=now)


def refused_fields(faults: Mapping[str, str]) -> tuple[str, str]:
    """Return what is wrong with every field, and the first of them."""
    return " ".join(faults.values()), next(iter(faults))


def seen(event: FactsSet, facts: KnownFacts) -> FactsSet:
    """Return the entry with which entries' values its writer saw and replaces."""
    codes = facts.by_code.keys() & {*event.amounts, *event.choices, *event.moments}
    over = {code: facts.by_code[code].entry for code in sorted(codes)}
    beside = {code: same for code in over if (same := facts.agreeing(code))}
    return replace(event, over=over, beside=beside)


def _with_reason(event: FactsSet, reason: str) -> FactsSet:
    return replace(event, late_reason=reason) if reason else event
