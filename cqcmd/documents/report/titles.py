"""Titles cut into lines where a word ends (GB/T 9704, 7.3.1): never in a word, a name, a number.

Chinese has no blanks and no dictionary comes along. A line ends only beside a word that is known: a
term of the plan, a name of this accident, a word of titles. What is known by nobody stays whole.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.rules.plan import Plan
from cqcmd.text import cells, clean, line_parts, may_break

LONGEST = 200
"""Characters of a title; what is longer is no title, and is folded as any text."""

WORDS = tuple(
    _(
        "关于 的 对 向 在 因 事故 事件 情况 有关 调查 处置 应急 响应 级别 启动 提高 降低"
        " 终止 决定 通知 通报 报告 请示 总结 评估 方案 发布 解除 调整 预警 信息 发生 造成"
        " 引发 一起 现场 指挥部 指挥权 移交 移交单 特种设备 特别重大 重大 较大 一般 爆炸"
        " 爆燃 火灾 泄漏 坠落 倾覆 垮塌 坍塌 滞留 困人 中毒 伤亡 死亡 受伤 人员 群众"
        " 有限责任公司 有限公司 股份 集团 公司 分公司 总公司 厂 医院 学校 小区 街道 社区"
        " 广场 景区 公园 中心 项目 工地 车间 厂区 园区 应急措施 措施 清单 职责 单位"
        " 新闻通稿"
    ).split()
)
"""Words that titles are made of, beside the plan's own terms."""

AFTER_ONLY = frozenset(_("的 对 向 在 因 厂 、").split())
"""A line may end behind these, and does not begin with them."""

_FIGURES = _("〇一二三四五六七八九十百千万亿两")
_NUMBER = regex(
    rf"(?:[A-Za-z0-9.+\-·:\uff1a/〔〕\[\]]*[0-9{_FIGURES}]"
    rf"[A-Za-z0-9.,\-·:\uff1a/〔〕\[\]]*[\u4e00-\u9fff]?)+"
)
"""A number with the word it counts: 2026年7月25日, 12号, 三级."""


def title_lines(title: str, width: int, terms: Iterable[str] = ()) -> list[str]:
    """Cut a title into lines about equally long; （初报） at its end is never divided.

    ``terms`` are the names and words that are known beside those of titles.
    """
    words = clean(title, lines=False).strip()
    if cells(words) <= width or len(words) > LONGEST:
        return [line.strip() for line in line_parts(words, width)]
    main, bracket, kind = words.rpartition("（")
    if not main or cells(bracket + kind) > width:
        return _divided(words, width, terms)
    return [*_divided(main, width, terms), bracket + kind]


def terms_of(plan: Plan) -> tuple[str, ...]:
    """Return every name the plan has, in full and in short: of kinds, places, organs, facts."""
    tables = (plan.equipment, plan.districts, plan.orgs, plan.facts, plan.units, plan.measures)
    rows = [row for table in tables for row in table]
    names = [getattr(row, name, "") for row in rows for name in ("name", "short", "full_name")]
    words = [word for row in plan.equipment for word in row.words]
    return tuple(dict.fromkeys(name for name in (*names, *words) if name))


def _divided(words: str, width: int, terms: Iterable[str]) -> list[str]:
    """Return the fewest lines, as even as can be, cut where words end if that is possible."""
    known = [term for term in {*WORDS, *terms} if 0 < cells(term) <= width]
    spans = [span for term in known for span in _spans(words, term)]
    numbers = [found.span() for found in _NUMBER.finditer(words)]
    whole = [(start, end) for start, end in (*spans, *numbers) if end - start > 1]
    places = [
        at
        for at in range(1, len(words))
        if may_break(words, at) and not any(start < at < end for start, end in whole)
    ]
    beside = {place for span in spans for place in _sides(words, span)}
    for allowed in ([at for at in places if at in beside or _is_mark(words[at - 1])], places):
        if found := _even(words, width, allowed):
            return found
    return [line.strip() for line in line_parts(words, width)]


def _spans(words: str, term: str) -> Iterator[tuple[int, int]]:
    at = words.find(term)
    while at >= 0:
        yield at, at + len(term)
        at = words.find(term, at + 1)


def _sides(words: str, span: tuple[int, int]) -> Iterator[int]:
    start, end = span
    yield end
    if words[start:end] not in AFTER_ONLY:
        yield start


def _is_mark(character: str) -> bool:
    return not character.isalnum()


def _even(words: str, width: int, places: list[int]) -> list[str]:
    """Return the lines between some of these places; empty where one would be too wide."""
    ends = [0, *places, len(words)]
    # By end: how many lines, how uneven they are, and where the last of them begins.
    best: dict[int, tuple[int, int, int]] = {0: (0, 0, 0)}
    for number, end in enumerate(ends[1:], 1):
        found = []
        for start in reversed(ends[:number]):
            wide = cells(words[start:end].strip())
            if wide > width:
                break
            if start in best:
                count, uneven, _before = best[start]
                found.append((count + 1, uneven + wide * wide, start))
        if found:
            best[end] = min(found)
    if len(words) not in best:
        return []
    cuts = [len(words)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][2])
    return [words[start:end].strip() for start, end in pairwise(reversed(cuts))]
