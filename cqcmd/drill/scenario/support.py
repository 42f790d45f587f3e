"""What of the plan a target is about, and whether a clause supports expecting it."""

from collections.abc import Iterator

from cqcmd.drill.scenario.targets import Target
from cqcmd.i18n import _
from cqcmd.rules import rows
from cqcmd.rules.plan import Plan

EXACT = ("duty", "grade")
"""Kinds whose clause must be the row's own; of the others one of the same chapter will do, since
the plan speaks of groups, responses and measures in several places."""


def kinds_of(target: Target, kinds: tuple[str, ...]) -> list[str]:
    """Return the fields among ``kinds`` that are filled in; a good target has one."""
    return [kind for kind in kinds if getattr(target, kind) is not None]


def rows_about(plan: Plan, kind: str, target: Target) -> list[rows.Row]:
    """Return the rows of the plan that a target of this kind names, if the plan has such."""
    value = getattr(target, kind)
    match kind:
        case "duty":
            return _duties(plan, value)
        case "grade":
            return [row for row in plan.criteria if row.grade == value]
        case "response":
            return [row for row in plan.responses if row.level == value]
        case "step":
            return list(plan.responses)
        case "command":
            return [row for row in plan.posts if row.headquarters == value and row.chief]
        case "group":
            return [row for row in plan.groups if row.code == value]
        case "measure":
            return _tasks(plan, value)
        case "document":
            return _reports(plan, value)
        case "warning":
            return [row for row in plan.warnings if row.level == value]
    return []


def target_faults(plan: Plan, kind: str, target: Target) -> Iterator[str]:
    """Yield a sentence for each name in a target that the plan does not have."""
    if not rows_about(plan, kind, target):
        words = _("{kind} 指的 {value} 不在预案的条目里")
        yield words.format(kind=kind, value=getattr(target, kind))
    if target.possible and kind != "grade":
        yield _("possible 只能和 grade 一起写")
    if target.tells and kind != "document":
        yield _("tells 只能和 document 一起写")
    written = {row.code for row in plan.contents if row.report == "written"}
    for code in target.tells:
        if code not in written:
            words = _("书面报告没有要素 {code}（{clause}）")
            yield words.format(code=code, clause=plan.role("report.contents").clause)


def clause_fault(plan: Plan, kind: str, target: Target, clause: str) -> str:
    """Why a clause does not support expecting a target; empty where it does."""
    if clause not in plan.clauses:
        return _("预案正文中没有条款 {clause}").format(clause=clause)
    found = rows_about(plan, kind, target)
    own = list(dict.fromkeys(row.clause for row in found))
    backed = clause in own
    if kind not in EXACT:
        backed = _chapter(clause) in map(_chapter, own)
    # What the plan does not have at all is told by `target_faults` already.
    if not found or backed:
        return ""
    words = _("条款 {clause} 不支持这一项，依据在 {own}")
    return words.format(clause=clause, own="、".join(own))


def _chapter(clause: str) -> str:
    return clause.partition(".")[0]


def _duties(plan: Plan, code: str) -> list[rows.Row]:
    if code in plan.index["duties"]:
        return [plan.index["duties"][code]]
    rule, _colon, receiver = code.partition(":")
    known = rule in plan.index["followups"] and receiver in plan.index["orgs"]
    return [plan.index["followups"][rule]] if known else []


def _tasks(plan: Plan, code: str) -> list[rows.Row]:
    found: list[rows.Row] = [
        row for row in plan.measures if code in (row.code, *(step.code for step in row.steps))
    ]
    return found + [row for row in plan.aftermath if row.code == code]


def _reports(plan: Plan, stage: str) -> list[rows.Row]:
    first: list[rows.Row] = [row for row in plan.contents if row.report == "written"]
    later = [row for row in plan.followups if row.report == stage]
    return first if stage == "initial" else [*later, *first]
