"""Loss in yuan and a boiler's capacity: ``损失5000余万元``, ``约80万经济损失``, ``600兆瓦``."""

import re
from collections.abc import Iterator

from cqcmd.i18n import _
from cqcmd.parsing.quantities import Quantity, read_quantity, write_quantity
from cqcmd.parsing.words.amounts import NUMBER, read_amount
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.patterns import regex

_DOUBT = (
    "初估|粗估|初步估算|初步估计|初步统计|初步核算|初判|据估算|估算|大约|大概|约|近"
    "|可能|预计|估计|预估|初步|最多|不到|不足|粗略|测算"
)
_LOSS = regex(
    rf"(?P<before>{_DOUBT})?(?:造成)?(?:直接)?(?:经济|财产)?损失"
    rf"(?:(?P<doubt>{_DOUBT})|金额|[:为达超有在是 ]|超过|人民币|共计?|合计"
    rf"|由[^,;.升增至到]{{1,12}}(?:上升|增加?|升|扩大)[至到]){{0,5}}(?P<sum>)"
)
_SUM_FIRST = regex(
    rf"(?P<doubt>{_DOUBT})?(?P<sum>)(?={NUMBER.pattern.replace('?P<', '?P<ahead_')}(?:元"
    rf"|块|圆)?的?(?:直接)?(?:经济|财产)?损失)",
    re.ASCII,
)
_UNIT = regex(
    r"(?P<name>多?元|余?元|块钱?|圆|人民币)?(?P<about>左右|上下)?的?(?:直接)?(?:经济"
    r"|财产)?(?:损失)?"
)
_CAPACITY = regex(r"(?<![\d.])\d{1,6}(?:\.\d{1,3})?(?:MW|兆瓦|万千瓦|千瓦)", re.IGNORECASE)
_MAYBE_BEFORE = regex(rf"(?:{_DOUBT})[^,;.]{{0,4}}$")


def sums_found(text: str) -> Iterator[Found]:
    """Yield the loss and the capacity that a line gives."""
    if (place := text.find("损失")) >= 0:
        for head in (_LOSS.search(text), _SUM_FIRST.search(text, max(place - 40, 0), place + 8)):
            if head and (loss := _loss(head, text)):
                yield loss
                break
    if "瓦" in text or "w" in text or "W" in text:
        yield from _capacity(text)


def _capacity(text: str) -> Iterator[Found]:
    if capacity := _CAPACITY.search(text):
        value = write_quantity(read_quantity(capacity[0], "megawatts"), "megawatts")
        yield Found("capacity_mw", value, *capacity.span())


def _loss(head: re.Match[str], text: str) -> Found | None:
    found = NUMBER.match(text, head.end())
    if found is None or not found["low"]:
        return None
    amount, unit = read_amount(found), _UNIT.match(text, found.end())
    assert unit is not None
    money = unit["name"] or any(letter in found[0] for letter in "万亿千百")
    if amount is None or not money or amount.least != int(amount.least) or amount.greatest > 10**15:
        return None
    doubted = amount.about or unit["about"] or "约" in head[0] or _hedged(head)
    least = None if doubted else int(amount.least)
    words = text[head.start() : unit.end()]
    question = (
        _("“{words}”按至少计，准确数是多少？").format(words=words)
        if amount.more and not doubted
        else ""
    )
    value = write_quantity(Quantity(least, int(amount.greatest)), "yuan")
    return Found("loss_yuan", value, head.start(), unit.end(), question)


def _hedged(head: re.Match[str]) -> bool:
    groups = head.groupdict()
    return bool(groups.get("doubt") or groups.get("before"))
