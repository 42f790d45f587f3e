"""The injured: in all and in parts, hurt worse than told at first, in one number with the dead."""

from collections.abc import Mapping
from functools import reduce

from msgspec.structs import replace

from cqcmd.i18n import _
from cqcmd.parsing.people.mention import GUESSED, Mention
from cqcmd.parsing.people.questions import is_it_serious
from cqcmd.parsing.people.tallied import Tallied, added, lessened, tallied
from cqcmd.parsing.people.told import Told, span_of
from cqcmd.parsing.quantities import Quantity
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Amount

INJURED = "injured"
HURT = ("serious_injuries", "light_injuries", "injuries_unclear")
"""The fields of a plan that parts the injured."""
_PARTS = ("deaths", "serious_injuries", "light_injuries")
_PART_STATES = (t.DEAD, t.SERIOUS, t.LIGHT)


def take_part(told: Told, mention: Mention, amount: Amount) -> None:
    """Take a part from the injured: of 5人受伤，其中2人重伤 three are still unclear."""
    whole = told.fields.get("injuries_unclear")
    if whole is None or mention.state not in _PART_STATES or mention.was == t.INJURED:
        return
    if mention.inner:
        told.parts_in = mention.sentence
    goes_on = told.parts_in == mention.sentence and mention.change == "is"
    if mention.inner or goes_on:
        told.fields["injuries_unclear"] = lessened(whole, amount)


def is_rest(told: Told, was: Tallied, said: Tallied) -> bool:
    """甩出去2个人，1个没气了，1个在抢救: the second number is what is left of the first."""
    if was.field != "injuries_unclear" or said.greatest >= was.greatest:
        return False
    parts = [told.fields[field] for field in _PARTS if field in told.fields]
    gone = sum(one.greatest for one in parts if one.start > was.start)
    return bool(gone) and was.greatest - gone in (said.greatest, 0)


def worsen_last(told: Told, mention: Mention) -> bool:
    """砸伤一个，伤得重: take those just told of as hurt badly; tell whether there are any."""
    last = told.last_counted
    if last is None or last.state != t.INJURED or not 0 < mention.clause - last.clause <= 1:
        return False
    hurt = told.fields.pop("injuries_unclear", None)
    if hurt is None:
        return False
    question = is_it_serious(told.words(mention))
    told.fields["serious_injuries"] = replace(hurt, field="serious_injuries", question=question)
    return True


def all_of_them(told: Told, mention: Mention) -> Amount | None:
    """里头三个人，全部遭摔伤了: return how many were just spoken of, where all of them are hurt."""
    last = told.last_counted
    if last is None or last.state not in (t.PEOPLE, t.INSIDE):
        return None
    if not mention.every or mention.state not in (t.SERIOUS, t.LIGHT, t.INJURED):
        return None
    if not 0 <= mention.clause - last.clause <= 1:
        return None
    mention.amount, mention.guess = last.amount, GUESSED
    return last.amount


def take_harmed(told: Told, mention: Mention) -> None:
    """Take 伤亡5人, which may be five dead or five injured: neither is sure, both are possible."""
    if mention.amount is None:
        return
    question = _("伤亡中死、重伤、轻伤各几人？")
    for field in ("deaths", "injuries_unclear"):
        if field not in told.fields:
            most = mention.amount.greatest
            told.fields[field] = tallied(field, None, most, span_of(mention), question)
            told.overall.add(field)


def standing_in_parts(standing: Mapping[str, Quantity]) -> Mapping[str, Quantity]:
    """Return what the facts hold, the injured as people of whom nobody said how badly."""
    if INJURED not in standing:
        return standing
    return {**standing, "injuries_unclear": standing[INJURED]}


def injured_in_one(
    fields: Mapping[str, Tallied], standing: Mapping[str, Quantity]
) -> dict[str, Tallied]:
    """Return the fields with all who are injured, however badly, in one."""
    parts = [fields[name] for name in HURT if name in fields]
    others = {name: one for name, one in fields.items() if name not in HURT}
    if not parts:
        return others
    whole = replace(reduce(added, parts), field=INJURED)
    return others | {INJURED: _asked_if_fewer(whole, standing.get(INJURED))}


def _asked_if_fewer(whole: Tallied, stood: Quantity | None) -> Tallied:
    """Ask where fewer are injured than the facts hold: what was told may be a part of them."""
    if stood is None or stood.possible is None or whole.greatest >= stood.possible:
        return whole
    words = _("比现有的受伤 {now} 人少，是其中的一部分吗？")
    return replace(whole, question=words.format(now=int(stood.possible)))
