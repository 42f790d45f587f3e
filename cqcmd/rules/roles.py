"""The roles of clauses: what the program must find in any plan, wherever that plan has it.

A plan of format 1 is read with the tables of ``plans/format-1.json``; a later one brings its own.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from cqcmd.i18n import _
from cqcmd.rules.rows import Row

Raw = Mapping[str, Collection[Mapping[str, Any]]]
"""The tables of a plan file before their rows are read."""

LATER_TABLES = ("roles", "org_levels", "headquarters", "words", "grades")
"""The tables that came with format 2: how this plan is to be read, not what it rules."""

ROLES = {
    "scope": _("不适用本预案的情形"),
    "grading": _("事故分级"),
    "warning.levels": _("预警级别"),
    "warning.issue": _("预警发布"),
    "warning.actions": _("预警行动"),
    "warning.change": _("预警调整和解除"),
    "reporting": _("信息报告，响应流程的开头"),
    "report.first": _("首报的报送链和时限"),
    "report.contents": _("报告内容"),
    "report.follow_up": _("续报和终报"),
    "measures.first": _("先期处置"),
    "response.verify": _("查证核实"),
    "response.levels": _("响应分级"),
    "response.decide": _("会商、建议和批准"),
    "response.start": _("启动响应"),
    "response.change": _("响应调整"),
    "response.end": _("响应终止"),
    "measures": _("处置措施"),
    "safety": _("警戒区和进入人员"),
    "press": _("信息发布"),
    "headquarters": _("指挥部和工作组"),
    "command": _("接任和移交指挥"),
    "headquarters.duties": _("指挥部和成员单位的职责"),
    "records": _("过程记录"),
    "aftermath": _("善后处置"),
    "assessment": _("应急评估，响应流程的结尾"),
}
"""Every role and what the plan says there."""

MAY_LACK = {
    "monitoring": _("风险辨识和隐患排查"),
    "warning.flow": _("预警流程图"),
    "resources.teams": _("队伍保障"),
    "resources.supplies": _("救援装备及物资保障"),
    "resources.links": _("通信及交通运输保障"),
    "resources.money": _("资金保障"),
    "support": _("请求外部支援由谁协调"),
}
"""Roles that came later: a plan may be silent on them, and what stands there names no clause."""

WHOSE = ("response.verify",)
"""Roles that are some organisation's own."""

WORDS = {
    "district": _("下级行政区的统称，其单位名称以此开头"),
    "city": _("本地地名，单位名称前常加；某地自己的法规只在写着该地名的预案旁边显示"),
    "city.units": _("本级单位名称的第一个字"),
    "example": _("样例和提示里用的下级行政区"),
    "example.other": _("样例里的另一个下级行政区"),
}
"""Every word for the area, and what it is for."""


class Role(Row, frozen=True, kw_only=True):
    """Where the plan says what the program does under that role; ``code`` is one of `ROLES`
    or `MAY_LACK`.

    ``org``: whose it is, for the roles of `WHOSE`.
    """

    org: str | None = None


class OrgLevel(Row, frozen=True, kw_only=True):
    """A level of organisations: people at the scene have no post, of others each district has one.

    ``at_scene``: the people and the unit where it happened; ``of_district``: one in each district.
    """

    at_scene: bool = False
    of_district: bool = False


class Headquarters(Row, frozen=True, kw_only=True):
    """A headquarters that may command; the table begins with the highest.

    ``groups_clause``: where the plan sets its groups up. ``inferred``: the plan speaks of the one
    above it, so its duties and its units are drawn from there (推定). ``assessment_to``: the
    organisations that its assessment report goes to; none where the plan asks for no report.
    """

    name: str
    groups_clause: str
    inferred: bool = False
    assessment_to: tuple[str, ...] = ()


class GradeName(Row, frozen=True, kw_only=True):
    """A grade of accidents and what it is called; the table begins with the gravest."""

    name: str


class Word(Row, frozen=True, kw_only=True):
    """A word for the area of the plan; ``code`` is one of `WORDS`."""

    word: str


def completed(tables: Raw, granted: Raw) -> dict[str, Any]:
    """Return the tables of a plan with those that its format takes for granted."""
    if format_of(tables) != 1:
        return dict(tables)
    return {**tables, **granted}


def misplaced(tables: Raw) -> tuple[str, ...]:
    """Return a sentence for every table that a file of format 1 cannot have."""
    if format_of(tables) != 1:
        return ()
    words = _("表 {table} 属于格式 2：请在 meta 里写 format 为 2，并写全 {all}。")
    every = "、".join(LATER_TABLES)
    return tuple(words.format(table=t, all=every) for t in LATER_TABLES if t in tables)


def format_of(tables: Raw) -> object:
    """Return the format that the file says it has; 1 where it does not say."""
    first = next(iter(tables.get("meta", ())), None)
    return first.get("format", 1) if isinstance(first, Mapping) else 1


def word_faults(words: Collection[Word]) -> Iterator[str]:
    """Yield a sentence for every word that a plan is without, and for every unknown one."""
    found = {row.code: row.word for row in words}
    for code, name in WORDS.items():
        if not found.get(code):
            yield _("表 words 缺少 {code}（{name}）").format(code=code, name=name)
    for code in found:
        if code not in WORDS:
            yield _("表 words 的 {code}：没有这种词").format(code=code)


def role_faults(roles: Collection[Role]) -> Iterator[str]:
    """Yield a sentence for every role that a plan is without, and for every unknown one."""
    found = {role.code: role for role in roles}
    for code, name in ROLES.items():
        if code not in found:
            yield _("表 roles 缺少 {code}（{name}）").format(code=code, name=name)
        elif code in WHOSE and found[code].org is None:
            yield _("表 roles 的 {code}：须写明单位 org").format(code=code)
        elif code not in WHOSE and found[code].org is not None:
            yield _("表 roles 的 {code}：不得写单位 org").format(code=code)
    for code in found:
        if code not in ROLES and code not in MAY_LACK:
            yield _("表 roles 的 {code}：没有这种角色").format(code=code)
