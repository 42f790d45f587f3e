"""Who called and the number to call back, found in a line."""

import re

from cqcmd.i18n import _
from cqcmd.parsing.sentence.roles import HAN
from cqcmd.parsing.sentence.tellers import TellerWords
from cqcmd.parsing.words.lexicon import surnames
from cqcmd.parsing.words.scanned_line import Found, Line
from cqcmd.patterns import regex

_PHONE = regex(
    r"(?:(?:我的|我|联系|回拨|来电)?(?:电话|手机|号码)|回拨|来电)?(?:是|为|号)?[: ]?(?<![\d.])"
    r"(?P<number>(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}|\(?0\d{2,3}\)?[- ]?\d{7,8}|[4-8]\d{7})"
    r"(?![\d.:万亿元人])",
    re.ASCII,
)
_ROLE = "(?P<role>(?:报警|来电|报告|联系|报案)[人者])[: ]?"
_BEFORE = regex(rf"(?:^|[ ,;:(\0])(?P<name>(?:{_ROLE})?(?P<who>[{HAN}·]{{2,8}}?))[ ,:(]{{0,2}}$")
_AFTER = regex(rf"[ ,:(]{{0,2}}(?P<name>(?:{_ROLE})?(?P<who>[{HAN}·]{{2,4}}))(?=[ ,;:)\0]|$)")
_TITLED = regex("(先生|女士|师傅|经理|主任|科长|厂长|队长|站长|物业|老师|警官|同志|总)$")


def find_phone(line: Line) -> None:
    """Find the first number that can be a telephone's."""
    phone = _PHONE.search(line.half)
    if phone is None:
        return
    digits = re.sub(r"\D", "", phone["number"])
    # With 86 before it: only a mobile number of 11 digits can come to 13.
    digits = digits[2:] if len(digits) == 13 else digits
    line.add(Found("callback", digits, *phone.span()))


def find_caller(line: Line, teller: Found | None, words: TellerWords) -> None:
    """Take who tells it, else find the name beside the number; last, when all else is taken."""
    if teller:
        line.add(teller)
        return
    phone = next((found for found in line.found if found.field == "callback"), None)
    if phone is not None:
        _find_beside(line, phone)
    if not line.has("caller") and (found := words.himself.search(line.half)):
        _add_self(line, found, words)


def _add_self(line: Line, found: re.Match[str], words: TellerWords) -> None:
    """Take who says who they are: 我是厂里安全员老周."""
    who = found["who"]
    if "某" in who:
        return
    named = words.name.search(who)
    question = "" if named else _("来电人是“{name}”吗？").format(name=who)
    line.add(Found("caller", who, *found.span("who"), question))


def _find_beside(line: Line, phone: Found) -> None:
    text = line.open
    # 24 characters hold any name with its role; looking back further would only cost time.
    window = max(phone.start - 24, 0)
    before = _BEFORE.search(text[window : phone.start])
    after = _AFTER.match(text, phone.end)
    if not (before and _add_caller(line, before, window)) and after:
        _add_caller(line, after, 0)


def _add_caller(line: Line, beside: re.Match[str], offset: int) -> bool:
    who, role = beside["who"], beside["role"]
    if "某" in who:
        return False
    by_surname = who.lstrip("小老")[:1] in surnames() and len(who) <= 3
    if not (by_surname or role or _TITLED.search(who)):
        return False
    sure = by_surname or (role and len(who) <= 4)
    question = "" if sure else _("来电人是“{name}”吗？").format(name=who)
    start = beside.start("name") + offset
    line.add(Found("caller", who, start, beside.end("who") + offset, question))
    return True
