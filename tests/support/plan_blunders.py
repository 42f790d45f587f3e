"""More ways to break a plan file: each would once have passed, and stopped a post later on."""

from typing import Any

from tests.support.plan_mutations import Mutation, row, when
from tests.support.plan_tables import Tables


def add(tables: Tables, table: str, like: str, code: str, **changes: Any) -> None:
    tables[table].append(row(tables, table, like) | {"code": code} | changes)


def circle(tables: Tables) -> None:
    like = "district_regulator.district_government.phone"
    back = {"from": "district_government", "to": "district_regulator"}
    add(tables, "duties", like, "back", **back)


def longer_circle(tables: Tables) -> None:
    like = "district_regulator.district_government.phone"
    add(tables, "duties", like, "down", **{"from": "national_regulator", "to": "unit"})


BLUNDERS: list[tuple[str, Mutation, list[str]]] = [
    (
        "a circle of two",
        circle,
        ["首尾相接：district_regulator → district_government → district_regulator"],
    ),
    (
        "a circle of several",
        longer_circle,
        ["national_regulator → unit", "表 duties 的 unit.district_regulator.any、"],
    ),
    (
        "one report asked for twice",
        lambda t: add(t, "duties", "unit.district_regulator.any", "again", minutes=30),
        ["表 duties 的 again（4.1.1）：与 unit.district_regulator.any 是同一项报告"],
    ),
    ("no warnings", lambda t: t.update(warnings=[]), ["表 warnings 中级别 1 须正好一行"]),
    (
        "a fact that is no name of a field",
        lambda t: row(t, "facts", "relocated").update(code="relocated.people"),
        ["表 facts 的 relocated.people（1.5）：事实的代码须是小写字母开头"],
    ),
    (
        "a fact called as another field",
        lambda t: add(t, "facts", "light_injuries", "summary", name="甲", short="甲"),
        ["表 facts 的 summary（4.1.2）：这个代码程序另有用处"],
    ),
    (
        "a known fact of another kind",
        lambda t: row(t, "facts", "light_injuries").update(kind="hours"),
        ["表 facts 的 light_injuries（4.1.2）：程序把这个代码当作 people"],
    ),
    (
        "words of a fact that is no count of things",
        lambda t: row(t, "facts", "loss_yuan").update(words=["损失"]),
        ["表 facts 的 loss_yuan（1.5）：words 只能写在是非事实和有单位的整数事实上"],
    ),
    (
        "a word of one letter",
        lambda t: row(t, "facts", "relocated").update(words=["走"]),
        ["表 facts 的 relocated（1.5）：words 里的词至少两个字"],
    ),
    (
        "a fact asked of nothing",
        lambda t: row(t, "facts", "light_injuries").update(equipment=[]),
        ["表 facts 的 light_injuries（4.1.2）：equipment 是空表，没有设备会问它"],
    ),
    (
        "a fact that cannot grow",
        lambda t: row(t, "facts", "light_injuries").update(grows=True),
        ["程序只会让 stranded_hours、outage_hours 随时间增长"],
    ),
    (
        "a fact that adds to itself",
        lambda t: row(t, "facts", "deaths").update(adds_possible="deaths"),
        ["表 facts 的 deaths（1.5）：adds_possible 不能指向自己"],
    ),
    (
        "a flag with two masters",
        lambda t: add(t, "facts", "explosion", "blast", name="爆", short="爆"),
        ["表 facts 的 blast（1.5.3）：sets 指向的 exploded 已由 explosion 决定"],
    ),
    (
        "two answers of one name",
        lambda t: row(t, "facts", "explosion")["choices"][0].update(name="泄漏"),
        ["表 facts 的 explosion（1.5.3）：choices 的 name 有重复或空白"],
    ),
    (
        "a condition on an answer",
        lambda t: when(t, "IV.deaths").update(fact="explosion"),
        ["explosion：选择事实不能作条件"],
    ),
    (
        "a criterion of no equipment",
        lambda t: row(t, "criteria", "IV.deaths").update(equipment=[]),
        ["表 criteria 的 IV.deaths（1.5.4）：equipment 是空表，永远用不上"],
    ),
    (
        "more conditions than anybody reads",
        lambda t: row(t, "criteria", "IV.deaths").update(
            when=[{"fact": f"f{n}", "at_least": 1} for n in range(50)]
        ),
        ["表 criteria 的 IV.deaths（1.5.4）：条件超过 40 个"],
    ),
    (
        "hours beyond the calendar",
        lambda t: when(t, "I.stranding", 1).update(at_least=10**9),
        ["stranded_hours：上下限不得超过 87,600 小时"],
    ),
    (
        "a follow-up after no time",
        lambda t: row(t, "followups", "follow_up.casualties").update(minutes=10**12),
        ["表 followups 的 follow_up.casualties（4.1.3）：时限须是 1 分钟至 60 天"],
    ),
    (
        "a follow-up for ever",
        lambda t: row(t, "followups", "follow_up.casualties").update(days=10**9),
        ["表 followups 的 follow_up.casualties（4.1.3）：days 须是 1 至 3650"],
    ),
    (
        "a follow-up of no fact",
        lambda t: row(t, "followups", "follow_up.casualties").update(facts=[]),
        ["follow_up.casualties（4.1.3）：有时限却没有 facts"],
    ),
    (
        "an element that nothing fills",
        lambda t: row(t, "contents", "written.2.2").update(fields=["weather"]),
        ["表 contents 的 written.2.2（4.1.2）：fields 里的 weather 程序不会填"],
    ),
    (
        "an element of nothing",
        lambda t: row(t, "contents", "written.2.2").update(fields=[]),
        ["表 contents 的 written.2.2（4.1.2）：fields 是空表"],
    ),
    (
        "an element of numbers and words",
        lambda t: row(t, "contents", "written.2.2").update(fields=["scene", "deaths"]),
        ["表 contents 的 written.2.2（4.1.2）：fields 里事实和文字不能混写"],
    ),
    (
        "an element without a number",
        lambda t: row(t, "contents", "written.2.2").update(code="weather"),
        ["表 contents 的 weather（4.1.2）：代码须形如 written.1"],
    ),
    (
        "a sentence that says another thing",
        lambda t: row(t, "contents", "phone.6").update(fields=["place"]),
        ["表 contents 的 phone.6（4.1.2）：phone.6 按固定的句子念，fields 须是 reporter"],
    ),
    (
        "a group with the code of a post",
        lambda t: row(t, "posts", "city.commander").update(code="rescue"),
        ["表 groups 的 rescue（2.1）：代码与表 posts 的一行相同"],
    ),
    (
        "two steps of one code",
        lambda t: row(t, "measures", "evacuation")["steps"][0].update(code="consultation.1"),
        ["表 measures 的 consultation（4.7）：steps 的代码 consultation.1 重复或空白"],
    ),
    (
        "a colon in a code",
        lambda t: row(t, "aftermath", "records").update(code="re:cords"),
        ["表 aftermath 的 re:cords（4.9）：代码里不能有冒号"],
    ),
    (
        "two chiefs",
        lambda t: row(t, "posts", "city.deputy.emergency").update(chief=True),
        ["表 posts 的 city.deputy.emergency（2.1）：一个指挥部只能有一名指挥长"],
    ),
    (
        "a district merged into one that is gone",
        lambda t: row(t, "districts", "500103").update(until="2025-01-01", merged_into="500105"),
        ["表 districts 的 500103（2.1）：merged_into 须从有 until 的一行指向现行的一行"],
    ),
    (
        "two organisations of one name",
        lambda t: row(t, "orgs", "unit").update(short="现场"),
        ["表 orgs 的 unit（4.1.1）：short“现场”与 site 相同"],
    ),
    (
        "two facts of one short name",
        lambda t: row(t, "facts", "missing").update(short="死亡"),
        ["表 facts 的 missing（4.1.2）：short“死亡”与 deaths 相同"],
    ),
    (
        "a word for two kinds of equipment",
        lambda t: row(t, "equipment", "crane").update(words=["锅炉"]),
        ["表 equipment 的 crane（9）：words 里的“锅炉”已属于 boiler"],
    ),
    (
        "a blank name",
        lambda t: row(t, "orgs", "unit").update(name=" "),
        ["表 orgs 的 unit（4.1.1）：name 是空白"],
    ),
    (
        "a name longer than a screen",
        lambda t: row(t, "orgs", "unit").update(name="长" * 3000),
        ["表 orgs 的 unit（4.1.1）：name 超过 60 字"],
    ),
    (
        "a text longer than a page",
        lambda t: row(t, "groups", "medical").update(basis="长" * 5000),
        ["表 groups 的 medical（2.1）：有一段文字超过 4000 字"],
    ),
]
