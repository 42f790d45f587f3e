"""What is proved of the rows of a plan one by one; `ladders` proves the criteria together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct, structs

from cqcmd.i18n import _
from cqcmd.rules import rows
from cqcmd.rules.plan import Plan
from cqcmd.rules.plan_text import within, without_spaces
from cqcmd.rules.roles import role_faults, word_faults
from cqcmd.text import clean

NEEDED = ("orgs", "equipment", "facts", "criteria", "duties", "responses", "headquarters")
"""The tables without which a plan grades nothing or sets no clock."""

LONGEST_DUTY = 60 * 24 * 60
"""Minutes, 60 days: beyond this a limit is a slip of the pen."""

# No slash: a plan from elsewhere may only name a text that lies beside it.
_FILE_NAME = re.compile(r"[\w-][\w.-]*\.(md|txt)")


def row_faults(plan: Plan) -> Iterator[str]:
    """Yield a sentence for every fault of a row, or of one table."""
    for proof in (_empty, _levels, _facts, _conditions, _dates, _duties, _text_file, _quotes, _fit):
        yield from proof(plan)
    yield from role_faults(plan.roles)
    yield from word_faults(plan.words)


def _empty(plan: Plan) -> Iterator[str]:
    for table in NEEDED:
        if not plan.index[table]:
            yield _("表 {table} 没有可用的行").format(table=table)


def _levels(plan: Plan) -> Iterator[str]:
    """Prove that each response and warning level stands once, and has the grade of its level."""
    yield from _once("responses", rows.GRADES, (row.level for row in plan.responses))
    if plan.warnings:
        yield from _once("warnings", (1, 2, 3, 4), (row.level for row in plan.warnings))
    wrong: list[tuple[str, rows.Row]] = []
    wrong += [("responses", row) for row in plan.responses if row.grade != row.level]
    wrong += [("warnings", w) for w in plan.warnings if w.grade != rows.GRADES[w.level - 1]]
    for table, row in wrong:
        yield _at(table, row, _("级别与事故等级不对应"))
    # `response_to` takes the first rule that holds, so the gravest has to stand first.
    if sorted(plan.responses, key=lambda row: row.level) != list(plan.responses):
        yield _("表 responses 须从 I 级到 IV 级排列")


def _once(table: str, wanted: Iterable[object], found: Iterable[object]) -> Iterator[str]:
    counts = Counter(found)
    for level in wanted:
        if counts[level] != 1:
            yield _("表 {table} 中级别 {level} 须正好一行，现有 {count} 行").format(
                table=table, level=level, count=counts[level]
            )


def _facts(plan: Plan) -> Iterator[str]:
    for fact in plan.facts:
        target = plan.index["facts"].get(fact.adds_possible or "")
        if isinstance(target, rows.Fact) and (not target.graded or target.kind != fact.kind):
            yield _at("facts", fact, _("adds_possible 须指向同类的分级事实"))
        flag = plan.index["facts"].get(fact.sets or "")
        if isinstance(flag, rows.Fact) and flag.kind != "flag":
            yield _at("facts", fact, _("sets 须指向是非事实"))
        if (fact.kind == "choice") != bool(fact.choices and fact.sets):
            yield _at("facts", fact, _("选择事实须有 choices 和 sets，其他事实不得有"))
        if fact.implied is not None and (fact.kind == "flag" or fact.implied < 0):
            yield _at("facts", fact, _("implied 须是数量事实的非负数"))


def _conditions(plan: Plan) -> Iterator[str]:
    for row in plan.criteria:
        if not row.when:
            yield _at("criteria", row, _("没有任何条件"))
        if len({condition.fact for condition in row.when}) != len(row.when):
            yield _at("criteria", row, _("同一事实写了两个条件"))
        for condition in row.when:
            fact = plan.index["facts"].get(condition.fact)
            # A code that names no row is told by `reference_faults`, once.
            if isinstance(fact, rows.Fact):
                for reason in _condition_faults(row, condition, fact):
                    yield _at("criteria", row, f"{condition.fact}：{reason}")


def _condition_faults(
    row: rows.Criterion, condition: rows.Condition, fact: rows.Fact
) -> Iterator[str]:
    low, high = condition.at_least, condition.below
    if not fact.graded:
        yield _("不是分级事实")
    # A criterion of all equipment stands here as "", which no fact of some equipment has.
    if fact.equipment is not None and not set(row.equipment or ("",)) <= set(fact.equipment):
        yield _("这一事实不问及本情形的全部设备")
    if fact.kind == "flag":
        if low is not None or high is not None:
            yield _("是非事实不得有上下限")
        return
    if low is None or not 0 < low < float("inf"):
        yield _("下限须大于 0")
    elif high is not None and not low < high < float("inf"):
        yield _("上限须大于下限")
    if fact.kind in ("people", "yuan") and any(isinstance(end, float) for end in (low, high)):
        yield _("人数和金额的上下限须是整数")


def _dates(plan: Plan) -> Iterator[str]:
    for district in plan.districts:
        for day in (district.since, district.until):
            if day is not None and not _is_date(day):
                yield _at("districts", district, _("日期 {day} 须形如 2025-11-06").format(day=day))


def _is_date(day: str) -> bool:
    try:
        # Python also reads 20251106 and 2025-W45-4; a plan writes a day in one way.
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _duties(plan: Plan) -> Iterator[str]:
    for duty in plan.duties:
        if duty.minutes is not None and not 0 < duty.minutes <= LONGEST_DUTY:
            yield _at("duties", duty, _("时限须是 1 分钟至 60 天"))
        if duty.sender == duty.receiver:
            yield _at("duties", duty, _("报送方与接收方相同"))
        if duty.anchor == "occurrence" and duty.minutes is None:
            yield _at("duties", duty, _("自事发起算的义务须有时限"))


def _text_file(plan: Plan) -> Iterator[str]:
    if not _FILE_NAME.fullmatch(plan.meta.text_file):
        yield _at("meta", plan.meta, _("text_file 须是同一目录下的 .md 或 .txt 文件名"))


def _quotes(plan: Plan) -> Iterator[str]:
    """Prove that whatever a row quotes stands in its clause, white space apart."""
    texts: dict[str, str] = {}
    for table, found in plan.index.items():
        for row in found.values():
            if row.clause not in plan.clauses:
                continue
            # Once a clause, not once a row: all member units quote the same annex.
            if row.clause not in texts:
                texts[row.clause] = without_spaces(within(plan.clauses, row.clause))
            for words in quotations(row):
                if without_spaces(words) not in texts[row.clause]:
                    yield _at(table, row, _("引文“{words}”不在该条款中").format(words=words))


def _fit(plan: Plan) -> Iterator[str]:
    """Prove that every text is fit to be shown: nothing invisible in it, no line breaks in rows."""
    for table, found in plan.index.items():
        for row in found.values():
            if any(clean(s, limit=len(s), lines=False) != s for s in _strings(row)):
                yield _at(table, row, _("文字含有控制字符、换行或不规范字符"))
    for clause in plan.clauses.values():
        if clean(clause.text, limit=len(clause.text)) != clause.text:
            yield _("预案正文 {number}：含有控制字符或不规范字符").format(number=clause.number)


def _strings(value: object) -> Iterator[str]:
    """Yield every text inside a row."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        yield from _strings(structs.astuple(value))
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)


def quotations(row: rows.Row) -> tuple[str, ...]:
    """Return the plan's wording that a row repeats."""
    match row:
        case rows.Unit():
            return (row.text, *row.duties)
        case rows.Measure():
            return (row.text, *(step.text for step in row.steps))
        case rows.Aftermath():
            return (row.text, *row.owners)
        case _:
            return (row.text,)


def _at(table: str, row: rows.Row, reason: str) -> str:
    return _("表 {table} 的 {row}（{clause}）：{reason}").format(
        table=table, row=row.code, clause=row.clause, reason=reason
    )
