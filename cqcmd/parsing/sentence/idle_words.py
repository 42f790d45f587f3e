"""Words of what is supposed that lead up to facts and say nothing by themselves."""

from collections.abc import Collection

from cqcmd.patterns import regex

_MARKS = regex(r"[\s,，.。;；、:：!！?？]+")
_IF = regex("如果|假如|假设|假使|要是|若是|倘若|万一|的话|会不会|会怎样|怎么样")
_EMPTY = regex("(?:将|会|又|再|了|啦|吧|呢|都|直到|直至|等到|拖到|到|至|那时|届时|时|就)*")
_CONTEXT = {
    "toxic_leak": regex("[\u4e00-\u9fff]{1,4}"),
    "stranded_hours": regex("(?:人|都|已经?)*(?:滞留|困|悬|吊|挂|停)[了着运人住]*"),
    "outage_hours": regex("(?:锅炉|机组|已经?)*停[了炉运机电]*"),
}
"""By fact: what stands around its number and is no more than its name."""

_STAYS = regex(
    "[人都全]*(?:仍然|仍旧|仍|还是|还|依然|依旧|一直|继续)(?:都|被|在|没有?|未能?|不能|能)*"
    "(?:滞留|困|悬|吊|挂|停|运|炉|电|机|救|放|出|下|来|恢复|修好|着|住|里面|上面|半空|中)*"
    "|(?:情况|现状|其他的?|其余)?(?:都|一切)?(?:照旧|不变|没有?变)"
)


def without_if(words: str) -> str:
    """Return the words without 如果 and its like: to a reader of news an if is none."""
    return _IF.sub(" ", words)


def parts_of(words: str) -> list[str]:
    """Return what stands between marks and blanks."""
    return [part for part in _MARKS.split(words) if part]


def says_nothing(words: str, read: Collection[str]) -> bool:
    """Tell whether words mean nothing beside the facts that were ``read``."""
    idle = (_EMPTY, *(_CONTEXT[code] for code in read if code in _CONTEXT))
    return any(pattern.fullmatch(words) for pattern in idle)


def stays_so(words: str) -> bool:
    """Tell whether words say no more than that all stays as it is: 仍滞留, 还没救出来."""
    return _STAYS.fullmatch(words) is not None
