"""Who tells it, by post and name: 值班长刘强, 消防的小刘打的, 物业张姐说; no casualty."""

import re
from itertools import islice

from cqcmd.i18n import _
from cqcmd.parsing.people.mention import STATES
from cqcmd.parsing.sentence.roles import HAN, any_of, is_no_name, name_pattern, role_pattern
from cqcmd.parsing.words.lexicon import classes
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.patterns import regex

_CALLS = (
    "(?:(?:刚才|刚刚|刚)?(?:"
    r"[打报](?:过来|进来|上来|来|了)?(?:的?电话)?的?(?=[ ,;.:]|$)"
    r"|打[过进]?来的?(?:电话)?[说称]?|打了?的?电话来?[说称]?|来电话?(?:[说称]|反映)?|致电"
    r"|报[告称警案][说称]?|反映|通报|汇报|[说讲称](?!不)(?:是(?!他|自己))?"
    r"|的?电话(?=[ ,;.:里中说称]|$)))"
)
_SAID_OF = regex(r"(?:[者员名个位为是叫让把将被对给向救送往知系诉派找请中:(]|其中[ ]?)$")
"""Before it: the words are about somebody who does not call."""
_HEAD = regex(
    r"^[ ,:]*(?:(?:喂|你好|您好)[ ,]*)?"
    rf"(?:[^{HAN}]*[时点分][ ,]*|[\d:.\- ]*)(?:接报?到?|刚才|刚刚)?[ ,]*$"
)
"""What may stand before the first word of a line: a greeting, a time."""
_HIMSELF = regex("(?:我(?:叫|是)|这里是|这边是)[^,;.是]{0,18}$")
FAR = 24
"""Characters before a name in which its bearer may say that it is his."""
MOST = 3
"""Names that are looked at: two are a list."""
BEFORE = 4
"""Characters that are looked at before a name."""


class TellerWords:
    """The patterns of who tells it. Build them once: they are large.

    Attributes:
        name: how people are named.
        himself: who says who he is: 我是厂里安全员老周.
    """

    def __init__(self) -> None:
        name, role = name_pattern(), role_pattern()
        post = f"(?:{any_of('posts')}|物业|业主|住户|操作员)"
        who = f"(?P<who>(?P<role>{role})[ ]?(?P<name>{name}))"
        self.name = re.compile(name)
        self.himself = re.compile(
            r"(?:我(?:叫|是)|这里是|这边是)"
            r"(?:[^,;.是]{0,18}?(?:的|办|局|所|站|队|厂|公司|物业|社区|街道|镇|村|科|室|部))?"
            rf"(?P<who>{post}?{name}|{post})(?=[,;.:() \d]|$)"
        )
        self._worker = re.compile(any_of("workers"))
        self._spoken = re.compile(
            rf"(?:接到?)?{who}(?:{_CALLS}"
            rf"|[^,;. 被遭伤死困压夹砸送救]{{1,8}}?{_CALLS})"
        )
        self._bare = re.compile(
            rf"(?:^|(?<=[ ,;.分点时半])|的)(?P<name>{name})"
            r"(?:打[过进]?来(?:的?电话|的)?|打的电话|打的|来电话?|报告)"
        )
        self._named = re.compile(
            rf"(?P<before>(?:报警|来电|报告|联系|报案)[人者][是为叫:]?[ ]?)?{who}"
            r"(?=(?P<phone>[ ,:(]{0,2}(?:电话|手机)?:?[+(]?\d{7,})|[ ,;.:()]|$)"
        )
        self._harm = re.compile(_harm())
        self._harmed = re.compile(_harmed(name, role))

    def find(self, text: str) -> Found | None:
        """Return who tells it, with all his words; asked about where he may be somebody else."""
        for hit in self._spoken.finditer(text):
            if _is_name(hit) and not _is_said_of(hit):
                return _found(hit, "")
        if (bare := self._bare.search(text)) and _is_name(bare):
            return Found("caller", bare["name"], *bare.span())
        named = [hit for hit in islice(self._named.finditer(text), MOST) if _is_name(hit)]
        return self._only_named(named[0]) if len(named) == 1 else None

    def _only_named(self, hit: re.Match[str]) -> Found | None:
        """Take the one who is named and of whom nothing is told; more than one would be a list."""
        text = hit.string
        himself = _HIMSELF.search(text[max(hit.start() - FAR, 0) : hit.start()])
        if (_is_said_of(hit) and not himself) or self._harmed.match(text, hit.end()):
            return None
        if himself or hit["before"] or hit["phone"]:
            return _found(hit, "")
        first = bool(_HEAD.match(text[: hit.start()]))
        worker = bool(self._worker.match(hit["role"]))
        if worker and (not first or self._harm.search(text, hit.end())):
            return None
        words = _("来电人是“{name}”吗？").format(name=_who(hit))
        return _found(hit, "" if first and not worker else words)


def _harm() -> str:
    """Return a pattern of a state without a number: it may be his who was just named."""
    states = (word for word, kind in classes().items() if kind in STATES)
    words = "|".join(sorted(states, key=len, reverse=True))
    return rf"(?:{words})(?!人|[了到]?[ ]?[\d一二两三四五六七八九十])|[腿手脚][都也]?断"


def _harmed(name: str, role: str) -> str:
    """Return what stands behind somebody to whom it happened, or who is one of several."""
    return (
        rf"[ ,:(]*(?:(?:现|已|已经|当场|还|也|都|目前|人)*(?:{_harm()})"
        r"|被|遭|受(?!理)|满身|满脸|全身|浑身|头上|腿|手(?!机)|脚|脸|昏|晕|喊不答应|生死|和|与|及|跟|等"
        rf"|\d{{1,3}}岁|[男女][ ,)]|(?:{role})?{name}(?=[ ,;.:(被受遭死重轻]|$))"
    )


def _is_name(hit: re.Match[str]) -> bool:
    """Tell whether the name is one: of 群众马某 nobody says who he is."""
    return not is_no_name(hit["name"]) and not hit.string.startswith("某", hit.end("name"))


def _is_said_of(hit: re.Match[str]) -> bool:
    return bool(_SAID_OF.search(hit.string[max(hit.start() - BEFORE, 0) : hit.start()]))


def _found(hit: re.Match[str], question: str) -> Found:
    return Found("caller", _who(hit), *hit.span(), question)


def _who(hit: re.Match[str]) -> str:
    return hit["role"].replace("的", "") + hit["name"]
