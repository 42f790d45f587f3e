"""Nobody in a state: 无人员伤亡, 没有人受伤."""

from cqcmd.i18n import _
from cqcmd.parsing.people.mention import HELD, Mention
from cqcmd.parsing.people.tallied import exactly
from cqcmd.parsing.people.told import FIELDS, Told, span_of
from cqcmd.parsing.words import tokens as t

_FOR_NOW = ("暂", "目前", "尚", "发现", "接到", "未见")
_PLAIN_INJURIES = ("伤", "伤者", "伤员", "伤的", "伤到", "中毒")
"""没砸到人 says whom it missed, not that nobody was hurt."""


def take_denial(told: Told, mention: Mention) -> None:
    """Take nobody for the fields of a state; ask where somebody was told before."""
    words = told.before(mention, 10) + told.words(mention)
    weak = any(word in words for word in _FOR_NOW)
    question = _("只是暂时没有发现，先按 0，请核对。") if weak else ""
    for field in _denied_fields(told, mention):
        if field not in told.fields:
            told.fields[field] = exactly(field, 0, span_of(mention), question)
        elif told.fields[field].greatest:
            told.ask(field, _("后面又说没有，请核对。"))


def _denied_fields(told: Told, mention: Mention) -> tuple[str, ...]:
    if mention.state == t.HARMED:
        return ("deaths", "serious_injuries")
    if mention.state == t.INJURED:
        plain = told.words(mention).endswith(_PLAIN_INJURIES)
        return ("serious_injuries", "light_injuries") if plain else ()
    if mention.state in HELD:
        return (told.place(mention),)
    return () if mention.state in (t.OUT, t.LEFT, t.MOVED) else (FIELDS[mention.state],)
