"""What a sentence has told of people so far, and what may be looked up in it."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.parsing.people.mention import HELD, Mention
from cqcmd.parsing.people.questions import question_of
from cqcmd.parsing.people.tallied import Span, Tallied
from cqcmd.parsing.quantities import Quantity
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Amount

FIELDS = {
    t.DEAD: "deaths",
    t.SERIOUS: "serious_injuries",
    t.LIGHT: "light_injuries",
    t.INJURED: "injuries_unclear",
    t.MISSING: "missing",
    t.BURIED: "trapped",
}
"""Class of a state to its field, where that hangs on nothing else."""


class Told(Struct):
    """What has been told, as the mentions are taken one by one.

    Attributes:
        text: the line.
        stranding: whether the equipment strands people; ``None``: no equipment is named.
        standing: what the facts hold now.
        fields: what each field comes to.
        last: the last mention of people whose state or place is known.
        last_counted: the last mention with a number.
        held: the field of people shut in, trapped or up in the air, by the words used last.
        held_said: somebody is said to be held.
        inside: people of whom only the place is said.
        freed: somebody held got out and no number says how many are left.
        corrected: an earlier number was taken back, and the next stands for it.
        died: the people last told of who have been told to be dead since.
        parts_in: the sentence in which the injured are told in parts.
        claims: fields whose number is an earlier claim.
        wholes: fields whose number was told as the whole.
        overall: fields known only from dead and injured in one number.
    """

    text: str
    stranding: bool | None
    standing: Mapping[str, Quantity]
    held: str = ""
    fields: dict[str, Tallied] = {}
    last: Mention | None = None
    last_counted: Mention | None = None
    held_said: bool = False
    inside: list[Mention] = []
    freed: bool = False
    corrected: bool = False
    died: Mention | None = None
    parts_in: int | None = None
    claims: set[str] = set()
    wholes: set[str] = set()
    overall: set[str] = set()

    def __post_init__(self) -> None:
        if self.stranding:
            self.held = "stranded"

    def words(self, mention: Mention) -> str:
        """Return the words of a mention."""
        return self.text[mention.start : mention.end].strip()

    def before(self, mention: Mention, letters: int) -> str:
        """Return the last letters before a mention."""
        return self.text[max(mention.start - letters, 0) : mention.start]

    def said(self, mention: Mention, amount: Amount, field: str) -> Tallied:
        """Return what a mention alone says of a field."""
        words, span = self.words(mention), span_of(mention)
        # A plan to move people says that it is uncertain already.
        unsure = amount.about or (mention.doubt and field != "relocation_planned")
        return Tallied(
            field,
            None if unsure else amount.least,
            amount.greatest,
            *span,
            question_of(mention, amount, words),
            (mention.manner + words,),
            (span,),
        )

    def stood(self, field: str) -> Tallied | None:
        """Return what the facts hold of a field."""
        quantity = self.standing.get(field)
        if quantity is None or quantity.possible is None:
            return None
        least = None if quantity.confirmed is None else Decimal(quantity.confirmed)
        return Tallied(field, least, Decimal(quantity.possible), 0, 0)

    def place(self, mention: Mention) -> str:
        """Return the field of a mention's people, and remember it of people who are held."""
        field = self._field(mention)
        if mention.state in HELD | {t.INSIDE}:
            self.held_said = True
            # Caught in the door of a lift is not shut in.
            if mention.state != t.BURIED or not self.stranding:
                self.held = field
        return field

    def _field(self, mention: Mention) -> str:
        if mention.state in (t.STUCK, t.HANGING, t.INSIDE):
            unknown = self.stranding is None and mention.state == t.STUCK
            return "trapped" if unknown or self.stranding is False else "stranded"
        if mention.state == t.MOVED:
            return "relocation_planned" if mention.planned else "relocated"
        return FIELDS[mention.state]

    def ask(self, field: str, question: str) -> None:
        """Ask about a field, unless something is asked already."""
        if not self.fields[field].question:
            self.fields[field] = replace(self.fields[field], question=question)


def span_of(mention: Mention) -> Span:
    """Return where a mention stands."""
    return mention.start, mention.end
