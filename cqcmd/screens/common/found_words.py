"""What was found in a quick line, written as its field takes it."""

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.fields import WORD_FIELDS, choice_text
from cqcmd.parsing.words.scanned_line import Found

TIMES = ("received_at", "occurred_at")
ANSWERS = {"yes": _("是"), "no": _("否"), "possible": _("可能")}


def found_words(desk: Desk, found: Found) -> str:
    """Return what was found, in the words of its field; nothing where there is no such field."""
    plan = desk.plan
    if found.field == "district":
        return plan.district(found.value).name
    if found.field == "equipment":
        return plan.kind(found.value).name
    if found.field in TIMES:
        return dated(desk, found.value)
    fact = next((fact for fact in plan.facts if fact.code == found.field), None)
    if fact and fact.kind == "choice":
        choices = (choice for choice in fact.choices if choice.code == found.value)
        return next((choice_text(fact, choice) for choice in choices), "")
    if fact is None and found.field not in WORD_FIELDS:
        return ""
    return ANSWERS.get(found.value, found.value) if fact else found.value


def dated(desk: Desk, text: str) -> str:
    """Give a clock time its date, so that it means the same tomorrow; other words stay."""
    try:
        moment = desk.plan_reader.moment(text)
    except BadInput:
        return text
    here, today = local(moment), local(desk.clock.now())
    day = f"{here:%m-%d}" if here.year == today.year else f"{here:%Y-%m-%d}"
    clock = f"{here:%H:%M:%S}" if here.second else f"{here:%H:%M}"
    return f"{day} {clock}"
