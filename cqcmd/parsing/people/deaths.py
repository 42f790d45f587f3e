"""Deaths told without a number: of those just counted, of one person, or nobody knows of whom."""

import re

from msgspec.structs import replace

from cqcmd.i18n import _
from cqcmd.parsing.people.counted import count
from cqcmd.parsing.people.mention import Mention
from cqcmd.parsing.people.one_person import take_one
from cqcmd.parsing.people.tallied import exactly
from cqcmd.parsing.people.told import Told, span_of
from cqcmd.parsing.words import tokens as t
from cqcmd.patterns import regex

_SOMEBODY = ("有人", "有没有人", "谁", "多人", "几个", "人数", "个人")
_HOW_MANY_UNKNOWN = regex(
    "[ ]?(?:好多|好几|几个|几人|多少|不少|一些|没得|没有|没人|很多|多个|数不|个人|人不|了好)"
)
_NO_PEOPLE = regex(r"[了]?[\d一二两三四五六七八九十几]{0,4}(?:头|只|条|匹|羽|尾|棵|窝)")
_WHETHER = regex("是否|有无|有没|不详|不明|不清|不晓得|不知|未知|待|核实|统计|死没死|还是")
_REMAINS = ("死者", "遗体", "尸体", "死的")


def take_uncounted_death(told: Told, mention: Mention) -> None:
    """Take in that somebody died and no number stands beside it."""
    last = told.last_counted
    if "不行" in told.words(mention):  # 他不行了; 电梯不行了 tells of nobody
        mention.doubt = told.before(mention, 1) in ("他", "她", "人")
        if not mention.doubt:
            return
    if mention.doubt:
        _take_hearsay(told, mention)
        return
    if mention.change == "former":
        return
    if last is not None and last.sentence == mention.sentence:
        if last is told.died:
            return  # 呼吸心跳停止 and 宣布死亡 are one death
        if _are_theirs(last, mention):
            _take_last(told, last, mention)
            return
    if "deaths" in told.fields:
        _ask_of_another(told, mention)
    elif _is_news(told, mention):
        take_one(told, mention, "deaths")


def _take_hearsay(told: Told, mention: Mention) -> None:
    """据说死了人: possibly one, to be asked about; where nobody knows whether, nothing."""
    before = re.split("[,;. ]", told.before(mention, 14))[-1]
    if "deaths" in told.fields or _WHETHER.search(before + told.words(mention)):
        return
    question = _("“{words}”属实吗？死了几人？先按可能1人。").format(words=told.words(mention))
    told.fields["deaths"] = replace(exactly("deaths", 1, span_of(mention), question), least=None)


def _are_theirs(last: Mention, mention: Mention) -> bool:
    """Tell whether those who died are the people counted last."""
    one = last.amount is not None and last.amount.greatest == 1
    return last.state != t.DEAD and (mention.every or one or mention.inner)


def _take_last(told: Told, last: Mention, mention: Mention) -> None:
    """Count the people counted last as dead."""
    assert last.amount is not None
    told.died = last
    died = Mention(
        t.DEAD, last.amount, "more", mention.start, mention.end, doubt=last.doubt,
        was="" if last.state in (t.PEOPLE, t.INSIDE, t.OUT) else last.state,
        sentence=mention.sentence, manner=mention.manner,
    )  # fmt: skip
    count(told, died, last.amount, "deaths")


def _ask_of_another(told: Told, mention: Mention) -> None:
    """Ask how many in all, where a death is told again and the words are not of the same dead."""
    last, words = told.last_counted, told.words(mention)
    if last is None or last.clause == mention.clause:
        return
    of_the_same = any(word in words for word in (*_REMAINS, "无效"))
    if told.fields["deaths"].greatest and not of_the_same:
        told.ask("deaths", _("后面又说到死亡，一共几人？"))


def _is_news(told: Told, mention: Mention) -> bool:
    """Tell whether the words say that somebody died: not of remains, nor of an unknown number."""
    if any(word in told.before(mention, 8) for word in _SOMEBODY):
        return False
    if _NO_PEOPLE.match(told.text, mention.end):
        return False
    if _HOW_MANY_UNKNOWN.match(told.text, mention.end):
        return False
    return not any(word in told.words(mention) for word in (*_REMAINS, "抢救无效"))
