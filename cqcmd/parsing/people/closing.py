"""What is put right and asked when all mentions have been taken."""

import re

from msgspec.structs import replace

from cqcmd.i18n import _
from cqcmd.parsing.people.told import Told
from cqcmd.patterns import regex

_STRUCK = regex("[砸打撞夹烫烧炸伤甩摔]到|甩出|甩下|摔下")
_HIT = regex(f"{_STRUCK.pattern}|遭|中毒|受伤")
_UNHURT = regex("[个人](?:都)?没得?事|无恙|无大碍|没受伤|未受伤")


def close(told: Told) -> None:
    """Ask about what may no longer stand, and take parts out of a whole they add up to."""
    for field in told.claims & set(told.fields):
        told.ask(field, _("这是先前的说法，现在还是这个数吗？"))
    if "injuries_unclear" in told.fields:
        _ask_of_unhurt(told)
        _ask_of_dead_among_hit(told)
        _ask_of_worse_among_hit(told)
        _drop_told_in_parts(told)
    _ask_of_dead_among_trapped(told)
    _ask_of_fewer_dead(told)


def _ask_of_fewer_dead(told: Told) -> None:
    """Ask where fewer are said to be dead than the facts hold: nobody comes back to life."""
    said, stood = told.fields.get("deaths"), told.stood("deaths")
    if said is None or stood is None or stood.least is None:
        return
    if said.least is None or said.least < stood.least:
        question = _("比现有的死亡 {now} 少，要改少吗？").format(now=stood.text())
        told.fields["deaths"] = replace(said, question=question)


def _ask_of_unhurt(told: Told) -> None:
    injured = told.fields["injuries_unclear"]
    if injured.greatest and _UNHURT.search(told.text, injured.start):
        told.ask("injuries_unclear", _("后面说到有人没事，受伤的是几人？"))


def _ask_of_dead_among_hit(told: Told) -> None:
    """砸到3个，1个死了: whom it hit may be hurt or dead."""
    injured, dead = told.fields["injuries_unclear"], told.fields.get("deaths")
    if dead is None or dead.start <= injured.start or not dead.greatest:
        return
    hit = _HIT.search(told.text[injured.start : injured.end])
    if hit or not re.search("[;.]", told.text[injured.start : dead.start]):
        told.ask("injuries_unclear", _("其中有人死亡，伤者还有几人？"))


def _ask_of_worse_among_hit(told: Told) -> None:
    """砸到三个，一个重伤: the one is of the three, unless somebody says otherwise."""
    injured = told.fields["injuries_unclear"]
    hit = _STRUCK.search(told.text[injured.start : injured.end])
    for field in ("serious_injuries", "light_injuries"):
        worse = told.fields.get(field)
        if hit and worse is not None and worse.greatest and worse.start > injured.start:
            told.ask("injuries_unclear", _("其中有人已分了轻重，未分的还有几人？"))


def _drop_told_in_parts(told: Told) -> None:
    """Drop the injured of whom nobody is left, or whom 5人受伤，重伤2人，轻伤3人 tells in parts."""
    whole = told.fields["injuries_unclear"]
    names = ("serious_injuries", "light_injuries")
    parts = [told.fields[name] for name in names if name in told.fields]
    told_after = len(parts) == 2 and all(one.start > whole.start for one in parts)
    if not whole.greatest or (told_after and sum(one.greatest for one in parts) == whole.greatest):
        del told.fields["injuries_unclear"]


def _ask_of_dead_among_trapped(told: Told) -> None:
    """被埋5人，死亡2人: within a sentence the dead may be of the buried."""
    dead, trapped = told.fields.get("deaths"), told.fields.get("trapped")
    if not (dead and trapped and dead.greatest and trapped.greatest):
        return
    between = told.text[trapped.start : dead.start]
    if dead.start > trapped.start and not re.search("[;.]", between):
        told.ask("trapped", _("其中有人死亡，还有几人被困？"))


def ask_who_is_left(told: Told) -> None:
    """Ask how many are still held where the sentence goes on to say that it ended."""
    for field in ("stranded", "trapped"):
        known = told.fields.get(field)
        if known is not None and known.greatest:
            told.ask(field, _("后面说到有人出来或恢复，现在还有几人？"))
