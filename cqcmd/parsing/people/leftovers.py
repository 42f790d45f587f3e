"""People and harm that stand in the line and in no field: while they do, no number is sure."""

from collections.abc import Iterator

from cqcmd.i18n import _
from cqcmd.parsing.people.mention import Mention
from cqcmd.parsing.people.told import Told
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clauses import Clause
from cqcmd.parsing.words.tokens import Token
from cqcmd.patterns import regex

_ASKED_OF = (
    "deaths",
    "serious_injuries",
    "injuries_unclear",
    "missing",
    "trapped",
    "stranded",
    "relocated",
)
_HARM = regex(
    "(?<![关卡锁堵拧焊生])死(?!活|死|角|锁)|亡|遗体|尸|没了|走了|断气|丧|殒|毙|遇害|送命|埋"
)
"""Letters of harm in words that nobody knows."""


def ask_of_leftovers(told: Told, mentions: list[Mention], clauses: list[Clause]) -> None:
    """Ask about every number that seemed sure, if the line says more of people than was read."""
    left = next(_leftovers(told, mentions, clauses), "")
    if left:
        question = _("这句里的“{words}”没有读进去，请核对。").format(words=left)
        for field in _ASKED_OF:
            if field in told.fields:
                told.ask(field, question)


def _leftovers(told: Told, mentions: list[Mention], clauses: list[Clause]) -> Iterator[str]:
    words = [word for clause in clauses for word in clause.tokens]
    starts = {word.start: word for word in words}
    for mention in mentions:
        if mention.state == t.PEOPLE and _is_bare(mention, starts) and not _is_told(told, mention):
            yield told.text[mention.start : mention.end]
    for word in words:
        if word.kind == t.GAP and _HARM.search(word.text):
            yield word.text


def _is_bare(mention: Mention, starts: dict[int, Token]) -> bool:
    """Tell a number that says not of whom (再2个, 一个) from one that does (3名工人)."""
    after = starts.get(mention.end)
    named = after is not None and (after.kind in (t.PERSON, t.GAP) or after.text == "的")
    return mention.amount is not None and mention.change != "former" and not named


def _is_told(told: Told, mention: Mention) -> bool:
    if mention is told.died:
        return True  # 1人被挤压，经确认死亡: the one is told as dead
    spans = [span for one in told.fields.values() for span in one.spans]
    return any(start <= mention.start < end for start, end in spans)
