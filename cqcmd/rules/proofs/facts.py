"""Proofs about facts and the conditions on them."""

from collections.abc import Iterator

from cqcmd.i18n import _
from cqcmd.rules import rows
from cqcmd.rules.facts import LARGEST
from cqcmd.rules.plan import Plan
from cqcmd.rules.proofs.place import at

MOST_HOURS = 24 * 365 * 10
"""Ten years: a moment so many hours on can still be computed and shown."""

MOST_CONDITIONS = 40
"""Of one criterion: the plan's own have three at most."""

GROWING = ("stranded_hours", "outage_hours")
"""The facts of which the program knows when they began; no other can grow."""


def fact_faults(plan: Plan) -> Iterator[str]:
    """Yield a sentence for every fault of a fact, and of a condition of a criterion."""
    for fact in plan.facts:
        for reason in (*_links(plan, fact), *_own(fact), *_answers(fact)):
            yield at("facts", fact, reason)
    yield from _deciders(plan)
    yield from _conditions(plan)
    yield from _asking(plan)


def _links(plan: Plan, fact: rows.Fact) -> Iterator[str]:
    target = plan.index["facts"].get(fact.adds_possible or "")
    if isinstance(target, rows.Fact) and (not target.graded or target.kind != fact.kind):
        yield _("adds_possible 须指向同类的分级事实")
    flag = plan.index["facts"].get(fact.sets or "")
    if isinstance(flag, rows.Fact) and flag.kind != "flag":
        yield _("sets 须指向是非事实")
    if isinstance(flag, rows.Fact) and not flag.graded:
        yield _("sets 须指向分级事实")
    if fact.adds_possible == fact.code:
        yield _("adds_possible 不能指向自己")


def _own(fact: rows.Fact) -> Iterator[str]:
    if fact.implied is not None and (fact.kind == "flag" or not 0 <= fact.implied <= _most(fact)):
        yield _("implied 须是数量事实的非负数")
    if fact.equipment == ():
        yield _("equipment 是空表，没有设备会问它；问全部设备就不写 equipment")
    if fact.words and not (fact.kind == "flag" or (fact.kind == "people" and fact.unit)):
        yield _("words 只能写在是非事实和有单位的整数事实上")
    if any(len(word.strip()) < 2 for word in fact.words):
        yield _("words 里的词至少两个字：一个字会在别的词里碰巧出现")
    if fact.grows and fact.code not in GROWING:
        names = "、".join(GROWING)
        yield _("程序只会让 {names} 随时间增长，其他事实不写 grows").format(names=names)


def _answers(fact: rows.Fact) -> Iterator[str]:
    if (fact.kind == "choice") != bool(fact.choices and fact.sets):
        yield _("选择事实须有 choices 和 sets，其他事实不得有")
    for said in ("code", "name"):
        answers = [getattr(choice, said) for choice in fact.choices]
        if len(set(answers)) != len(answers) or not all(map(str.strip, answers)):
            yield _("choices 的 {said} 有重复或空白").format(said=said)


def _deciders(plan: Plan) -> Iterator[str]:
    """Prove that a flag is decided by one choice alone: of two answers the later would win."""
    decided: dict[str, str] = {}
    for fact in plan.facts:
        if fact.sets and decided.setdefault(fact.sets, fact.code) != fact.code:
            words = _("sets 指向的 {flag} 已由 {other} 决定")
            yield at("facts", fact, words.format(flag=fact.sets, other=decided[fact.sets]))


def _most(fact: rows.Fact) -> int:
    return MOST_HOURS if fact.kind == "hours" else LARGEST


def _conditions(plan: Plan) -> Iterator[str]:
    for row in plan.criteria:
        if not row.when:
            yield at("criteria", row, _("没有任何条件"))
        if len(row.when) > MOST_CONDITIONS:
            yield at("criteria", row, _("条件超过 {most} 个").format(most=MOST_CONDITIONS))
            continue
        if row.equipment == ():
            yield at("criteria", row, _("equipment 是空表，永远用不上；管全部设备就不写 equipment"))
        if len({condition.fact for condition in row.when}) != len(row.when):
            yield at("criteria", row, _("同一事实写了两个条件"))
        for condition in row.when:
            fact = plan.index["facts"].get(condition.fact)
            # A code that names no row is told by `reference_faults`, once.
            if isinstance(fact, rows.Fact):
                for reason in _condition_faults(row.equipment, condition, fact):
                    yield at("criteria", row, f"{condition.fact}：{reason}")


def _asking(plan: Plan) -> Iterator[str]:
    """Prove the conditions on which a response is asked for without a grade."""
    for row in plan.responses:
        for part in row.when:
            if not part:
                yield at("responses", row, _("when 里有一组没有任何条件"))
            for condition in part:
                for reason in _asking_faults(plan, condition):
                    yield at("responses", row, f"{condition.fact}：{reason}")


def _asking_faults(plan: Plan, condition: rows.Condition) -> Iterator[str]:
    fact = plan.index["facts"].get(condition.fact)
    if isinstance(fact, rows.Fact):
        yield from _condition_faults(None, condition, fact)
    # More harm asks for no lower response, so an upper end would mean nothing.
    if condition.below is not None:
        yield _("响应的条件不写 below")


def _condition_faults(
    equipment: tuple[str, ...] | None, condition: rows.Condition, fact: rows.Fact
) -> Iterator[str]:
    low, high = condition.at_least, condition.below
    if not fact.graded:
        yield _("不是分级事实")
    if fact.kind == "choice":
        yield _("选择事实不能作条件，请写它的 sets 所指的是非事实")
        return
    # A criterion of all equipment stands here as "", which no fact of some equipment has.
    if fact.equipment is not None and not set(equipment or ("",)) <= set(fact.equipment):
        yield _("这一事实不问及本情形的全部设备")
    if fact.kind == "flag":
        if low is not None or high is not None:
            yield _("是非事实不得有上下限")
        return
    if low is None or not 0 < low < float("inf"):
        yield _("下限须大于 0")
    elif high is not None and not low < high < float("inf"):
        yield _("上限须大于下限")
    elif max(low, high or 0) > _most(fact):
        yield _("上下限不得超过 {most:,} {unit}").format(most=_most(fact), unit=fact.unit)
    if fact.kind in ("people", "yuan") and any(isinstance(end, float) for end in (low, high)):
        yield _("人数和金额的上下限须是整数")
