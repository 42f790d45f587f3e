"""Words in a list that stand for nothing, for the words above, or for no person at all."""

import re

from cqcmd.patterns import regex
from cqcmd.text import half_width

NOTHING = frozenset(
    (
        *(
            "无",
            "没有",
            "暂无",
            "空",
            "空缺",
            "暂缺",
            "缺",
            "不详",
            "未知",
            "未提供",
            "未填",
            "待定",
        ),
        *(
            "未定",
            "尚无",
            "none",
            "n/a",
            "na",
            "nil",
            "null",
            "tbd",
            "/",
            "\\",
            "-",
            "~",
            "x",
            "×",
            "*",
        ),
    )
)
ABOVE = frozenset(("同上", "同前", "〃", '"', "″", "”", "“", "''", "ditto"))

_TOTAL = regex(
    r"(?:合计|小计|总计|共计|累计|总数|合计人数|总人数|人数合计|人数|计)[:]?\d*[人名位个]?"
)
_COUNT = regex(r"(?:[共总]?[计有]?[:]?)\d+[人名位]")
_FOOT = regex(
    r"(?:填表|制表|填报|审核|审批|审定|统计|复核|报送|签发|单位负责|备注|注|说明|附注|注意)"
    r"(?:人|单位|部门|日期|时间|事项)?[:]"
)
_REPEATED = regex(r"([-/\\~])\1+")


def says_nothing(words: str) -> bool:
    """Tell whether a cell says that there is nothing: 无, /, ——, 暂无."""
    text = _plain(words).strip("()[]")
    return _REPEATED.sub(r"\1", text) in NOTHING


def says_above(words: str) -> bool:
    """Tell whether a cell says that it is as the one above: 同上, 〃."""
    return _plain(words) in ABOVE


def is_total(words: str) -> bool:
    """Tell whether a cell counts people: 合计, 小计：, 共4人."""
    text = _plain(words)
    return bool(text) and bool(_TOTAL.fullmatch(text) or _COUNT.fullmatch(text))


def is_footnote(words: str) -> bool:
    """Tell whether a cell is what stands beneath a list: 填表人：王强, 注：……"""
    return bool(_FOOT.match(_plain(words)))


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", half_width(words)).lower()
