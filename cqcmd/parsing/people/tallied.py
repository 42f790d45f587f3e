"""What a field comes to, and its arithmetic: one number on top of another, one less."""

from decimal import Decimal

from msgspec import Struct

from cqcmd.parsing.quantities import Quantity, write_quantity
from cqcmd.parsing.words.tokens import Amount

Span = tuple[int, int]
"""Where words stand in the line: the first place, and the first after them."""
_NOBODY = Decimal(0)


class Tallied(Struct):
    """What a field comes to.

    Attributes:
        field: the field of the form.
        least: what is sure; ``None`` where nothing is.
        greatest: what is possible.
        start, end: where it was said; both 0 for what the facts hold already.
        question: what is to be asked.
        parts: the words of each number that went into it.
        spans: where each of them stands.
    """

    field: str
    least: Decimal | None
    greatest: Decimal
    start: int
    end: int
    question: str = ""
    parts: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()

    def text(self) -> str:
        """Write it as the field of the form takes it."""
        least = None if self.least is None else int(self.least)
        return write_quantity(Quantity(least, int(self.greatest)), "people")

    @property
    def is_standing(self) -> bool:
        """Tell whether the facts hold it and no word of the line says it."""
        return self.start == self.end


def tallied(
    field: str, least: Decimal | None, greatest: Decimal, span: Span, question: str = ""
) -> Tallied:
    """Return what the words at one place say of a field."""
    return Tallied(field, least, greatest, *span, question, (), (span,))


def exactly(field: str, people: int, span: Span, question: str = "") -> Tallied:
    """Return so many people, sure and possible."""
    return tallied(field, Decimal(people), Decimal(people), span, question)


def added(was: Tallied, said: Tallied) -> Tallied:
    """Return what was told with what is told on top of it."""
    return Tallied(
        was.field,
        _both_least(was.least, said.least),
        was.greatest + said.greatest,
        said.start if was.is_standing else min(was.start, said.start),
        max(said.end, was.end),
        said.question or was.question,
        was.parts + said.parts,
        was.spans + said.spans,
    )


def _both_least(was: Decimal | None, said: Decimal | None) -> Decimal | None:
    if was is None and said is None:
        return None
    return (was or _NOBODY) + (said or _NOBODY)


def lessened(was: Tallied, gone: Amount, span: Span | None = None) -> Tallied:
    """Return what was told without those who are gone; ``span`` is where their going is told."""
    greatest = max(was.greatest - gone.least, _NOBODY)
    least = None if was.least is None else max(was.least - gone.greatest, _NOBODY)
    if least is not None:
        least = min(least, greatest)
    start, end = span if span and was.is_standing else (was.start, was.end)
    question = was.question if greatest else ""
    spans = was.spans if span is None else (*was.spans, span)
    return Tallied(was.field, least, greatest, start, end, question, was.parts, spans)
