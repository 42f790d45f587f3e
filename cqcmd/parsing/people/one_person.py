"""Somebody whom no number counts: one person by the words, or so many as the officer is asked."""

import re

from msgspec.structs import replace

from cqcmd.i18n import _
from cqcmd.parsing.people.mention import HELD, Mention
from cqcmd.parsing.people.tallied import added, exactly
from cqcmd.parsing.people.told import Told, span_of

_RELATIVES = (
    "母亲", "父亲", "妈", "爸", "爷爷", "奶奶", "外婆", "外公", "老婆", "老公", "爱人", "老伴",
    "儿子", "女儿", "孩子", "娃儿", "妻子", "丈夫", "婆婆", "老汉", "孙子", "孙女",
)  # fmt: skip
_BY_TRADE = (
    "司机", "驾驶员", "师傅", "老板", "操作工", "司炉工", "厨师", "保安", "本人", "电工", "焊工",
)  # fmt: skip
_ONE_PERSON = (*_RELATIVES, *_BY_TRADE)
_THAT_ONE = ("其", "司机", "驾驶员", *_RELATIVES)
_PERSONS = ("娃", "孩", "老", "人", "和", "带", *_RELATIVES)
_SEVERAL = ("们", "等", "多", "和", "些")


def is_one_person(told: Told, mention: Mention) -> bool:
    """Tell whether the words before a state name one person: 司机重伤, 我妈遭困."""
    before = _clause_before(told, mention, 9)
    if any(word in before for word in _SEVERAL):
        return False
    if mention.state in HELD:
        return before.rstrip("被遭还也都在一直现当场").endswith(_ONE_PERSON)
    return any(word in before for word in _ONE_PERSON)


def take_one(told: Told, mention: Mention, field: str) -> None:
    """Take one person for a field of which nothing is told yet."""
    if field in told.fields:
        return
    one = exactly(field, 1, span_of(mention), _how_many(told, mention))
    stood = told.stood(field)
    if stood is not None and stood.greatest:
        question = _("“{words}”没说几人，先在现有的 {now} 上加1人，对吗？")
        words = question.format(words=told.words(mention), now=stood.text())
        one = replace(added(stood, one), question=words)
    told.fields[field] = one


def _how_many(told: Told, mention: Mention) -> str:
    """Ask how many, unless the words name one person: 致其身亡, 司机重伤."""
    before = told.before(mention, 6).rstrip("被当场遭已受因")
    clause = _clause_before(told, mention, 14)
    persons = sum(clause.count(word) for word in _PERSONS)
    if before.endswith(_THAT_ONE) and "们" not in before and persons < 3:
        return ""
    return _("“{words}”没说几人，先按1人，对吗？").format(words=told.words(mention))


def _clause_before(told: Told, mention: Mention, letters: int) -> str:
    return re.split("[,;. ]", told.before(mention, letters))[-1]
