"""Times of day among words: not an idiom (一时, 差一点, 三点意见), no length and no number."""

import re

from cqcmd.parsing.times import MOMENT
from cqcmd.parsing.words.tokens import Token
from cqcmd.patterns import regex

CLOCK = regex(MOMENT, re.ASCII)
"""What may be a moment; ``is_clock`` tells whether it is one."""
_MID_NUMBER = regex(r"\d[:.]$")
_NO_CLOCK = regex(r"\s*(?:意见|建议|要求|原因|问题|说明|钱|事|儿|点|都|也)")
_SAYS_CLOCK = regex(r"[的就钟许左发开接打报停炸起来掉困被,. ]|$")
_HURRIED = frozenset("差快早有晚慢多大小")
_IDIOMS = ("一时", "几时", "多时")
_IN_FULL = ("spoken", "half", "quarter", "vague")
_DATED = ("month", "lone", "compact", "ago", "part")


def is_clock(found: re.Match[str], text: str, before: Token | None) -> bool:
    """Tell whether a match of ``CLOCK`` is a time; ``before`` is the word before it."""
    dated = any(found[part] for part in _DATED)
    if _within_a_number(found, text):
        return False
    if found["digits"]:
        return dated or _stands_alone(found, text)
    if found["minute"]:
        return True
    if text[found.start("hour") :][:2] in _IDIOMS and not (dated or found["spoken"]):
        return bool(found["vague"])
    if _NO_CLOCK.match(text, found.end()) and not (found["spoken"] or found["half"]):
        return False
    return dated or any(found[part] for part in _IN_FULL) or _bare_hour(found, text, before)


def _within_a_number(found: re.Match[str], text: str) -> bool:
    start, end = found.span()
    after = text[end : end + 1]
    cut = found[0][-1] in "0123456789" and after and (after.isdigit() or after in ":%")
    if cut and not found["digits"]:
        return True
    before = _MID_NUMBER.search(text[max(start - 2, 0) : start])
    return bool(before) or (not found["digits"] and text.startswith(("小时", "米"), end))


def _stands_alone(found: re.Match[str], text: str) -> bool:
    """``1405 渝北区``: four digits at the very beginning, before a blank or a mark."""
    after = text[found.end() : found.end() + 1]
    return found.start() == 0 and len(found["digits"]) == 4 and after in (" ", ",", ";")


def _bare_hour(found: re.Match[str], text: str, before: Token | None) -> bool:
    """Tell 6点 and 七点炸的 from 差一点 and 三点意见."""
    if before is not None and before.text[-1:] in _HURRIED:
        return False
    if found[0].endswith("整") or found["hour"].isdigit():
        return True
    return bool(_SAYS_CLOCK.match(text, found.end())) and found["hour"] not in ("一", "两")
