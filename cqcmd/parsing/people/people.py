"""The people of a sentence: every mention tallied, placed where the equipment puts them."""

from collections.abc import Callable, Iterator, Mapping

from cqcmd.i18n import _
from cqcmd.parsing.people.closing import ask_who_is_left
from cqcmd.parsing.people.injured import injured_in_one, standing_in_parts
from cqcmd.parsing.people.inside import ENDED, place_inside
from cqcmd.parsing.people.leftovers import ask_of_leftovers
from cqcmd.parsing.people.mention import Mention
from cqcmd.parsing.people.mentions import mentions_of
from cqcmd.parsing.people.tallied import Span, Tallied
from cqcmd.parsing.people.tally import tally
from cqcmd.parsing.people.told import Told
from cqcmd.parsing.quantities import Quantity
from cqcmd.parsing.words.clauses import Clause
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.patterns import regex

_CORRECTED = regex("错了|不对(?!劲)|更正")
_RETRACTED = regex("误报|虚惊|不实|搞错|其实|谣|假的|又走起来|又好了|一场误会|两起|不计")


def people_found(
    clauses: list[Clause],
    text: str,
    *,
    stranding: bool | None,
    standing: Mapping[str, Quantity],
    asked_of: Callable[[str], bool],
    in_one: bool = False,
) -> Iterator[tuple[Found, tuple[Span, ...]]]:
    """Yield each count of people with the places its words stand in.

    ``stranding``: whether the equipment strands people (a lift, a ropeway, a ride); ``None``: no
    equipment is named. ``asked_of`` tells whether the plan asks for a fact with this equipment.
    ``in_one``: the plan does not part the injured.
    """
    mentions = list(mentions_of(clauses))
    told = Told(text, stranding, standing_in_parts(standing) if in_one else standing)
    tally(told, mentions)
    if stranding:
        place_inside(told, mentions)
    if _has_ended(told, mentions):
        ask_who_is_left(told)
    _ask_of_retracted(told)
    ask_of_leftovers(told, mentions, clauses)
    fields = injured_in_one(told.fields, standing) if in_one else told.fields
    for field, one in fields.items():
        if asked_of(field):
            yield _found(one), one.spans


def _has_ended(told: Told, mentions: list[Mention]) -> bool:
    """Tell whether the line goes on, behind the people, to say that some or all came out."""
    ends = [one.end for one in mentions if one.amount]
    return bool(ends) and (told.freed or bool(ENDED.search(told.text, min(ends))))


def _ask_of_retracted(told: Told) -> None:
    """Ask about every number told before the words that take it back."""
    back = _RETRACTED.search(told.text) or _CORRECTED.search(told.text)
    for field, one in told.fields.items():
        if back is not None and one.end < back.start():
            told.ask(field, _("后面说到“{words}”，请核对。").format(words=back[0]))


def _found(one: Tallied) -> Found:
    return Found(one.field, one.text(), one.start, one.end, one.question)
