"""The rows of a plan file. Every row names the clause, or the other source, it rests on."""

from typing import Literal

from msgspec import Struct

Grade = str
"""The code of a row of the table ``grades``."""
ResponseLevel = str
"""A level of response, as the table ``responses`` has it."""
Channel = Literal["phone", "written", "any"]
FactKind = Literal["people", "yuan", "hours", "megawatts", "flag", "choice"]


# An unknown field is refused: misspelt, it would silently leave the default in force.
class Row(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of the plan. ``clause`` is a clause of the plan's text, such as ``1.5.3``."""

    code: str
    clause: str
    text: str = ""
    """The plan's own wording, quoted."""


class Source(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a row comes from when it is not from the plan."""

    title: str
    article: str
    text: str
    date: str

    @property
    def name(self) -> str:
        """``中华人民共和国突发事件应对法 72``."""
        return f"{self.title} {self.article}"


class Meta(Row, frozen=True, kw_only=True):
    """The plan itself. ``version`` changes whenever a row does.

    ``format``: 1 is read with `plans/format-1.json`, 2 brings all tables itself.
    """

    title: str
    number: str
    issued: str
    version: str
    text_file: str
    text_digest: str | None = None
    """The SHA-256 of the text, if the plan is to be used with this wording alone."""
    format: Literal[1, 2] = 1


class Org(Row, frozen=True, kw_only=True):
    """An organisation of the reporting chain (4.1.1)."""

    name: str
    short: str
    level: str
    """A row of the table ``org_levels``."""
    full_name: str | None = None
    """As papers address it (主送); where it is of a district, with the plan's word for one."""


class District(Row, frozen=True, kw_only=True):
    """A district, county, town or committee; dated, because districts merge."""

    name: str
    short: str
    kind: Literal["district", "county", "town", "committee"]
    since: str | None = None
    until: str | None = None
    merged_into: str | None = None
    source: Source | None = None


class Equipment(Row, frozen=True, kw_only=True):
    """A kind of special equipment; ``catalogue`` is its four-digit code in 特种设备目录."""

    name: str
    short: str
    catalogue: str | None
    words: tuple[str, ...] = ()
    """Words by which a caller names it."""
    source: Source | None = None


class Choice(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An answer of a choice fact, and whether it confirms its flag or makes it possible."""

    code: str
    name: str
    reading: Literal["yes", "possible", "no"]


MOVED = "relocated"
"""The fact that counts people who were moved to safety: it is graded as the others are."""

PERSONS = "人"
"""The unit of a fact that counts people one by one: a word of the plan, in any language."""


class Fact(Row, frozen=True, kw_only=True):
    """A quantity an officer enters, in its own unit; criteria read those with ``graded``.

    Units: whole people and yuan, exact hours and megawatts (docs/decisions/001, 1).
    """

    name: str
    short: str
    kind: FactKind
    unit: str = ""
    equipment: tuple[str, ...] | None = None
    """The equipment for which it is asked; ``None``: all."""
    graded: bool = False
    grows: bool = False
    """Whether it grows with time alone (stranding, outage; in hours)."""
    implied: int | None = None
    """The value of a blank in a criterion (a stranding is of one person at least)."""
    adds_possible: str | None = None
    """The graded fact whose possible value this one raises (missing people, possible deaths)."""
    choices: tuple[Choice, ...] = ()
    sets: str | None = None
    """The flag a choice fact decides."""
    words: tuple[str, ...] = ()
    """Words by which a caller tells of it: beside a count with its unit, or of a flag alone."""

    @property
    def counts_casualties(self) -> bool:
        """Whether it counts people who were harmed or are in danger."""
        # Whoever was moved to safety is unharmed, however many of them are only expected.
        moved = MOVED in (self.code, self.adds_possible)
        return self.kind == "people" and self.unit == PERSONS and not moved


class Condition(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``fact`` is a flag that holds, or lies in ``at_least`` (included) .. ``below`` (excluded)."""

    fact: str
    at_least: int | float | None = None
    below: int | float | None = None


class Criterion(Row, frozen=True, kw_only=True):
    """A situation of 1.5 (有下列情形之一): if all conditions hold, the grade is at least this."""

    grade: Grade
    equipment: tuple[str, ...] | None = None
    when: tuple[Condition, ...]


class ScopeRule(Row, frozen=True, kw_only=True):
    """A place or use the plan leaves to another department's plan (1.3)."""

    name: str
    equipment: tuple[str, ...] | None = None
    words: tuple[str, ...] = ()
    whose: str


# The file says from and to; `from` is a word of Python and cannot name a field.
class DutyRule(Row, frozen=True, kw_only=True, rename={"sender": "from", "receiver": "to"}):
    """Who owes whom which report (4.1.1), and within how many minutes of which moment.

    ``minutes`` is ``None`` where the plan says 立即 without a figure. ``anchor`` is the sender's
    receipt, or the occurrence itself (the companion rule). ``from_grade``: owed from this grade up.
    """

    sender: str
    receiver: str
    channel: Channel
    minutes: int | None
    anchor: Literal["receipt", "occurrence"] = "receipt"
    from_grade: Grade | None = None
    cc: str | None = None
    source: Source | None = None


class FollowUpRule(Row, frozen=True, kw_only=True):
    """A reason for another report after the first (4.1.3).

    A change of ``facts``, within ``minutes`` of the change itself (``None``: 及时, no figure), for
    ``days`` after the day of the accident (``None``: as long as it is handled). Of a ``final``
    report the end of the handling is what asks for it.
    """

    name: str
    report: Literal["follow_up", "final"]
    facts: tuple[str, ...] = ()
    minutes: int | None = None
    days: int | None = None

    def as_duty(self, sender: str, receiver: str) -> DutyRule:
        """Return the duty of this report between two organisations, by any channel."""
        return DutyRule(
            code=f"{self.code}:{receiver}",
            clause=self.clause,
            text=self.text,
            sender=sender,
            receiver=receiver,
            channel="any",
            minutes=self.minutes,
        )


class Content(Row, frozen=True, kw_only=True):
    """An element a text must contain; any of ``fields`` fills it.

    Of the phone and the written report (4.1.2), the news to the public (4.7) and the start order.
    """

    report: Literal["phone", "written", "press", "start_order"]
    name: str
    fields: tuple[str, ...]
    source: Source | None = None


class ResponseRule(Row, frozen=True, kw_only=True):
    """A response level (4.5-4.7): what starts it, who proposes and approves, who leads.

    It is asked for from ``grade`` up, or where all conditions of any of ``when`` hold. ``name``:
    what it is called where that is not the level itself (``III级``).
    """

    level: ResponseLevel
    name: str | None = None
    grade: Grade | None = None
    when: tuple[tuple[Condition, ...], ...] = ()
    on_possible: bool
    proposer: str
    approver: str
    approver_post: str
    headquarters: str
    inferred: bool = False
    """Who proposes is not said by the plan: 推定."""


class Post(Row, frozen=True, kw_only=True):
    """A post of a headquarters (2.1, annex 1) and who holds it; ``chief`` commands."""

    headquarters: str
    name: str
    holder: str
    unit: str | None = None
    chief: bool = False
    inferred: bool = False
    """Not said by the plan: 推定."""


class HeadquartersAct(Row, frozen=True, kw_only=True):
    """A decision of a headquarters itself (annex 1, part one); ``lasts``: until it is lifted.

    ``asks``: what has to be written of it. ``from_grade``: asked for from this possible grade up,
    and then ``todo`` says so in what is to be done next.
    """

    headquarters: tuple[str, ...]
    name: str
    lasts: bool = False
    asks: str = ""
    from_grade: Grade | None = None
    todo: str = ""
    source: Source | None = None


class WarningLevel(Row, frozen=True, kw_only=True):
    """A warning level (3.2.1), 1 the gravest, with who proposes and who issues it (3.2.2).

    ``grade``: of what accident it warns, where the plan says so.
    """

    level: int
    name: str
    colour: str
    grade: Grade | None = None
    proposer: str
    issuer: str


class WarningItem(Row, frozen=True, kw_only=True):
    """A content, a channel, an action (3.2.2, 3.2.3) or a rule of change (3.2.4) of warnings."""

    kind: Literal["content", "channel", "action", "change"]
    name: str


class Group(Row, frozen=True, kw_only=True):
    """A working group (2.1). Annex 2 is not in the text: its units are inferred and say 推定."""

    name: str
    leads: tuple[str, ...]
    units: tuple[str, ...] = ()
    inferred: bool = True
    basis: str
    """The ground of the inference: the duty sentences of annex 1 it was drawn from."""


class Unit(Row, frozen=True, kw_only=True):
    """A member unit of the headquarters (annex 1) with its duty sentences."""

    name: str
    current_name: str | None = None
    current_source: Source | None = None
    district_name: str | None = None
    """Its counterpart in a district headquarters, made by rule (推定)."""
    member: bool = True
    """One of the member units; the suppliers of power, water and gas are named beside them."""
    duties: tuple[str, ...]


class Step(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A step of a measure, in the plan's words."""

    code: str
    text: str


class Measure(Row, frozen=True, kw_only=True):
    """A measure of 4.7, or the first handling of 4.4, in steps; who owns it is inferred."""

    name: str
    groups: tuple[str, ...]
    units: tuple[str, ...]
    steps: tuple[Step, ...]
    first_for: tuple[str, ...] = ()
    """Facts or equipment that bring it to the top."""


class RescueTier(Row, frozen=True, kw_only=True):
    """Who comes to people shut in, one tier after the other (三级救援).

    ``minutes``: by when after the call; without them no time is set, and the time that passed is
    shown. A tier that is not from the plan names its ``source``.
    """

    name: str
    owners: tuple[str, ...]
    equipment: tuple[str, ...]
    minutes: int | None = None
    source: Source | None = None


class Aftermath(Row, frozen=True, kw_only=True):
    """A task that remains after the response (5)."""

    name: str
    owners: tuple[str, ...]


class Clause(Struct, frozen=True, kw_only=True):
    """A clause of the plan's text: number, heading, paragraphs, in order of the document."""

    number: str
    heading: str
    text: str
