"""A row of the plan in words an officer reads: what kind of row it is, and what it says."""

import re
from collections.abc import Iterator
from itertools import groupby

from cqcmd.i18n import _
from cqcmd.rules import rows
from cqcmd.rules.plan import Plan
from cqcmd.rules.plan_text import without_spaces

GRADED = re.compile(r"有下列情形之一的，为(.{1,8}?)特种设备事故")
"""How a clause opens that says which accidents are of one grade, and what it calls the grade."""

KINDS = {
    "meta": _("预案"),
    "orgs": _("单位"),
    "equipment": _("设备种类"),
    "facts": _("要素"),
    "criteria": _("情形"),
    "scope": _("不适用"),
    "duties": _("报告义务"),
    "followups": _("续报和终报"),
    "responses": _("应急响应"),
    "posts": _("指挥部"),
    "headquarters_acts": _("指挥部职责"),
    "warnings": _("预警"),
    "groups": _("工作组"),
    "units": _("成员单位"),
    "measures": _("处置措施"),
    "rescue_tiers": _("三级救援"),
    "aftermath": _("后期处置"),
}
SORTS = {
    "phone": _("电话报告内容"),
    "written": _("书面报告内容"),
    "press": _("信息发布内容"),
    "start_order": _("启动决定内容"),
    "content": _("预警内容"),
    "channel": _("发布渠道"),
    "action": _("预警行动"),
    "change": _("预警变更"),
}
CHANNELS = {"phone": _("电话"), "written": _("书面")}

BARE = (
    rows.Org,
    rows.District,
    rows.Equipment,
    rows.Fact,
    rows.ScopeRule,
    rows.Content,
    rows.WarningItem,
    rows.Measure,
    rows.Aftermath,
)
"""Rows that say no more than a name: those of one kind share a line."""


def sentences_of(plan: Plan, found: list[tuple[str, rows.Row]]) -> Iterator[str]:
    """Yield the rows, each given with its table, as lines of words without a code."""
    # Only neighbours are joined, so that the lines keep the order of the plan.
    for (kind, bare), group in groupby(found, lambda pair: (_kind(plan, *pair), _is_bare(pair[1]))):
        words = [_row_words(plan, row) for _table, row in group]
        if bare:
            between = "；" if any("、" in text for text in words) else "、"
            words = [between.join(dict.fromkeys(words))]
        yield from (_("{kind}：{words}").format(kind=kind, words=text) for text in words)


def coded(plan: Plan, table: str, row: rows.Row) -> str:
    """Write one row in words, with its table and code behind them."""
    words = _("{kind}：{words}").format(kind=_kind(plan, table, row), words=_row_words(plan, row))
    return f"{words} [{table} {row.code}]"


def _kind(plan: Plan, table: str, row: rows.Row) -> str:
    match row:
        case rows.Content():
            return SORTS[row.report]
        case rows.WarningItem():
            return SORTS[row.kind]
        case rows.District():
            return plan.word("district")
    return KINDS[table]


def _row_words(plan: Plan, row: rows.Row) -> str:
    """Write what a row says, with its other source where it has one."""
    words = _words(plan, row)
    source = getattr(row, "source", None)
    if isinstance(source, rows.Source):
        words += _("（另据：{title} {article}）").format(title=source.title, article=source.article)
    return words


def _words(plan: Plan, row: rows.Row) -> str:
    match row:
        case rows.Criterion():
            return f"{_grade(plan, row)} {without_spaces(row.text).removesuffix('的')}"
        case rows.DutyRule():
            return _duty(plan, row)
        case rows.ResponseRule():
            return row.text
        case rows.Post():
            # Whatever the plan does not say itself is marked, here and for the groups.
            guess = _("（推定）") if row.inferred else ""
            return f"{row.name} {row.holder}{guess}"
        case rows.WarningLevel():
            return f"{row.name}（{row.colour}） {row.text}"
        case rows.Unit():
            return f"{row.name} {'；'.join(row.duties)}"
        case rows.Group():
            leads = "、".join(plan.unit(code).name for code in row.leads)
            return row.name + " " + _("牵头（推定）：{leads}").format(leads=leads)
        case rows.Measure():
            return _("{name}（{count} 步）").format(name=row.name, count=len(row.steps))
        case rows.Meta():
            return f"{row.title} {row.number}"
    return str(getattr(row, "name", "") or row.text)


def _is_bare(row: rows.Row) -> bool:
    return isinstance(row, BARE)


def _grade(plan: Plan, row: rows.Criterion) -> str:
    """Return what the clause itself calls the grade."""
    named = GRADED.match(plan.clauses[row.clause].text)
    return named[1] if named else _("{level}级").format(level=row.grade)


def _duty(plan: Plan, duty: rows.DutyRule) -> str:
    words = _("{sender} 报 {receiver}").format(
        sender=_short(plan, duty.sender), receiver=_short(plan, duty.receiver)
    )
    words = " ".join(filter(None, (words, CHANNELS.get(duty.channel), _limit(duty))))
    if duty.cc:
        words += _("，抄送 {cc}").format(cc=plan.org(duty.cc).short)
    return words


def _short(plan: Plan, code: str) -> str:
    """Return the short name, but the full one at the scene: 现场 and 单位 alone name nobody."""
    org = plan.org(code)
    return org.name if plan.org_level(code).at_scene else org.short


def _limit(duty: rows.DutyRule) -> str:
    if duty.minutes is None:
        return _("立即")
    hours, minutes = divmod(duty.minutes, 60)
    words = _("{n}分钟内").format(n=duty.minutes) if minutes else _("{n}小时内").format(n=hours)
    return _("事发后") + words if duty.anchor == "occurrence" else words
