"""The tally of people: each mention handed to what is done for its state."""

from collections.abc import Callable, Iterable

from cqcmd.parsing.people.closing import close
from cqcmd.parsing.people.counted import count
from cqcmd.parsing.people.deaths import take_uncounted_death
from cqcmd.parsing.people.denials import take_denial
from cqcmd.parsing.people.held import take_left, take_out
from cqcmd.parsing.people.injured import all_of_them, take_harmed, worsen_last
from cqcmd.parsing.people.mention import DENIED, Mention
from cqcmd.parsing.people.one_person import is_one_person, take_one
from cqcmd.parsing.people.stateless import take_stateless
from cqcmd.parsing.people.told import Told
from cqcmd.parsing.words import tokens as t


def tally(told: Told, mentions: Iterable[Mention]) -> None:
    """Add up what the mentions say, in order."""
    for mention in mentions:
        if mention.state != t.CREW:
            _take(told, mention)
    close(told)


def _take(told: Told, mention: Mention) -> None:
    if mention.state == t.MOVED and told.stranding:  # out of a lift nobody is relocated
        mention.state, mention.change = t.OUT, "out"
    if mention.guess == DENIED:
        take_denial(told, mention)
        return
    _BY_STATE.get(mention.state, _take_state)(told, mention)
    if mention.state != t.PEOPLE:
        told.last = mention
    if mention.amount is not None:
        told.last_counted = mention


def _take_state(told: Told, mention: Mention) -> None:
    field = told.place(mention)
    if mention.amount is not None:
        count(told, mention, mention.amount, field)
    elif mention.state == t.DEAD:
        take_uncounted_death(told, mention)
    elif mention.state == t.SERIOUS and worsen_last(told, mention):
        return
    elif amount := all_of_them(told, mention):
        count(told, mention, amount, field)
    elif mention.change == "is" and not mention.doubt and is_one_person(told, mention):
        take_one(told, mention, field)


_BY_STATE: dict[str, Callable[[Told, Mention], None]] = {
    t.OUT: take_out,
    t.LEFT: take_left,
    t.PEOPLE: take_stateless,
    t.INSIDE: take_stateless,
    t.HARMED: take_harmed,
}
"""What is done for a state that has no field of its own."""
