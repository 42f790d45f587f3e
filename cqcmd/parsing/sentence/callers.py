"""Who called and the number to call back, found in a line."""

import re

from cqcmd.i18n import _
from cqcmd.parsing.words.scanned_line import Found, Line

_PHONE = re.compile(
    r"(?:(?:我的|我|联系|回拨|来电)?(?:电话|手机|号码)|回拨|来电)?(?:是|为|号)?[: ]?(?<![\d.])"
    r"(?P<number>(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}|\(?0\d{2,3}\)?[- ]?\d{7,8}|[4-8]\d{7})"
    r"(?![\d.:万亿元人])",
    re.ASCII,
)
_HAN = "\u4e00-\u9fff"
_ROLE = "(?P<role>(?:报警|来电|报告|联系|报案)[人者])[: ]?"
_BEFORE = re.compile(
    rf"(?:^|[ ,;:(\0])(?P<name>(?:{_ROLE})?(?P<who>[{_HAN}·]{{2,8}}?))[ ,:(]{{0,2}}$"
)
_AFTER = re.compile(rf"[ ,:(]{{0,2}}(?P<name>(?:{_ROLE})?(?P<who>[{_HAN}·]{{2,4}}))(?=[ ,;:)\0]|$)")
_TITLED = re.compile("(先生|女士|师傅|经理|主任|科长|厂长|队长|站长|物业|老师|警官|同志|总)$")
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤冉牟文易赖殷舒骆庞蒲"
)


_TITLE = (
    "安全员|安全主管|值班员|值班长|值守员|调度员|调度|保安|门卫|物业经理|物业|经理"
    "|主任|厂长|站长|队长|班长|组长|检票员|操作员|技术员|管理员|网格员"
    "|老板|店长|业主|住户|村支书|村主任|工程师|师傅|护士|医生|主管|负责人|项目经理|支书"
)
_NAME = f"(?:[小老阿][{_SURNAMES}]|[{_SURNAMES}][{_HAN}]{{1,2}}|[{_SURNAMES}](?:姐|哥|总|工|师))"
_SELF = re.compile(
    rf"(?:我(?:叫|是)|这里是"
    rf"|这边是)(?:[^,;.是]{{0,18}}?(?:的|办|局|所|站|队|厂|公司|物业|社区|街道|镇|村|科|室|部))?(?P<who>(?:{_TITLE})?{_NAME}"
    rf"|(?:{_TITLE}))(?=[,;.:() \d]|$)"
)
_TELLS = re.compile(
    rf"(?P<who>(?:{_TITLE}){_NAME}|{_NAME}(?:先生|女士|主任|经理)"
    rf"|[{_SURNAMES}](?:先生|女士|工|经理|主任|姐|哥))"
    r"(?=(?:[^,;. ]{0,8}?)(?:来电|报告|反映|打来|报称|电话|说[:,]?))"
)


def find_phone(line: Line) -> None:
    """Find the first number that can be a telephone's."""
    phone = _PHONE.search(line.half)
    if phone is None:
        return
    digits = re.sub(r"\D", "", phone["number"])
    # With 86 before it: only a mobile number of 11 digits can come to 13.
    digits = digits[2:] if len(digits) == 13 else digits
    line.add(Found("callback", digits, *phone.span()))


def find_caller(line: Line) -> None:
    """Find the name beside the number; last, when all else that could stand there is taken."""
    phone = next((found for found in line.found if found.field == "callback"), None)
    if phone is not None:
        _find_beside(line, phone)
    if not line.has("caller") and (found := _SELF.search(line.half) or _TELLS.search(line.half)):
        _add_told(line, found)


def _add_told(line: Line, found: re.Match[str]) -> None:
    """Take who says who they are: 我是厂里安全员老周, 值班员李芳报告."""
    who = found["who"]
    if "某" in who:
        return
    named = re.search(_NAME, who)
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
    by_surname = who.lstrip("小老")[:1] in _SURNAMES and len(who) <= 3
    if not (by_surname or role or _TITLED.search(who)):
        return False
    sure = by_surname or (role and len(who) <= 4)
    question = "" if sure else _("来电人是“{name}”吗？").format(name=who)
    start = beside.start("name") + offset
    line.add(Found("caller", who, start, beside.end("who") + offset, question))
    return True
