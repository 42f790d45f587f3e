"""The toll of an incident in short: in a running title, and in few cells of a table."""

from collections.abc import Iterator

from cqcmd.i18n import _
from cqcmd.incident.known import KnownFacts
from cqcmd.rules.facts import Amount
from cqcmd.rules.plan import Plan

AFTER_A_NUMBER = {"deaths": _("死"), "serious_injuries": _("重伤"), "stranded": _("人滞留")}
"""What people are called behind their number; of other facts of a plan its short name."""

BEFORE_A_NUMBER = {"deaths": _("死"), "trapped": _("困"), "injuries_unclear": _("伤未明")}
"""What people are called before their number."""


def title_toll(plan: Plan, facts: KnownFacts) -> str:
    """Return ``1死3重伤``: what is confirmed of the casualties that are graded."""
    found = []
    for fact in plan.casualties:
        amount = facts.amount(fact.code) if fact.graded else None
        if amount is not None and amount.confirmed:
            found.append(f"{amount.confirmed}{AFTER_A_NUMBER.get(fact.code, fact.short)}")
    return "".join(found)


def cell_toll(plan: Plan, facts: KnownFacts) -> str:
    """Return ``死1可能4 重伤3另处5 困1``: what is confirmed of people, and what may turn out so.

    ``另处``: what another station recorded instead, until somebody settles it.
    """
    return " ".join(_counts(plan, facts))


def _counts(plan: Plan, facts: KnownFacts) -> Iterator[str]:
    for fact in plan.casualties:
        amount = facts.amount(fact.code)
        words = "" if amount is None else _count(amount)
        if words := words + _elsewhere(facts, fact.code, bool(words)):
            yield f"{BEFORE_A_NUMBER.get(fact.code, fact.short)}{words}"


def _elsewhere(facts: KnownFacts, code: str, shown: bool) -> str:
    """Return the numbers that other stations set apart from the one shown; a 0 beside none."""
    conflict = facts.conflicts.get(code)
    others = [one.value for one in conflict.others] if conflict else []
    counts = [_count(one) or "0" for one in others if isinstance(one, Amount)]
    sure = "" if shown or not counts else "0"
    return sure + "".join(_("另处{count}").format(count=count) for count in counts)


def _count(amount: Amount) -> str:
    sure = str(amount.confirmed) if amount.confirmed else ""
    if amount.possible is None or amount.possible == (amount.confirmed or 0):
        return sure
    return _("{sure}可能{possible}").format(sure=sure, possible=amount.possible)
