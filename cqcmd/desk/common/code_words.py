"""Words for the codes of a plan that may lack them: the code itself stands then."""

from datetime import datetime

from cqcmd.desk.common.wording import CHANNELS, fact_words, moment_words
from cqcmd.i18n import _
from cqcmd.incident.known import Known, Value
from cqcmd.rules.facts import Amount
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import DutyRule, Fact


def duty_words(plan: Plan, code: str) -> str:
    """Return ``电话 区县政府``, or ``续报 区县政府`` of a code that names its receiver."""
    rule, _colon, receiver = code.partition(":")
    row = plan.index["duties"].get(code)
    if isinstance(row, DutyRule):
        return f"{CHANNELS[row.channel]} {plan.org(row.receiver).short}"
    later = plan.index["followups"].get(rule)
    org = plan.index["orgs"].get(receiver)
    return f"{getattr(later, 'name', rule)} {getattr(org, 'short', receiver)}".rstrip()


def value_words(plan: Plan, code: str, value: Value, now: datetime) -> str:
    """Return the value of a fact, of the equipment, or a moment."""
    if isinstance(value, datetime):
        return moment_words(value, now)
    if code == "equipment":
        named = plan.index["equipment"].get(str(value or ""))
        return getattr(named, "name", str(value or "") or _("待核"))
    fact = plan.index["facts"].get(code)
    if isinstance(fact, Fact):
        return fact_words(fact, Known(value, "", now, "", "", ""))
    return _bare(value) if isinstance(value, Amount) else str(value or _("待核"))


def _bare(amount: Amount) -> str:
    """Return an amount of which nobody knows what it counts: ``2``, ``确认2，可能5``."""
    sure, maybe = (_("待核") if n is None else f"{n}" for n in (amount.confirmed, amount.possible))
    return sure if sure == maybe else _("确认{n}，可能{m}").format(n=sure, m=maybe)
