"""What an officer typed into the intake form, read field by field; nothing typed is thrown away."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import FactsSet
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.growth import STARTS
from cqcmd.incident.known import KnownFacts
from cqcmd.parsing.fields import WORD_FIELDS as WORD_FIELDS
from cqcmd.parsing.fields import read_choice, read_flag
from cqcmd.parsing.person_fields import check_phones
from cqcmd.parsing.quantities import read_quantity
from cqcmd.parsing.times import read_time
from cqcmd.rules.facts import NO, PERHAPS, YES, Amount
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Equipment, Fact
from cqcmd.text import clean, half_width


class FormReading(Struct):
    """What the fields say. ``faults`` has a sentence for each field that cannot be read."""

    details: dict[str, str | None]
    amounts: dict[str, Amount]
    choices: dict[str, str | None]
    moments: dict[str, datetime | None]
    received_at: datetime
    faults: dict[str, str]

    @property
    def equipment(self) -> str | None:
        """The code of the chosen equipment."""
        return self.choices.get("equipment")

    def facts(self) -> KnownFacts:
        """Return the facts as they would be known if this were saved."""
        facts = KnownFacts()
        facts.learn(unsaved(self.received_at), self.event("", self.received_at))
        return facts

    def event(self, source: str, learned_at: datetime) -> FactsSet:
        """Return the entry that records this reading."""
        return FactsSet(
            amounts=self.amounts,
            choices=self.choices,
            moments=self.moments,
            source=source,
            learned_at=learned_at,
        )


def read_form(
    plan: Plan, texts: Mapping[str, str], received_at: datetime, now: datetime
) -> FormReading:
    """Read every field. ``received_at`` stands unless the field of that name says otherwise."""
    reading = FormReading({}, {}, {}, {}, received_at, {})
    facts = {fact.code: fact for fact in plan.facts}
    # First of all fields: a duration told on the telephone is counted back from this moment.
    _read(reading, "received_at", texts, lambda text: _received(reading, text, now))
    for name, text in texts.items():
        if not text.strip() or name == "received_at":
            continue
        if name == "callback":
            _read(reading, name, texts, lambda text: check_phones(text, "callback"))
        if name in WORD_FIELDS:
            reading.details[name] = clean(text.strip())
        elif name == "equipment":
            _read(reading, name, texts, lambda text: _equipment(plan, reading, text))
        elif name == "occurred_at":
            _read(reading, name, texts, lambda text: _occurred(reading, text, now))
        elif name in facts:
            read_fact(reading, facts[name], text)
    return reading


def read_fact(reading: FormReading, fact: Fact, text: str) -> None:
    """Read one fact's field into the reading; what is half typed counts as far as it goes."""
    try:
        if fact.kind == "flag":
            reading.amounts[fact.code] = _flag(text)
        elif fact.kind == "choice":
            reading.choices[fact.code] = read_choice(fact, text)
        else:
            quantity = read_quantity(text, fact.kind)
            # Taken all the same, for the preview at each key; the fault keeps it from being saved.
            if not quantity.complete:
                reading.faults[fact.code] = _("没有输完，请补全或删去。")
            _keep(reading, fact, Amount(quantity.confirmed, quantity.possible))
    except BadInput as refusal:
        reading.faults[fact.code] = str(refusal)


def _keep(reading: FormReading, fact: Fact, amount: Amount) -> None:
    start = STARTS.get(fact.code)
    if start is None:
        reading.amounts[fact.code] = amount
        return
    if amount.confirmed is not None:
        lasted = timedelta(seconds=round(float(amount.confirmed) * 3600))
        reading.moments[start] = reading.received_at - lasted
    # A moment would make it certain, so what is only possible stays a duration.
    if amount.possible is not None and amount.possible != amount.confirmed:
        reading.amounts[fact.code] = Amount(None, amount.possible)


def _read(reading: FormReading, name: str, texts: Mapping[str, str], take: object) -> None:
    text = texts.get(name, "")
    if not text.strip():
        return
    try:
        take(text)  # type: ignore[operator]
    except BadInput as refusal:
        reading.faults[name] = str(refusal)


def _received(reading: FormReading, text: str, now: datetime) -> None:
    reading.received_at = read_time(text, now)


def _occurred(reading: FormReading, text: str, now: datetime) -> None:
    reading.moments["occurred_at"] = read_time(text, now)


def _equipment(plan: Plan, reading: FormReading, text: str) -> None:
    reading.choices["equipment"] = find_equipment(plan, text).code


def find_equipment(plan: Plan, text: str) -> Equipment:
    """Return the equipment that a name, a short name, a code or a caller's word means."""
    word = half_width(text).strip().lower()
    for row in plan.equipment:
        if word in (row.code, row.name, row.short, row.catalogue) or text.strip() in row.words:
            return row
    begun = [row for row in plan.equipment if row.name.startswith(text.strip())]
    # Never a guess between two: the equipment decides which criteria and facts apply.
    if len(begun) == 1:
        return begun[0]
    raise BadInput(_("没有“{name}”这种设备，请从列表里选一种。").format(name=text.strip()[:20]))


def _flag(text: str) -> Amount:
    return {"yes": YES, "no": NO, "possible": PERHAPS}[read_flag(text)]


def unsaved(at: datetime) -> Entry:
    """Return a stand-in entry for what is still being typed."""
    return Entry(
        id="",
        incident=None,
        station="",
        seq=0,
        kind="facts",
        data="",
        actor="",
        occurred_at=at,
        recorded_at=at,
        order="",
        prev="",
        hash="",
    )
