"""Who called and the number to call back, found in a line."""

import re

from cqcmd.typed.line import Found, Line
from cqcmd.words import _

_PHONE = re.compile(
    r"(?<![\d.])(?:(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}|\(?0\d{2,3}\)?[- ]?\d{7,8}|[4-8]\d{7})"
    r"(?![\d.:万亿元人])",
    re.ASCII,
)
_HAN = "\u4e00-\u9fff"
_ROLE = "报警人|来电人|报告人|联系人|报案人|来电者|致电人"
_SPOKEN = "回拨|电话|手机|号码|联系|联系电话|来电|报警|报告|号"
_BEFORE = re.compile(
    rf"(?:^|[ ,;:(\0])(?P<name>(?:(?P<role>{_ROLE})[: ]?)?(?P<who>[{_HAN}·]{{2,8}}))"
    rf"(?:[ ,:(]{{0,2}}(?:{_SPOKEN}))?[ ,:(]{{0,2}}$"
)
_AFTER = re.compile(rf"[ ,:(]{{0,2}}(?P<who>[{_HAN}]{{2,4}})(?=[ ,;:)]|$)")
_TITLED = re.compile("(先生|女士|师傅|经理|主任|科长|厂长|队长|站长|物业|老师|警官|同志|总)$")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤冉牟文易赖殷舒骆庞蒲"
)


def find_caller(line: Line) -> None:
    """The first number that can be a telephone's, and the name that stands beside it."""
    text = line.half
    phone = _PHONE.search(text)
    if phone is None:
        return
    digits = re.sub(r"[^\d]", "", phone[0])
    digits = digits[2:] if len(digits) == 13 else digits
    line.add(Found("callback", digits, *phone.span()))
    window = max(phone.start() - 24, 0)
    before = _BEFORE.search(text[window : phone.start()])
    if before and _add(line, before, window):
        return
    after = _AFTER.match(text, phone.end())
    if after:
        _add(line, after, 0)


def _add(line: Line, beside: re.Match[str], offset: int) -> bool:
    who = beside["who"]
    role = beside.groupdict().get("role")
    titled = bool(role or _TITLED.search(who))
    if not titled and (len(who) > 4 or who in _SPOKEN.split("|")):
        return False
    surname = who[0] in _SURNAMES
    if not titled and not (surname and len(who) <= 3):
        return False
    question = "" if surname else _("来电人是“{name}”吗？").format(name=who)
    group = "name" if role else "who"
    start, end = beside.start(group) + offset, beside.end("who") + offset
    line.add(Found("caller", who, start, end, question))
    return True
