"""What events mean for graded facts: the kind of explosion, a toxic leak, a broken crane."""

from collections.abc import Callable, Iterator, Mapping

from cqcmd.i18n import _
from cqcmd.parsing.sentence.events import Event
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.patterns import regex
from cqcmd.rules.rows import Choice

POISON = (
    "氯气|液氯|氯(?!化[钠钙])|氨气|液氨|氨水|氨|硫化氢|一氧化碳|煤气(?!罐|瓶|坛)"
    "|光气|氰化氢|氟化氢|氯化氢|二氧化硫|苯(?!乙烯管)|甲醇|甲醛|环氧乙烷"
    "|有毒介质|有毒气体|有毒|毒气|氢氟酸|磷化氢|砷化氢|二氧化氮|丙烯腈"
)
"""Media whose leak is a toxic one, as parts of a pattern."""
_POISON = regex(POISON)
HARMLESS = (
    "蒸汽|热水|水管|漏水|氮气|液氮|空气|压缩空气|空压|储气罐|氧气|氩气|二氧化碳"
    "|天然气|液化气|液化石油气|石油气|燃气|氢气|丙烷|丁烷|导热油|乙炔|自来水|漏油"
    "|暖气"
)
"""Media whose leak poisons nobody."""
_HARMLESS = regex(HARMLESS)
_FLAGS = {
    "整体倾覆": ("overturned", "yes"),
    "倒": ("overturned", "possible"),
    "折断": ("structure_broken", "yes"),
    "起升坠落": ("hoist_dropped", "yes"),
    "吊具坠落": ("hoist_dropped", "possible"),
}
_CHOICES = {
    "爆炸": ("爆炸", ""),
    "炉膛爆炸": ("爆燃", ""),
    "爆裂": ("爆管", "爆裂"),
    "破裂": ("爆管", ""),
}
"""The plan's own word for what was said; where the second is not empty it has to be asked."""


def explosion_found(
    events: list[Event], choices: Mapping[str, Mapping[str, Choice]], *, vessel: bool
) -> Iterator[Found]:
    """Yield the kind of explosion: the gravest that is told, open where it is only supposed.

    ``vessel``: equipment that can burst is named; without it a pipe that broke is any pipe.
    """
    for fact, words in choices.items():
        events = [one for one in events if vessel or one.what not in ("响", "爆裂", "破裂")]
        told = [one for one in events if one.certainty in ("yes", "maybe") and _word(one) in words]
        bang = [one for one in events if one.what == "响" and one.certainty in ("yes", "maybe")]
        if not told and not bang:
            continue
        found = _gravest(fact, told, bang, words, _denied_later(events, told))
        if found is not None:
            yield found


def _word(event: Event) -> str:
    return _CHOICES.get(event.what, ("", ""))[0]


def _denied_later(events: list[Event], told: list[Event]) -> bool:
    """Tell whether an explosion told first is denied in the end, which leaves it open."""
    denied = [one.start for one in events if one.what == "爆炸" and one.certainty == "denied"]
    sure = [one.start for one in told if one.what == "爆炸" and one.certainty == "yes"]
    return bool(denied and sure and max(denied) > max(sure))


def _gravest(
    fact: str, told: list[Event], bang: list[Event], words: Mapping[str, Choice], denied: bool
) -> Found | None:
    order = list(_CHOICES)
    told = sorted(told, key=lambda one: (one.certainty != "yes", order.index(one.what), one.start))
    open_answer = next((c for c in reversed(list(words.values())) if c.reading == "possible"), None)
    blast = next((one for one in told if one.what in order[:2]), None)
    first = blast or (bang[0] if bang else told[0])
    if blast is not None and blast.certainty == "yes" and not denied:
        return Found(fact, words[_word(blast)].code, blast.start, blast.end)
    if blast is not None or bang:
        if open_answer is None:
            return None
        question = _("“{words}”是不是爆炸、什么炸了？先按未明。").format(words=first.words)
        return Found(fact, open_answer.code, first.start, first.end, question)
    question = _CHOICES[first.what][1]
    if question or first.certainty == "maybe":
        question = _("“{words}”先按破裂，是不是爆炸？").format(words=first.words)
    return Found(fact, words[_word(first)].code, first.start, first.end, question)


def leak_found(events: list[Event], text: str) -> Found | None:
    """Return whether something toxic leaked: sure only where a toxic medium and a leak are told."""
    leaks = [one for one in events if one.what == "漏" and one.certainty in ("yes", "maybe")]
    smells = [one for one in events if one.what == "气味" and one.certainty in ("yes", "maybe")]
    for leak in leaks:
        window = text[max(leak.start - 24, 0) : leak.end + 6]
        if not (_POISON.search(window) or _POISON.search(text)):
            continue
        if leak.certainty == "yes" and not _guessed(text, window):
            return Found("toxic_leak", "yes", leak.start, leak.end)
        return _possible(leak)
    if leaks and not _HARMLESS.search(text):
        return _possible(leaks[0])
    if smells and _POISON.search(text):
        return _possible(smells[0])
    return None


def _guessed(text: str, window: str) -> bool:
    """Whether the medium itself is only guessed: 闻起像氨气."""
    poison = _POISON.search(window) or _POISON.search(text)
    before = poison.string[max(poison.start() - 4, 0) : poison.start()] if poison else ""
    return any(word in before for word in ("像", "疑似", "可能", "怀疑", "好像", "估计", "怕"))


def _possible(event: Event) -> Found:
    question = _("“{words}”先按可能，漏的是有毒介质吗？").format(words=event.words)
    return Found("toxic_leak", "possible", event.start, event.end, question)


def flags_found(events: list[Event], near: Callable[[Event], bool]) -> Iterator[Found]:
    """Yield what happened to a crane; of one fact the surest words count.

    ``near`` tells whether the crane is named close by: a ladle that turned over is no crane.
    """
    best: dict[str, Found] = {}
    for event in events:
        field, answer = _FLAGS.get(event.what, ("", ""))
        if not field or event.certainty not in ("yes", "maybe"):
            continue
        sure = answer == "yes" and event.certainty == "yes" and near(event)
        question = "" if sure else _("“{words}”先按可能，属实吗？").format(words=event.words)
        found = Found(field, "yes" if sure else "possible", event.start, event.end, question)
        if field not in best or (sure and best[field].value != "yes"):
            best[field] = found
    yield from best.values()
