"""Ways to break a plan file, each with words that the faults found must hold."""

from collections.abc import Callable
from typing import Any

from tests.support.plan_tables import Tables

Mutation = Callable[[Tables], Any]


def row(tables: Tables, table: str, code: str) -> dict[str, Any]:
    return next(r for r in tables[table] if r["code"] == code)


def when(tables: Tables, code: str, place: int = 0) -> dict[str, Any]:
    condition: dict[str, Any] = row(tables, "criteria", code)["when"][place]
    return condition


MUTATIONS: list[tuple[str, Mutation, list[str]]] = [
    (
        "a field is missing",
        lambda t: row(t, "criteria", "III.deaths").pop("grade"),
        ["表 criteria 第 13 行（III.deaths）：缺少字段 grade"],
    ),
    (
        "an unknown field",
        lambda t: row(t, "facts", "deaths").update(colour="red"),
        ["表 facts 第 1 行（deaths）：有不认识的字段 colour"],
    ),
    (
        "a wrong type, with its place",
        lambda t: when(t, "I.deaths").update(at_least="30"),
        ["when[0].at_least：应是 "],
    ),
    (
        "a value out of its list",
        lambda t: row(t, "criteria", "I.deaths").update(grade="V"),
        ["grade 指向的 V 不在表 grades 中"],
    ),
    ("a row that is no object", lambda t: t["orgs"].append(7), ["表 orgs 第 9 行（?）"]),  # type: ignore[arg-type]
    (
        "a code twice",
        lambda t: t["units"].append(dict(row(t, "units", "police"))),
        ["表 units 第 22 行（police）：代码重复"],
    ),
    (
        "a code with a control character",
        lambda t: row(t, "aftermath", "records").update(code="re\x1bcords"),
        ["代码须是 1 至 64 个可见字符"],
    ),
    ("an unknown table", lambda t: t.update(rumours=[]), ["没有 rumours 这种表"]),
    ("no meta", lambda t: t.update(meta=[]), ["表 meta 须正好有一行可用的，现有 0 行"]),
    (
        "an empty table",
        lambda t: t.update(duties=[]),
        ["表 duties 没有可用的行"],
    ),
    (
        "too many rows",
        lambda t: t["aftermath"].extend([row(t, "aftermath", "records")] * 1000),
        ["表 aftermath 超过 1000 行"],
    ),
    (
        "a reference to nowhere",
        lambda t: row(t, "duties", "site.unit.any").update(to="mayor"),
        ["表 duties 的 site.unit.any：to 指向的 mayor 不在表 orgs 中"],
    ),
    (
        "a condition on an unknown fact",
        lambda t: when(t, "III.crane_overturn").update(fact="tilted"),
        ["when 指向的 tilted 不在表 facts 中"],
    ),
    (
        "a clause that is not there",
        lambda t: row(t, "measures", "traffic").update(clause="4.77"),
        ["表 measures 的 traffic：预案正文中没有条款 4.77"],
    ),
    (
        "a quotation that is not there",
        lambda t: row(t, "criteria", "I.deaths").update(text="造成 20 人以上死亡"),
        ["表 criteria 的 I.deaths（1.5.1）：引文“造成 20 人以上死亡”不在该条款中"],
    ),
    (
        "a gap",
        lambda t: when(t, "III.deaths").update(below=9),
        ["情形 III.deaths 与 II.deaths 之间有空档：9 至 10"],
    ),
    (
        "an overlap",
        lambda t: when(t, "IV.loss").update(below=20_000_000),
        ["情形 IV.loss 与 III.loss 的范围重叠于 10000000"],
    ),
    (
        "a rung without an upper end",
        lambda t: when(t, "IV.ropeway_stranding", 1).pop("below"),
        ["情形 IV.ropeway_stranding 与 III.stranding 的范围重叠于 12"],
    ),
    (
        "a ladder closed above",
        lambda t: when(t, "I.stranding", 1).update(below=72),
        ["情形 I.stranding 之上没有相接的情形：72 以上落空"],
    ),
    (
        "a rung taken out",
        lambda t: t["criteria"].remove(row(t, "criteria", "II.toxic_leak")),
        ["情形 III.toxic_leak 与 I.toxic_leak 之间有空档：50000 至 150000"],
    ),
    (
        "graver harm, lower grade",
        lambda t: row(t, "criteria", "I.boiler_explosion").update(grade="IV"),
        ["情形 I.boiler_explosion 比 III.explosion 更重，等级却更低（IV < III）"],
    ),
    (
        "two grades exchanged",
        lambda t: (
            row(t, "criteria", "I.deaths").update(grade="II"),
            row(t, "criteria", "II.deaths").update(grade="I"),
        ),
        ["情形 I.deaths 比 II.deaths 更重，等级却更低（II < I）"],
    ),
    (
        "a threshold of nothing",
        lambda t: when(t, "IV.deaths").update(at_least=0),
        ["deaths：下限须大于 0"],
    ),
    (
        "a threshold that is no number",
        lambda t: when(t, "I.stranding", 1).update(at_least=float("nan")),
        ["stranded_hours：下限须大于 0"],
    ),
    (
        "half a person",
        lambda t: when(t, "IV.deaths").update(at_least=0.5),
        ["deaths：人数和金额的上下限须是整数"],
    ),
    (
        "an empty range",
        lambda t: when(t, "II.deaths").update(below=10),
        ["deaths：上限须大于下限"],
    ),
    (
        "a threshold on a flag",
        lambda t: when(t, "III.explosion").update(at_least=1),
        ["exploded：是非事实不得有上下限"],
    ),
    (
        "a condition on a fact nobody counts",
        lambda t: when(t, "IV.deaths").update(fact="light_injuries"),
        ["light_injuries：不是分级事实"],
    ),
    (
        "a fact not asked of the equipment",
        lambda t: row(t, "criteria", "III.crane_overturn").update(equipment=["crane", "boiler"]),
        ["overturned：这一事实不问及本情形的全部设备"],
    ),
    (
        "a criterion that always holds",
        lambda t: row(t, "criteria", "IV.crane_hoist").update(when=[]),
        ["IV.crane_hoist（1.5.4）：没有任何条件"],
    ),
    (
        "a response level missing",
        lambda t: t["responses"].pop(),
        ["表 responses 中级别 IV 须正好一行，现有 0 行"],
    ),
    (
        "a limit of no minutes",
        lambda t: row(t, "duties", "unit.district_regulator.any").update(minutes=0),
        ["时限须是 1 分钟至 60 天"],
    ),
    (
        "a date of the wrong form",
        lambda t: row(t, "districts", "500105").update(until="2025年11月"),
        ["日期 2025年11月 须形如 2025-11-06"],
    ),
    (
        "a text file elsewhere",
        lambda t: t["meta"][0].update(text_file="../../etc/passwd"),
        ["text_file 须是同一目录下的"],
    ),
    (
        "a name that would move the cursor",
        lambda t: row(t, "units", "police").update(current_name="局\x1b[2J"),
        ["表 units 的 police（附件1.二）：文字含有控制字符"],
    ),
    (
        "a choice that decides nothing",
        lambda t: row(t, "facts", "explosion").pop("sets"),
        ["选择事实须有 choices 和 sets"],
    ),
    (
        "a possible value of another kind",
        lambda t: row(t, "facts", "missing").update(adds_possible="loss_yuan"),
        ["adds_possible 须指向同类的分级事实"],
    ),
]
