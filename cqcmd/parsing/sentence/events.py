"""What broke, blew up, leaked or turned over; a hedge, a fear or a denial changes what is known."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from msgspec import Struct

from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clauses import Clause
from cqcmd.parsing.words.scanned_line import MOST

Certainty = Literal["yes", "maybe", "feared", "denied"]


class Event(Struct, frozen=True):
    """Something that is said to have happened."""

    what: str
    words: str
    start: int
    end: int
    certainty: Certainty
    clause: int


_NUMB = "(?![弹药鸡酱物丸品山])"
EVENTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(pattern))
    for what, pattern in (
        ("炉膛爆炸", "炉膛[^,;. ]{0,3}(?:爆炸|炸了|爆了|爆燃)|爆燃|闪爆|燃爆|闪燃"),
        ("爆炸", rf"爆炸|炸(?:了|的|飞|开|塌|响|到|死|伤|脱|起|出|断|穿|烂|得|掉|毁|翻){_NUMB}|炸$|被炸|炸(?=[ ,;.])"),
        ("响", "爆了|爆的|爆开|爆掉|爆咯|爆喽|爆[哒嘞]|爆(?=[ ,;.])|爆$|一声(?:巨|闷|大|轰)?响|巨响|爆响|嘭|砰|轰[的隆]|炸响|响了一声|一声大?响|好大一声|闷响|冲上天|飞上天|飞起来|盖(?:子|板)?(?:[^,;. ]{0,3})(?:飞|崩|冲)"),
        ("爆裂", "爆裂|崩裂|炸裂|爆破了"),
        ("破裂", "爆管|破裂|裂了|裂开|开裂|断裂泄漏|顶破|冲破|撕裂|裂口|破了(?!点?皮|相)|穿孔|破口|爆了?管|胀破"),
        ("漏", "泄漏|泄露|外泄|外溢|逸散|逸出|溢出|漏(?:了|气|得|出|氨|氯|液|起|个|毒|着|的)|[在还又一]漏|直漏|漏(?=[ ,;.])|漏$|跑氨|跑氯|跑气"),
        ("气味", "冒白[烟气雾]|冒黄[烟气]|冒烟雾|味道?(?:很|好|太|非常|特别)?(?:大|重|浓|刺鼻)|刺鼻|呛(?:人|得|鼻|到|了|倒)|闻(?:到|起)[^,;. ]{0,8}(?:味|像)|关不死|关不严|遭呛"),
        ("整体倾覆", "整体倾覆|整机倾覆|整机侧翻|整体侧翻|整体倒塌|倾覆|倾翻|整台[^,;. ]{0,10}倒|翻车"),
        ("倒", "倒塌|吹倒|刮倒|坍塌|垮塌|倾倒|侧翻|翻倒|歪倒|倒了|翻了|垮了|塌了|倒下|倒在|翻下|倒起|倒(?=[ ,;.])|翻到|栽倒|翻进|翻起"),
        ("折断", "断臂|(?:主梁|大梁|横梁|端梁|支腿|吊臂|大臂|起重臂|塔身|臂架|塔臂|平衡臂|前臂|后臂|臂杆|臂|标准节|桅杆|塔帽|立柱|主臂|副臂|拔杆|把杆|扒杆)[^,;. ]{0,6}(?:折断|断裂|断|折了|折弯|折起|折了下来)|(?:折断|断裂)[^,;. ]{0,3}(?:主梁|吊臂|大臂|起重臂)"),
        ("起升坠落", "(?:起升机构|卷扬机?构?|起升)[^,;. ]{0,6}(?:坠落|脱落|坠下|掉|失灵下坠)"),
        ("吊具坠落", "(?:吊钩|吊笼|吊篮|吊具|吊斗|抓斗|小车|行车|天车|葫芦|电动葫芦|吊臂小车|钩子|吊物|吊笼子)[^,;. 断]{0,8}(?:坠落|脱落|坠下|掉落|掉了?下来|掉下去|掉下|脱了|掉了|砸下来|滑落|砸落|脱钩|坠)|(?:钢丝绳|吊绳|绳子)[^,;. ]{0,4}断[^;.]{0,12}(?:坠|掉|砸)"),
    )
)  # fmt: skip
_AFTER_FEARED = re.compile("的?(?:危险|风险|隐患|可能|苗头|威胁|边缘)|极限|下限|上限|试验")
_AFTER_DENIED = re.compile("(?:的说法)?(?:不实|是谣言|已?排除|不成立)")
_NO = re.compile(
    "(?:没有?|没得|未|不|无|非|别|并未|尚未|还没|没再|不再|不会)(?:发生|造成|出现|有|引发|引起|再|继续)?$"
)
_NOT_WITHIN = re.compile("没有?|未|不")


def events_of(clauses: list[Clause], text: str) -> Iterator[Event]:
    """Yield every event told, with how certain the words around it make it."""
    for place, clause in enumerate(clauses):
        said, done = text[clause.start : clause.end], set[int]()
        for what, pattern in EVENTS:
            for hit in islice(pattern.finditer(said), MOST):
                start, end = clause.start + hit.start(), clause.start + hit.end()
                # 炉膛爆炸 is no 爆炸 besides: the longer words stand first.
                if done.isdisjoint(range(start, end)) or what not in ("爆炸", "倒"):
                    yield Event(
                        what, hit[0], start, end, _certainty(clause, text, start, end), place
                    )
                    done.update(range(start, end))


def _certainty(clause: Clause, text: str, start: int, end: int) -> Certainty:
    before = text[max(start - 6, clause.start) : start]
    if _NOT_WITHIN.search(text[start:end]):
        return "denied"
    if _NO.search(before) or _AFTER_DENIED.match(text, end):
        return "denied"
    if _AFTER_FEARED.match(text, end):
        return "feared"
    found: Certainty = "yes"
    previous = None
    for word in (*clause.resumed, *clause.tokens):
        if word.start >= start:
            break
        if word.kind == t.FEARED:
            found = "feared"
        elif word.kind == t.DENIED or word.text == "不是":
            found = "denied"
        elif word.kind == t.MAYBE or (word.kind == t.UNKNOWN and found == "yes"):
            found = "maybe" if found == "yes" else found
        elif word.kind == t.BLANK and previous not in (t.MAYBE, t.FEARED, t.DENIED):
            found = "yes"
        elif word.kind in (t.PEOPLE, t.HAPPENED) and found == "denied":
            found = "yes"
        previous = word.kind
    after = text[end : end + 4]
    if found == "yes" and after.startswith(("吗", "没有", "没得", "不确定", "待核")):
        return "maybe"
    return found
