"""A cell of names in a list: one person, several, and the number that stands beside a name."""

import re
from collections.abc import Sequence

from msgspec import Struct

from cqcmd.parsing.nothing import says_nothing
from cqcmd.patterns import regex

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单"
    "杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封储靳段焦巴牧山谷车侯全班仰秋仲伊宫宁仇栾甘厉戎武符刘景詹束龙叶幸司韶黎"
    "薄印宿白蒲从索赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳姬申扶堵冉宰桑桂牛寿通边燕冀浦尚农温庄晏柴瞿阎充慕连习艾鱼容向古易慎戈"
    "廖庾终暨居衡步都耿满弘匡国文寇广阙东欧利蔚越隆师巩聂晁勾敖融冷辛那简饶曾沙丰关查荆游权盖益岳帅涂代覃邝洪粟肖闫付冼兰淦"
)
DOUBLE = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "司徒",
        "令狐",
        "宇文",
        "长孙",
        "轩辕",
        "夏侯",
        "端木",
        "南宫",
        "西门",
        "独孤",
    ]
)
"""Surnames of two characters: behind them a blank does not end a name."""

_BETWEEN = regex(r"\s*[、/,，;；|&＆／]\s*|\n|(?<=\d)\s+(?=[\u4e00-\u9fff])")
_AND = regex(r"(?<=[\u4e00-\u9fff]{2})[和及与](?=[\u4e00-\u9fff]{2})")
_HAN = regex(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff]+")
_ANY_HAN = regex(r"[\u4e00-\u9fff]")
_ASIDE = regex(r"\s*[(（][^)）]*[)）]\s*$")
_SPREAD = regex(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_NUMBERED = regex(
    r"([\u4e00-\u9fff][\u4e00-\u9fff·\s\u3000]{0,8}?)[\s:：(（]*(\+?\d[\d\s—－-]{5,}\d)\s*[)）]?"
)


class NameCell(Struct, frozen=True):
    """The names of a cell, each with the number that stands beside it.

    Attributes:
        names: as they stand there.
        numbers: of each name; empty where none stands beside it.
        sure: several names are several people; otherwise they may be one person's.
    """

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    sure: bool = True


def names_in(words: str, lines: Sequence[str] = ()) -> NameCell:
    """Return the names in a cell; ``lines``: its lines, where it has several."""
    parts = _parts(words, lines)
    read = [_with_number(part) for part in parts if not says_nothing(part)]
    names, numbers = (tuple(each[at] for each in read) for at in (0, 1))
    if (len(names) > 1 and all(map(_is_name, names))) or any(numbers):
        return NameCell(names, numbers)
    if says_nothing(words) or not words:
        return NameCell((), ())
    if len(names) == 1 and _HAN.fullmatch(_bare(names[0])):
        return NameCell(names, numbers)
    # Such as 王强/局长: what looks like no name at all is no reason to take a name apart.
    if len(names) > 1 and all(_HAN.fullmatch(_bare(name)) for name in names):
        return NameCell(names, numbers, sure=False)
    return NameCell((words,), ("",))


def holds_names(words: str) -> bool:
    """Tell whether a cell holds names that cannot be taken for anything else."""
    names = names_in(words).names
    return bool(names) and all(map(_is_name, (_SPREAD.sub(r"\1\2", name) for name in names)))


def is_crowded(words: str) -> bool:
    """Tell whether a whole row was typed into a cell of names: 王强，市局，13800000000."""
    digits = sum(map(str.isdigit, words))
    return digits > 6 and bool(_ANY_HAN.search(words)) and not any(names_in(words).numbers)


def _parts(words: str, lines: Sequence[str]) -> list[str]:
    """Return what stands between the marks that part names."""
    whole = "\n".join(lines) if lines else words
    found = [_SPREAD.sub(r"\1\2", part.strip()) for part in _BETWEEN.split(whole) if part.strip()]
    return [name for part in found for name in _blank_between(part)]


def _blank_between(part: str) -> list[str]:
    """Part 王强 李敏 and 王强和李敏, but neither 王 强 nor 欧阳 建国."""
    for pieces in (re.split(r"[ \u3000]+", part), _AND.split(part)):
        if len(pieces) > 1 and pieces[0] not in DOUBLE and all(map(_is_name, pieces)):
            return pieces
    return [part]


def _with_number(part: str) -> tuple[str, str]:
    found = _NUMBERED.fullmatch(part)
    return (found[1].strip(), found[2].strip()) if found else (part, "")


def _bare(name: str) -> str:
    return _ASIDE.sub("", name)


def _is_name(name: str) -> bool:
    bare = _bare(name)
    return bool(_HAN.fullmatch(bare)) and (bare[0] in SURNAMES or bare[:2] in DOUBLE)
