"""The unit: an organisation or a place with a name; what has no name of its own is asked about."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.i18n import _
from cqcmd.parsing.sentence.effects import HARMLESS, POISON
from cqcmd.parsing.sentence.stretches import stretches_of
from cqcmd.parsing.words.lexicon import classes, unit_pattern, unit_words
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.parsing.words.tokens import Token
from cqcmd.patterns import regex

_HAN = "\u4e00-\u9fff"
_BUILDING = regex(
    rf"(?P<name>[{_HAN}A-Za-z]{{2,12}}?)(?=\d{{1,3}}(?:栋|幢|号楼|座|期|单元))", re.ASCII
)
_THROUGH = regex(
    r"^.*(?:(?<=[\u4e00-\u9fff]{2})一(?!中|品|号|小|建|医|期|心|楼|带|方|体|线"
    r"|流)(?=.{2})|我是|我们是|我们|咱们|俺们|位于|地处|一家|一个|一处|一栋|一座"
    r"|一所|某一?|那个|那家|那边|这个|这家|有个|有家|有一家|有一个|某个|[说称讲]"
    r"|反映|接到|收到|报告|发生在|承建的|建设的|架设的|经营的|开的|旁的|的(?=.{2})"
    r"|在(?=.{2})|这边|这里|这儿|那里|那儿|属于|来自|叫做?|到|后头的?|前头的?"
    r"|后面的?|背后的?|转盘|对面的?|旁边?的?|隔壁子?的?|附近的?|边上的?|楼下的?"
    r"|楼上的?|接(?=.{4}))"
)
_ADMIN = regex(
    rf"^(?:[{_HAN}]{{1,5}}?(?:街道|镇(?!医院|政府|小学)|乡(?!村)|开发区|工业园区?"
    rf"|产业园区?|化工园区?|园区|高新区|经开区|新区|县城|城区|组团|社区|管委会)"
    rf"|(?:轨道|地铁|轻轨)(?:交通)?(?:\d+号)?线|[{_HAN}]{{1,6}}(?:路(?!桥)|大道|街|巷"
    rf"|村)(?=[{_HAN}]{{3}}))"
)
_POISON = regex(POISON)
_NOISE = regex(
    "^(?:今早|今晨|昨晚|昨夜|但是?|据|另一起|地点[是在:]?|已|我在|在|我厂|我司|我公司|我们厂|口|送|:|转|接|均|由|就"
    "|旁边?|边上?|后头|后来|当时|因|喂|你好|您好|今天|今日|昨天|刚才|刚刚|刚|目前"
    "|现在|群众|市民|路人|报警人?|来电人?|有人|领导|各位|重庆市|是|于|的"
    "|地点[是在:]?|昨天夜|夜|境内|辖区|内|区|县|市|该|其|附近|因|由于|一|对面|外地"
    "|本地|上午|下午|晚上|早上|凌晨|清晨|夜里|中午|左右|许)+"
)
_NOT_THERE = regex(
    "特勤|特巡|盐化园|监理|施工方|医附|宣传部|隔壁|邻居|全市|消防|救援|指挥中心"
    "|派出所|公安|急救|应急|监管局|市监|政府|记者|医护|卫健|专家|热线|平台|中队"
    "|支队|大队|维保|物业公司|值班|特检|网友|^[上中下]站$"
    "|^[一二三四五六七八九十]+楼$|气象|保险|^里程"
)
_SENT_TO = regex("(?:送往|送到|送至|送去|送|转院?到?|抬到|在)$")
_READABLE = regex(f"[{_HAN}A-Za-z]{{2}}")
_ENDS_IN_TOWN = regex(
    "(?:(?<![园小社厂景校库片])区|县|街道|镇|乡|县城|城区|新区|社区|组团|路口?|大道|街)$"
)
_VERBAL = regex(
    "^[A-Z]座|都站|拉起|[我你他]|负一|站人|境内"
    "|[这那哪了着过不没吗呢吧是有就很太被把将让使得来去说问看要会能可能]|怎么|什么"
    "|哪|谁|几"
)


_BESIDE = regex("对面|旁|隔壁|附近|边上|门口对面|斜对面")
_NAME_ENDS = regex(
    rf"[的 ]*(?:$|{POISON}|{HARMLESS}|车间|装置|厂区|厂房|仓库|生产|一|的|在|内|院内"
    rf"|新建|在建|(?!厂|公司|集团)[\u4e00-\u9fff]{{1,3}}(?:间|站))"
)
_GOES_ON = regex(f"(?![的一在里内有发门口附旁因突正])[{_HAN}]")


class _Name(Struct, frozen=True):
    name: str
    start: int
    sure: bool


def unit_found(
    words: list[Token], text: str, devices: dict[int, int], apart: Iterable[tuple[int, int]] = ()
) -> Found | None:
    """Return the unit that the sentence names, with a question where the name is weak.

    ``apart`` are the places of what is no part of any name, such as who calls.
    """
    stretches = list(stretches_of(words, text, (*devices.items(), *apart)))
    names = [name for start, end in stretches for name in _names(text, start, end)]
    best = next((name for name in names if name.sure), None) or next(iter(names), None)
    best = best or _before_device(stretches, text, devices)
    if best is None:
        return None
    question = "" if best.sure else _("单位是“{name}”吗？").format(name=best.name)
    return Found("unit", best.name, best.start, best.start + len(best.name), question)


def _names(text: str, start: int, end: int) -> Iterator[_Name]:
    said = text[start:end]
    house = _BUILDING.match(text[start : end + 8].lstrip("的"))
    last = _last_suffix(said)
    # 龙湖花园小区: what people add to the name of an estate.
    end_of_name = last.end() + 2 * said.startswith("小区", last.end()) if last else 0
    if last is not None and (
        name := _trimmed(said[:end_of_name], start, said[last.start() : end_of_name])
    ):
        beside = _BESIDE.match(text, name.start + len(name.name))
        sent = _SENT_TO.search(text[max(name.start - 2, 0) : name.start])
        if not (beside or sent or _NOT_THERE.search(name.name)):
            # 大学城熙街: what goes on may be the rest of the name.
            cut = last[0] in unit_words("short") and _GOES_ON.match(said, last.end())
            yield replace(name, sure=False) if cut else name
            return
        if (rest := start + last.end()) < end:
            yield from _names(text, rest, end)
    name = _trimmed(house["name"], start, "") if house else None
    if name is not None and not _NOT_THERE.search(name.name):
        yield _Name(name.name, name.start, len(name.name) >= 3)


def _last_suffix(said: str) -> re.Match[str] | None:
    """Return the suffix that ends the name: of a park or a street more may follow."""
    last = None
    for hit in unit_pattern("ends").finditer(said):
        if hit[0] in unit_words("businesses") and not _NAME_ENDS.match(said, hit.end()):
            continue  # 燃气灶: a trade is a name's end only where the name ends
        last = hit
        if hit[0] not in unit_words("areas") and len(said[: hit.start()].strip()) > 1:
            break
    return last


def _trimmed(name: str, start: int, suffix: str) -> _Name | None:
    """Take off what stands before a name: who tells it, the street, the town."""
    whole = name
    weak = False
    if through := _THROUGH.match(name):
        weak = bool(re.search("(?:一家|一个|一处|那个|那家|有个|有家|某|一)$", through[0]))
        name = name[through.end() :]
    for pattern in (_NOISE, _ADMIN, _ADMIN, _NOISE):
        stripped = pattern.sub("", name, count=1)
        if not stripped and pattern is _NOISE:
            return None
        name = stripped if len(stripped) >= 2 else name
    if name == suffix and len(suffix) < 3:
        return None
    if not _READABLE.search(name) or _ENDS_IN_TOWN.search(name):
        return None
    stem = name.removesuffix(suffix).removeprefix("一")
    own = unit_pattern("trades").sub("", stem)
    # 有个厂, 一小区 have no name at all; 造纸厂 has a trade: asked about.
    if (len(stem) < 2 and not own) or len(name) < 2 or (_VERBAL.search(stem) and len(stem) > 6):
        return None
    sure = bool(suffix and own) and not weak and not _VERBAL.search(stem) and len(stem) <= 14
    # 双福福城国际: the name of a town may stand before the name, and no word parts them.
    town = len(own) > 3 and not suffix.endswith(("公司", "集团"))
    if (
        town
        or (suffix in unit_words("areas") and suffix not in unit_words("visited"))
        or (suffix in unit_words("short") and len(stem) < 2)
    ):
        sure = False
    return _Name(name.removeprefix("一"), start + whole.rindex(name) + name.startswith("一"), sure)


def _before_device(
    stretches: list[tuple[int, int]], text: str, devices: dict[int, int]
) -> _Name | None:
    """Return the words right before the equipment; to be asked about."""
    for start, end in stretches:
        if end not in devices:
            continue
        said = text[start:end]
        name = _trimmed(said.rstrip("的内里在 一台号那"), start, "")
        if name and _may_be_one(name.name):
            device = text[end : devices[end]]
            adjacent = name.start + len(name.name) == end
            whole = adjacent and device in _named_by() and not _ends_whole(name.name)
            return _Name(name.name + device * whole, name.start, False)
    return None


def _may_be_one(name: str) -> bool:
    """Tell whether words that no suffix ends may be a name: no verb, poison or known word."""
    if _NOT_THERE.search(name) or not 2 <= len(name) <= 12:
        return False
    return not (_VERBAL.search(name) or _POISON.search(name) or name in classes())


def _named_by() -> frozenset[str]:
    """Equipment whose kind is a part of its name: 长江索道, 洪崖洞电梯; 长江 would be a stump."""
    return unit_words("own_names") | unit_words("known_by")


def _ends_whole(name: str) -> bool:
    return any(hit.end() == len(name) for hit in unit_pattern("ends").finditer(name))
