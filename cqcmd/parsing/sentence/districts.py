"""The district a sentence names: not the one in the name of a street, a dish or a shop."""

import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.parsing.words.lexicon import former_districts
from cqcmd.patterns import regex
from cqcmd.rules.districts import as_of
from cqcmd.rules.rows import District

_STREET = (
    "[一二三四五六七八九十东西南北中上下老新]?(?:路|街(?!道)|大道|大街|巷|支路|环路"
    "|立交|大桥|长江大桥|高速|收费站|隧道|方向|籍|牌|人(?!民)|话|口音|来的|老乡)"
)
_DISH = (
    "烤鱼|榨菜|火锅|小面|豆花|豆干|羊肉|牛肉|米粉|汤锅|江湖菜|泉水鸡|麻花|夹沙|柚"
    "|脐橙|李子|腊肉|石磨|鱼|鸡|酸菜|泡椒|面馆|面庄|风味|特产|土菜|老火锅"
)
_AFTER_STREET = regex(_STREET)
_AFTER_DISH = regex(_DISH)
_AFTER_HOUSE = regex(
    r"(?:[^,;. ]{0,2}医院|花园|大厦|公寓|大酒店|宾馆|酒店|饭店|商会|会馆|酒楼|餐馆"
    r"|菜馆|家园|名都|国际|印象|小区)"
)


class Named(Struct, frozen=True):
    """A district as it was named."""

    row: District
    start: int
    end: int
    question: str = ""


class DistrictWords:
    """The names of a plan's districts, found in a line."""

    def __init__(self, rows: Iterable[District], area: str) -> None:
        """Compile the names; ``area`` is what the plan calls any of them."""
        rows, self._area = tuple(rows), area
        # A name of one letter stands by chance in too many other words.
        self._rows = {word: row for row in rows for word in (row.short, row.name) if len(word) > 1}
        self._by_code = {row.code: row for row in rows}
        short = {row.short: row for row in self._rows.values()}
        self._rows |= {
            old: short[now]
            for old, now in former_districts().items()
            if now in short and old not in self._rows
        }
        self._names = tuple(self._rows)
        longest = sorted(self._rows, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    @property
    def words(self) -> Iterable[str]:
        """Every name a district has or had."""
        return self._rows

    def find(self, text: str, day: date) -> Named | None:
        """Return the district that is meant, as it was on that day; ``None`` if none is."""
        found = [self._named(hit, text) for hit in self._pattern.finditer(text)]
        ranked = sorted((rank, named.start, named) for rank, named in found if rank < 3)
        if not ranked:
            return None
        rank, _start, best = ranked[0]
        others = {self._on(n.row, day).code for r, _s, n in ranked if r == rank}
        question = ""
        if rank == 2:
            words = _("“{words}”只在名称里出现，{area}请核对。")
            question = words.format(words=best.row.short, area=self._area)
        elif len(others) > 1:
            words = _("提到了几个{area}，请核对是哪一个；如是两起，请分开受理。")
            question = words.format(area=self._area)
        return self._as_of(best, day, question)

    def is_home(self, code: str, day: date) -> District | None:
        """Return the station's own district as it was on that day."""
        row = self._by_code.get(code)
        return self._on(row, day) if row else None

    def _on(self, row: District, day: date) -> District:
        return as_of(self._by_code.values(), row, day)

    def _as_of(self, named: Named, day: date, question: str) -> Named:
        row = self._on(named.row, day)
        if row is not named.row and row.short != named.row.short and not question:
            question = _("{name}已并入新的行政区，请核对。").format(name=named.row.name)
        return Named(row, named.start, named.end, question)

    def _named(self, hit: re.Match[str], text: str) -> tuple[int, Named]:
        """Rank a name: 0 in full, 1 short before a place, 2 in a house's name, 3 in a street's."""
        row, end = self._rows[hit[0]], hit.end()
        full = hit[0] == row.name or hit[0][-1] in "区县市"
        if (
            not full
            and text[end : end + 1] in ("区", "县", "市")
            and not text.startswith("市场", end)
        ):
            full, end = True, end + 1
        if (
            text[end - 1] == "县"
            and text[end : end + 1] == "城"
            and text[end + 1 : end + 2] not in "口街市"
        ):
            end += 1  # 彭水县城欣悦小区
        start = hit.start() - 3 * text.startswith("重庆市", max(hit.start() - 3, 0))
        named = Named(row, start, end)
        if hit[0] == "高新区" and text[: hit.start()].endswith(self._names):
            return 3, named  # 潼南高新区 lies in 潼南
        if full:
            return 0, named
        if _AFTER_STREET.match(text, end):
            return 3, named
        if _AFTER_DISH.match(text, end):
            # 涪陵榨菜厂 may well stand in 涪陵; 万州烤鱼店 stands anywhere.
            return (
                3
                if re.match(rf"(?:{_DISH})+[^,;. ]{{0,4}}(?:店|馆|庄|铺|摊|城|楼)", text[end:])
                else 2
            ), named
        return (2 if _AFTER_HOUSE.match(text, end) else 1), named
