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
    """Return ``1死3重伤``: what is confirmed of the casualties that are graded.

    What another station recorded instead stands behind it: ``1死（另处2）3重伤``.
    """
    found = []
    for fact in plan.casualties:
        amount = facts.amount(fact.code) if fact.graded else None
        elsewhere = "".join(_others(facts, fact.code))
        if amount is not None and (amount.confirmed or elsewhere):
            words = f"{amount.confirmed or 0}{AFTER_A_NUMBER.get(fact.code, fact.short)}"
            found.append(words + (f"（{elsewhere}）" if elsewhere else ""))
    return "".join(found)


def cell_toll(plan: Plan, facts: KnownFacts) -> str:
    """Return ``死1可能4 重伤3另处5 困1``: what is confirmed of people, and what may turn out so.

    ``另处``: what another station recorded instead, until somebody settles it.
    """
    return " ".join(_counts(plan, facts))


def _counts(plan: Plan, facts: KnownFacts) -> Iterator[str]:
    for fact in plan.casualties:
        amount = facts.amount(fact.code)
        words, others = "" if amount is None else _count(amount), _others(facts, fact.code)
        if words or others:
            count = "".join([words or "0", *others])
            yield f"{BEFORE_A_NUMBER.get(fact.code, fact.short)}{count}"


def _others(facts: KnownFacts, code: str) -> list[str]:
    """Return the numbers that other stations set apart from the one shown."""
    conflict = facts.conflicts.get(code)
    others = [one.value for one in conflict.others] if conflict else []
    counts = [_count(one) or "0" for one in others if isinstance(one, Amount)]
    return [_("另处{count}").format(count=count) for count in counts]


def _count(amount: Amount) -> str:
    sure = str(amount.confirmed) if amount.confirmed else ""
    if amount.possible is None or amount.possible == (amount.confirmed or 0):
        return sure
    return _("{sure}可能{possible}").format(sure=sure, possible=amount.possible)
