"""Taking a call: what the form would mean while it is typed, and the act that makes it stand."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from cqcmd import chance
from cqcmd.clock import local, stamp
from cqcmd.desk.common.districts import district_code
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.record_writer import RecordWriter
from cqcmd.desk.common.wording import grade_name
from cqcmd.desk.intake.form import FormReading, read_form
from cqcmd.desk.intake.same_accident import likeliest, told
from cqcmd.errors import BadInput, PlanLost
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.events import DetailsSet, DraftRecovered, Noted, Opened
from cqcmd.incident.growth import has_grown
from cqcmd.incident.state import Incident
from cqcmd.rules.form_fields import in_order
from cqcmd.rules.grading import Assessment
from cqcmd.rules.plan import Plan
from cqcmd.rules.projection import Projection
from cqcmd.rules.rows import Content, DutyRule, Fact
from cqcmd.views import SameAccident

NEEDED = {"unit": _("单位"), "equipment": _("设备"), "summary": _("概要")}
"""What is enough to start, or the district: a call may know no more."""


Registered = Callable[[str], dict[str, str]]


class Starting(Struct, frozen=True):
    """A duty of this station that would start, and when it would be due."""

    rule: DutyRule
    due: datetime


class Preview(Struct, frozen=True):
    """What the form, as typed so far, would mean."""

    reading: FormReading
    assessment: Assessment
    projections: tuple[Projection, ...]
    starting: tuple[Starting, ...]
    waiting: bool
    missing: tuple[Content, ...]


class Intake:
    """The verbs of taking a call."""

    def __init__(self, open_record: OpenRecord, registered: Registered = lambda _code: {}) -> None:
        """Take calls; ``registered``: what 登记簿 says of a device, by its code."""
        self._open_record = open_record
        self._registered = registered

    def new_call(self) -> str:
        """Return the id of a call about to be taken; saving it twice records it once."""
        return str(chance.uuid())

    def again(self, ident: str) -> str:
        """Return the id under which the call ``ident``, taken back, waits to be taken again."""
        # One of its own, since the struck call keeps its number.
        return str(chance.uuid())

    def give_up(self, ident: str) -> None:
        """Give up a call without a form: in a drill its id may be handed out again."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the form asks for, in an order in which nothing moves that stays."""
        return in_order(self._open_record.plan.facts)

    @property
    def home(self) -> str:
        """The code of the district in which this station is; empty for the city's or none yet."""
        serving = self._open_record.ledger.serving
        district = serving.district if serving else None
        now = self._open_record.clock.now()
        return district_code(self._open_record.plan, district, now) if district else ""

    def same_accident(self, ident: str, reading: FormReading) -> SameAccident | None:
        """Return the open incident of which the call ``ident`` seems to tell; it merges nothing."""
        open_record, at = self._open_record, reading.received_at
        call = told(open_record.plan, reading.details, reading.equipment, at)
        others = (
            incident for incident in open_record.ledger.incidents.values() if incident.id != ident
        )
        found = likeliest(open_record.plan, call, at, others)
        if found is None:
            return None
        since = stamp(found.received_at or at, open_record.clock.now())
        name = found.details.get("unit") or found.details.get("place") or ""
        words = _("{number} {name} {since}接报 {grade}").format(
            number=found.number, name=name, since=since, grade=self._grade(found.id)
        )
        return SameAccident(found.id, found.number, " ".join(words.split()))

    def may_belong(self, ident: str, texts: Mapping[str, str], opened_at: datetime) -> bool:
        """Tell whether a call that is still being typed may be about an incident."""
        open_record = self._open_record
        reading = read_form(open_record.plan, texts, opened_at, open_record.clock.now())
        at, incident = reading.received_at, open_record.incident(ident)
        call = told(open_record.plan, reading.details, reading.equipment, at)
        return likeliest(open_record.plan, call, at, [incident]) is incident

    def _grade(self, ident: str) -> str:
        try:
            record = self._open_record.of(ident)
            picture = record.picture(ident)
        except PlanLost:
            return ""
        assessment = picture.assessment
        return grade_name(record.plan, picture.confirmed, assessment.standing)

    def preview(self, texts: Mapping[str, str], opened_at: datetime) -> Preview:
        """Compute grade, projection and clocks of the form; quick enough for each key."""
        open_record = self._open_record
        now = open_record.clock.now()
        reading = read_form(open_record.plan, texts, opened_at, now)
        facts, call = reading.facts(), reading.received_at
        assessment = open_record.reader.assess(facts, call, now)
        # No grade is even possible and only time can bring one: until then no duty runs.
        waiting = assessment.possible.grade is None and has_grown(facts, call)
        return Preview(
            reading,
            assessment,
            open_record.reader.forecast(facts, call, now),
            () if waiting else self._starting(call),
            waiting,
            self._missing(reading),
        )

    def take_call(
        self,
        ident: str,
        texts: Mapping[str, str],
        opened_at: datetime,
        *,
        reason: str = "",
        recovered: DraftRecovered | None = None,
        line: str = "",
        also: Callable[[RecordWriter], None] | None = None,
    ) -> str:
        """Open the incident; it is on disk, its clocks running, when this returns.

        ``line`` is the quick line as it was typed: kept whole, whatever the fields took from it.
        ``also`` writes more within the same act, such as the warning it was before.
        Returns the incident's number.

        Raises:
            BadInput: a field cannot be read, or nothing is known yet.
            NeedsReason: the call came more than 15 minutes ago.
        """
        open_record = self._open_record
        reading = read_form(open_record.plan, texts, opened_at, open_record.clock.now())
        _refuse_faults(open_record.plan, reading)
        open_record.check_time(reading.received_at, reason)
        # Looked up before the lock: another file, and another terminal may be taking a list in.
        registered = self._registered(reading.details.get("device") or "")
        with open_record.act() as write:
            known = open_record.ledger.find(ident)
            # Saved twice, here or on another terminal: the call stays the one it was.
            if known is not None and known.opened is not None:
                return known.number
            at = reading.received_at
            number = _taken_anew(write, known) if known and known.void else ""
            # Numbered under the lock, or two terminals would give one number twice.
            number = number or open_record.ledger.next_number(local(at).year)
            open_record.keep_plan(write)
            opened = Opened(
                number=number,
                org=open_record.org,
                plan=open_record.plan.meta.code,
                plan_digest=open_record.plan.digest,
                late_reason=reason,
            )
            write.append(opened, ident, at)
            if reading.details:
                details = DetailsSet(fields=reading.details, registered=registered)
                write.append(details, ident, at)
            write.append(reading.event(reading.details.get("caller") or _("来电"), at), ident, at)
            if line.strip():
                write.append(as_typed(line), ident, at)
            if recovered is not None:
                write.append(recovered, ident)
            if also is not None:
                also(write)
        return number

    def join(self, ident: str, words: str, *, with_update: bool) -> None:
        """Write a second call about an open incident into its log, whole as it was told.

        ``with_update``: what it told was recorded just before; a slip takes both back.
        """
        open_record, update = self._open_record, self._open_record.last_act
        with open_record.act() as write:
            open_record.incident(ident)
            write.append(Noted(text=words), ident)
        if with_update and update and open_record.last_act:
            open_record.last_act = (update[0], update[1] + open_record.last_act[1])

    def _starting(self, call: datetime) -> tuple[Starting, ...]:
        return tuple(
            Starting(rule, call + timedelta(minutes=rule.minutes))
            for rule in self._open_record.plan.duties
            # 立即 has no figure in the plan, so there is no time that could be announced.
            if rule.sender == self._open_record.org and rule.anchor == "receipt" and rule.minutes
        )

    def _missing(self, reading: FormReading) -> tuple[Content, ...]:
        # Who reports, and his number, are this station's own: no caller can leave them out.
        known = {*reading.details, *reading.moments, *reading.choices, "reporter", "reporter_phone"}
        return tuple(
            row
            for row in self._open_record.plan.contents
            if row.report == "phone" and not known.intersection(row.fields)
        )


def _taken_anew(write: RecordWriter, incident: Incident) -> str:
    """Make void what the taking that was taken back told beside its opening; return its number."""
    for entry in incident.entries:
        if not events.EVENTS[entry.kind].of_void and entry.id not in incident.struck:
            write.append(events.Struck(entry=entry.id, reason=_("重新受理")), incident.id)
    return incident.number


def as_typed(line: str) -> Noted:
    """Return the note that keeps a quick line whole, whatever the fields took from it."""
    return Noted(text=_("快录原文：{line}").format(line=line.strip()))


def _refuse_faults(plan: Plan, reading: FormReading) -> None:
    if reading.faults:
        raise BadInput(" ".join(reading.faults.values()))
    needed = {"district": plan.word("district"), **NEEDED}
    if not any(reading.details.get(name) for name in needed) and not reading.equipment:
        words = _("还没有内容：{names} 至少填一项，再保存。")
        raise BadInput(words.format(names="、".join(needed.values())))
