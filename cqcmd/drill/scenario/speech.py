"""A message as it is spoken: the sender's own words, and what they leave out said beside them.

The order is a caller's and not that of the form, and which of several ways to begin is settled by
the name of the message: the same drill always sounds the same.
"""

from collections.abc import Iterator, Set
from zlib import crc32

from cqcmd.drill.scenario.model import Inject, Scenario
from cqcmd.drill.scenario.times import utc_of
from cqcmd.drill.scenario.told_words import (
    says_amount,
    says_equipment,
    says_span,
    says_time,
    says_words,
    spans,
)
from cqcmd.i18n import _
from cqcmd.parsing.sentence.quick_line import read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Fact

CALLS = (
    _("喂，快来人！{where}，{words}{rest}{who}"),
    _("{where}，出事了！{words}{rest}{who}"),
    _("喂喂，听得见吗？{words}我们在{where}。{rest}{who}"),
    _("喂，我报个事故。{who}{words}{rest}在{where}，你们快点！"),
)
"""How somebody calls who says where he is: in a hurry, the place first, the place late."""

VISITS = (
    _("同志，{where}，出事了。{words}{rest}{who}"),
    _("值班的在吗？{words}{rest}在{where}。{who}"),
)
RADIO = _("值班室，我是{sender}。{words}{rest}完毕。")
AGAIN = _("喂，我是{sender}。{words}{rest}")

NAMES = (_("我叫{caller}，"), _("我是{caller}，"))
NUMBERS = (_("回电打{callback}。"), _("电话{callback}。"))
WHERE = ("district", "unit", "place")
WHO = ("caller", "callback")
PROFILE, CAUSE, REST = _("单位是{text}"), _("原因{text}"), "{text}"
LEADS = {"unit_profile": PROFILE, "cause": CAUSE}
OPEN = _("待")
"""Begins what nobody knows yet (待调查), which no caller says."""


def spoken(plan: Plan, vocabulary: Vocabulary, scenario: Scenario, inject: Inject) -> str:
    """Return what is heard, or read where a message is written; nothing of its facts is lost."""
    words = _sentence(inject.words)
    line = read_line(inject.words, vocabulary, utc_of(scenario.start))
    heard = {found.field for found in line.found}
    where, rest = _where(inject), _rest(plan, inject, heard)
    form = _form(scenario, inject, where)
    who = _who(inject, _choice(scenario, inject, NAMES), _choice(scenario, inject, NUMBERS))
    sender = "".join(inject.sender.split())
    return form.format(where=where, words=words, rest=rest, who=who, sender=sender)


def _form(scenario: Scenario, inject: Inject, where: str) -> str:
    """Return the manner of speaking: whoever gave a name and a place already needs no other."""
    if inject.by == "radio":
        return RADIO
    if where and inject.by in ("phone", "visitor"):
        return _choice(scenario, inject, CALLS if inject.by == "phone" else VISITS)
    introduced = any(name in inject.words for name in inject.sender.split())
    if inject.by == "phone" and not introduced and _("我是") not in inject.words:
        return AGAIN
    return _("{words}{rest}{who}")


def _choice(scenario: Scenario, inject: Inject, ways: tuple[str, ...]) -> str:
    return ways[crc32(f"{scenario.code}/{inject.id}".encode()) % len(ways)]


def _where(inject: Inject) -> str:
    """Say district, unit and place as far as the words do not: ``渝中区望江大厦，望江路20号``."""
    district, unit, place = (inject.facts.get(name, "") for name in WHERE)
    unit = "" if not unit or says_words(inject.words, unit) else unit
    place = "" if not place or says_words(inject.words, place) or place in unit else place
    if unit in place:
        unit = ""
    here = "，".join(part for part in (unit, place) if part)
    return f"{district}{here}" if here and not here.startswith(district) else here


def _who(inject: Inject, name: str, number: str) -> str:
    caller, callback = (inject.facts.get(code, "") for code in WHO)
    parts = (
        name.format(caller=caller) if caller and caller not in inject.words else "",
        number.format(callback=callback) if callback and callback not in inject.words else "",
    )
    return _sentence("".join(parts).rstrip("，"))


def _rest(plan: Plan, inject: Inject, heard: Set[str]) -> str:
    """Say every other fact that the words do not, in a sentence."""
    found = tuple(part for part in _unsaid(plan, inject, heard) if part)
    return _sentence("，".join(found)) if found else ""


def _unsaid(plan: Plan, inject: Inject, heard: Set[str]) -> Iterator[str]:
    """Yield what is left to say; ``heard``: what the quick line finds in the words as they are."""
    facts = plan.index["facts"]
    for code, text in inject.facts.items():
        if code in heard or code in (*WHERE, *WHO, "summary", "received_at"):
            continue
        if code == "equipment":
            said, words = says_equipment(inject.words, plan, text), _("是{text}")
        elif code == "occurred_at":
            said, words = says_time(inject.words, text), _("{text}的事")
        elif code in facts:
            said, words = _fact(plan.fact(code), inject.words, text)
        else:
            yield from _pieces(inject.words, text, LEADS.get(code, REST))
            continue
        yield "" if said else words.format(text=text)


def _fact(fact: Fact, words: str, text: str) -> tuple[bool, str]:
    """Return whether the words say it, and how it is said else."""
    if fact.kind == "flag":
        return text == _("否") or says_words(words, fact.short), fact.short
    if fact.kind == "choice":
        # One character tells 漏 of 泄漏: a caller seldom says the plan's own word.
        return any(sign in words for sign in text), "{text}"
    if fact.kind == "hours":
        return says_span(words, text), _("已经") + spans(text)[0]
    unit = "" if text.endswith(fact.unit) else fact.unit
    return says_amount(words, text), f"{fact.short}{{text}}{unit}"


def _pieces(words: str, text: str, lead: str) -> Iterator[str]:
    """Yield the parts of a description that are not said; the first with what it is about."""
    missing = [
        piece
        for piece in text.replace("；", "，").split("，")
        if piece and not piece.startswith(OPEN) and not says_words(words, piece)
    ]
    if missing:
        yield lead.format(text="，".join(missing))


def _sentence(words: str) -> str:
    """End a sentence that has no end."""
    return words if not words or words[-1] in "。！？…" else f"{words}。"
