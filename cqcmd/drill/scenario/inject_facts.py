"""The facts a message carries: each a field of a form, with a text that the form would read."""

from datetime import datetime

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.fields import WORD_FIELDS, read_flag
from cqcmd.parsing.quantities import read_quantity
from cqcmd.parsing.times import read_time
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Fact
from cqcmd.text import half_width


def fact_fault(plan: Plan, name: str, text: str, now: datetime) -> str:
    """Say what is wrong with a fact that arrives at ``now``; empty if a form would take it."""
    try:
        _read(plan, name, text, now)
    except BadInput as refusal:
        return str(refusal)
    return ""


def is_field(plan: Plan, name: str) -> bool:
    """Whether a form has a field of that name."""
    own = ("equipment", "occurred_at", "received_at", *WORD_FIELDS)
    return name in own or name in plan.index["facts"]


def _read(plan: Plan, name: str, text: str, now: datetime) -> None:
    facts = plan.index["facts"]
    if not text.strip():
        raise BadInput(_("是空的；不知道的就不要写"))
    if name == "equipment":
        _equipment(plan, text)
    elif name == "occurred_at":
        read_time(text, now)
    elif name == "district":
        if not any(text in (row.name, row.short) for row in plan.districts):
            words = _("没有“{name}”这个{district}")
            raise BadInput(words.format(name=text, district=plan.word("district")))
    elif name in facts:
        _fact(plan.fact(name), text)
    elif name not in WORD_FIELDS:
        raise BadInput(_("没有这一项事实"))


def _equipment(plan: Plan, text: str) -> None:
    for row in plan.equipment:
        if text in (row.code, row.name, row.short, *row.words):
            return
    raise BadInput(_("没有“{name}”这种设备").format(name=text))


def _fact(fact: Fact, text: str) -> None:
    if fact.kind == "flag":
        read_flag(text)
    elif fact.kind == "choice":
        names = [name for choice in fact.choices for name in (choice.name, choice.code)]
        if half_width(text) not in map(half_width, names):
            raise BadInput(_("须是 {names} 之一").format(names="、".join(names)))
    # Through the readers of the forms: what a trainee could not type must not be in a message.
    elif not read_quantity(text, fact.kind).complete:
        raise BadInput(_("没有写完"))
