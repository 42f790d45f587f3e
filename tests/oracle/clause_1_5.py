"""Clause 1.5, case by case as its text has them, copied by hand: nothing here is the program's.

Both ends of a range are read as they are written: 以上 includes its number, 以下 does not.
"""

from fractions import Fraction
from math import inf
from typing import Any, NamedTuple

EQUIPMENT = (
    "boiler",
    "pressure_vessel",
    "pressure_piping",
    "elevator",
    "crane",
    "ropeway",
    "amusement_ride",
    "site_vehicle",
    "other",
)
PEOPLE_AND_YUAN = ("deaths", "serious_injuries", "loss_yuan", "relocated", "stranded")
NUMBERS = (*PEOPLE_AND_YUAN, "stranded_hours", "outage_hours", "capacity_mw")
FLAGS = ("exploded", "toxic_leak", "overturned", "structure_broken", "hoist_dropped")
IN_ORDER = (
    *("deaths", "serious_injuries", "loss_yuan", "exploded", "toxic_leak", "relocated"),
    *("stranded", "stranded_hours", "outage_hours", "capacity_mw"),
    *("overturned", "structure_broken", "hoist_dropped"),
)
"""The facts in the order in which answers name them."""

GRAVEST_FIRST = ("I", "II", "III", "IV", None)
CLAUSE = {"I": "1.5.1", "II": "1.5.2", "III": "1.5.3", "IV": "1.5.4"}

VESSELS = ("pressure_vessel", "pressure_piping")
ALOFT = ("ropeway", "amusement_ride")
HOLDS = (1, inf)
SOMEBODY = (1, inf)
HALF_PAST_THREE = Fraction("3.5")


class Case(NamedTuple):
    """One 情形: its grade, its words, the kinds it names, and between which ends each fact is."""

    grade: str
    words: str
    kinds: tuple[str, ...]
    ranges: dict[str, tuple[Any, Any]]

    def bears_on(self, kind: str | None) -> bool:
        return not self.kinds or kind in self.kinds


def case(grade: str, words: str, *kinds: str, **ranges: tuple[Any, Any]) -> Case:
    """A case of these kinds of equipment, or of whatever equipment where none is named."""
    return Case(grade, words, kinds, ranges)


CASES = (
    case("I", "造成 30 人以上死亡", deaths=(30, inf)),
    case("I", "100 人以上重伤（包括急性工业中毒，下同）", serious_injuries=(100, inf)),
    case("I", "1 亿元以上直接经济损失的", loss_yuan=(100_000_000, inf)),
    case("I", "600 兆瓦以上锅炉爆炸的", "boiler", exploded=HOLDS, capacity_mw=(600, inf)),
    case(
        "I",
        "压力容器、压力管道有毒介质泄漏，造成 15 万人以上转移的",
        *VESSELS,
        toxic_leak=HOLDS,
        relocated=(150_000, inf),
    ),
    case(
        "I",
        "客运索道、大型游乐设施高空滞留 100 人以上并且时间在 48 小时以上的",
        *ALOFT,
        stranded=(100, inf),
        stranded_hours=(48, inf),
    ),
    case("II", "造成 10 人以上 30 人以下死亡", deaths=(10, 30)),
    case("II", "50 人以上 100 人以下重伤", serious_injuries=(50, 100)),
    case("II", "5000 万元以上 1 亿元以下直接经济损失的", loss_yuan=(50_000_000, 100_000_000)),
    case(
        "II",
        "600 兆瓦以上锅炉因安全故障中断运行 240 小时以上的",
        "boiler",
        capacity_mw=(600, inf),
        outage_hours=(240, inf),
    ),
    case(
        "II",
        "压力容器、压力管道有毒介质泄漏，造成 5 万人以上 15 万人以下转移的",
        *VESSELS,
        toxic_leak=HOLDS,
        relocated=(50_000, 150_000),
    ),
    case(
        "II",
        "客运索道、大型游乐设施高空滞留 100 人以上并且时间在 24 小时以上 48 小时以下的",
        *ALOFT,
        stranded=(100, inf),
        stranded_hours=(24, 48),
    ),
    case("III", "造成 3 人以上 10 人以下死亡", deaths=(3, 10)),
    case("III", "10 人以上 50 人以下重伤", serious_injuries=(10, 50)),
    case("III", "1000 万元以上 5000 万元以下直接经济损失的", loss_yuan=(10_000_000, 50_000_000)),
    case("III", "锅炉、压力容器、压力管道爆炸的", "boiler", *VESSELS, exploded=HOLDS),
    case(
        "III",
        "压力容器、压力管道有毒介质泄漏，造成 1 万人以上 5 万人以下转移的",
        *VESSELS,
        toxic_leak=HOLDS,
        relocated=(10_000, 50_000),
    ),
    case("III", "起重机械整体倾覆的", "crane", overturned=HOLDS),
    case(
        "III",
        "客运索道、大型游乐设施高空滞留人员 12 小时以上的",
        *ALOFT,
        stranded=SOMEBODY,
        stranded_hours=(12, inf),
    ),
    # 以下 from one on: nobody dead and nobody badly hurt is no accident of the dead or the hurt.
    case("IV", "造成 3 人以下死亡", deaths=(1, 3)),
    case("IV", "10 人以下重伤", serious_injuries=(1, 10)),
    case("IV", "1 万元以上 1000 万元以下直接经济损失的", loss_yuan=(10_000, 10_000_000)),
    case(
        "IV",
        "压力容器、压力管道有毒介质泄漏，造成 500 人以上 1 万人以下转移的",
        *VESSELS,
        toxic_leak=HOLDS,
        relocated=(500, 10_000),
    ),
    case(
        "IV",
        "电梯轿厢滞留人员 2 小时以上的",
        "elevator",
        stranded=SOMEBODY,
        stranded_hours=(2, inf),
    ),
    case("IV", "起重机械主要受力结构件折断", "crane", structure_broken=HOLDS),
    case("IV", "起升机构坠落的", "crane", hoist_dropped=HOLDS),
    case(
        "IV",
        "客运索道高空滞留人员 3.5 小时以上 12 小时以下的",
        "ropeway",
        stranded=SOMEBODY,
        stranded_hours=(HALF_PAST_THREE, 12),
    ),
    case(
        "IV",
        "大型游乐设施高空滞留人员 1 小时以上 12 小时以下的",
        "amusement_ride",
        stranded=SOMEBODY,
        stranded_hours=(1, 12),
    ),
)
