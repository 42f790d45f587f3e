"""What a sound plan leaves out, perhaps by a slip: said as a hint, refused never."""

from collections.abc import Iterator

from cqcmd.i18n import _
from cqcmd.rules.form_fields import FILLED
from cqcmd.rules.plan import Plan
from cqcmd.rules.plan_references import references
from cqcmd.rules.proofs.place import at
from cqcmd.rules.rows import Fact, Row

NAMED = ("orgs", "facts")
"""Tables whose rows do nothing by themselves: another row has to name them."""

LEFT_EMPTY = {
    "districts": _("接报不能选地区"),
    "scope": _("不提醒“不适用本预案”"),
    "followups": _("不会要求续报、终报"),
    "posts": _("指挥房间没有职务"),
    "headquarters_acts": _("指挥房间没有指挥部的决定"),
    "warning_items": _("预警没有行动可勾"),
    "groups": _("指挥房间没有工作组"),
    "units": _("通讯录不能按成员单位归类"),
    "measures": _("措施房间是空的"),
    "aftermath": _("善后房间是空的"),
}
"""What a post goes without where a table has no row."""


def hints(plan: Plan) -> Iterator[str]:
    """Yield a sentence for everything that an author may have forgotten."""
    for proof in (_empty, _grades, _reports, _unnamed):
        yield from proof(plan)


def _empty(plan: Plan) -> Iterator[str]:
    for table, lacking in LEFT_EMPTY.items():
        if not plan.index[table]:
            yield _("表 {table} 是空的：{lacking}").format(table=table, lacking=lacking)


def _grades(plan: Plan) -> Iterator[str]:
    given = {row.grade for row in plan.criteria}
    for rule in plan.responses:
        if rule.grade and rule.grade not in given:
            words = _("等级 {grade} 没有任何情形，只能人工定级；{response} 不会自动提出")
            yield words.format(grade=rule.grade, response=rule.code)
    read = {condition.fact for row in plan.criteria for condition in row.when}
    for fact in plan.facts:
        if fact.graded and fact.code not in read:
            yield at("facts", fact, _("标了分级（graded），却没有情形用到它"))


def _reports(plan: Plan) -> Iterator[str]:
    written = {row.report for row in plan.contents}
    for report in FILLED:
        if report not in written:
            yield _("表 contents 没有 {report} 的行：这种文稿没有内容").format(report=report)
    if plan.followups and not any(rule.report == "final" for rule in plan.followups):
        yield _("表 followups 没有 final 的行：处置结束后不会要求终报")


def _unnamed(plan: Plan) -> Iterator[str]:
    named = {table: set(_named(plan, table)) for table in NAMED}
    for table in NAMED:
        for code, row in plan.index[table].items():
            if code not in named[table] and not _useful(row):
                yield at(table, row, _("没有任何一行用到它"))


def _named(plan: Plan, table: str) -> Iterator[str]:
    """Yield the codes of a table's rows that other rows name."""
    for found in plan.index.values():
        for row in found.values():
            yield from (code for _f, code, tables in references(row) if table in tables)
    if table == "facts":
        yield from (name for row in plan.contents for name in row.fields)


def _useful(row: Row) -> bool:
    """Tell whether a fact that no row names decides something all the same."""
    return isinstance(row, Fact) and bool(row.graded or row.sets or row.adds_possible)
