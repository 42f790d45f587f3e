"""A number told of a field, taken into what was told of it before."""

from msgspec.structs import replace

from cqcmd.i18n import _
from cqcmd.parsing.people.injured import is_rest, take_part
from cqcmd.parsing.people.mention import Mention
from cqcmd.parsing.people.tallied import Tallied, added
from cqcmd.parsing.people.told import Told
from cqcmd.parsing.people.wounds import (
    is_a_part,
    is_still_tried,
    take_from_before,
    take_from_wounded,
)
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Amount

_GIVEN_UP = "不行"
"""Bystanders say so of the dead and of the dying."""


def count(told: Told, mention: Mention, amount: Amount, field: str) -> None:
    """Take a number of a field in, and out of the fields its people were counted in before."""
    mention.doubt = mention.doubt or _is_unsure(told, mention)
    if _is_kind_of_those(told, mention, field):
        return
    said = told.said(mention, amount, field)
    if mention.was:
        take_from_before(told, mention, amount)
    if mention.change == "former":
        _keep_claim(told, mention, said)
    elif _put(told, mention, said):
        take_part(told, mention, amount)
        take_from_wounded(told, mention, amount)


def _is_kind_of_those(told: Told, mention: Mention, field: str) -> bool:
    """重伤8人（含急性中毒3人）: the three are among the eight."""
    told_before = field in told.fields and mention.state != t.DEAD
    return told_before and mention.inner and mention.change == "is"


def _is_unsure(told: Told, mention: Mention) -> bool:
    """失联 is no more than possibly 失踪."""
    lost_touch = mention.state == t.MISSING and "失联" in told.words(mention)
    return lost_touch or is_still_tried(told, mention) or _GIVEN_UP in told.words(mention)


def _keep_claim(told: Told, mention: Mention, said: Tallied) -> None:
    """Keep an earlier claim for want of a better number; 不是3个 awaits the right one."""
    told.fields.setdefault(said.field, said)
    told.claims.add(said.field)
    told.corrected = "不是" in told.before(mention, 4) + told.words(mention)


def _put(told: Told, mention: Mention, said: Tallied) -> bool:
    """Put a number into its field; tell whether it brought anything new."""
    field = said.field
    was = _valid_before(told, mention, field)
    told.claims.discard(field)
    if mention.change == "total":
        told.wholes.add(field)
    elif was and field in told.wholes and mention.change == "is" and said.greatest <= was.greatest:
        return False  # a part of the whole told before
    told.fields[field] = said if was is None else _joined(told, mention, was, said)
    return True


def _valid_before(told: Told, mention: Mention, field: str) -> Tallied | None:
    """Return what was told of a field, unless it was a claim that a new number replaces."""
    was = told.fields.get(field)
    if was is None:
        return told.stood(field) if mention.change == "more" else None
    replaced = field in told.claims and mention.change == "is"
    return None if replaced and not is_a_part(told, mention, was) else was


def _joined(told: Told, mention: Mention, was: Tallied, said: Tallied) -> Tallied:
    """Return what two numbers of one field come to."""
    if mention.change in ("fixed", "total", "left"):
        return said
    if said.field in told.overall:
        told.overall.discard(said.field)
        return said
    if mention.change == "more" or is_a_part(told, mention, was):
        return added(was, said)
    if _is_besides(told, mention):
        return _perhaps_added(told, was, said)
    if (was.least, was.greatest) == (said.least, said.greatest):
        return was
    return said if is_rest(told, was, said) else _contradicted(told, was, said)


def _is_besides(told: Told, mention: Mention) -> bool:
    """还有1个烫脱皮: besides those told before, or those of them who still are."""
    return "还" in told.before(mention, 3) + told.words(mention)[:3]


def _perhaps_added(told: Told, was: Tallied, said: Tallied) -> Tallied:
    words = told.text[said.start : said.end]
    question = _("“{words}”是另外的人吗？先按另外的算可能。").format(words=words)
    return replace(added(was, said), least=was.least, question=question)


def _contradicted(told: Told, was: Tallied, said: Tallied) -> Tallied:
    """Return what two numbers leave sure and possible where both cannot be true."""
    first, second = (told.text[one.start : one.end] for one in (was, said))
    words = _("说了两个数：“{first}”和“{second}”；先按少的确认、多的可能，请核对。")
    return Tallied(
        was.field,
        min((one.least for one in (was, said) if one.least is not None), default=None),
        max(was.greatest, said.greatest),
        said.start,
        said.end,
        words.format(first=first, second=second),
        was.parts + said.parts,
        was.spans + said.spans,
    )
