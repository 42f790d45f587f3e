"""Facts and reports in words, for the log."""

from datetime import datetime

from cqcmd.desk.common.office import Office
from cqcmd.desk.common.wording import fact_words, moment_words
from cqcmd.desk.duties.deadlines import label_of
from cqcmd.desk.facts.views import WORDS
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.known import Known


def reported_words(office: Office, event: events.Reported) -> str:
    """Which report, who took it, by what number."""
    label = label_of(office, event.channel, event.receiver)
    sender = office.plan.org(event.sender).short
    read_back = {True: _("已复诵"), False: _("未复诵"), None: ""}[event.read_back]
    parts = [
        _("{sender} {label}").format(sender=sender, label=label),
        _("接报人 {name}").format(name=event.person),
        event.number,
        read_back,
        event.remark,
    ]
    return " ".join(part for part in parts if part)


def detail_words(fields: dict[str, str | None]) -> str:
    """What was said in words, field by field."""
    return "；".join(
        f"{WORDS.get(name, name)} {text or _('（清空）')}" for name, text in fields.items()
    )


def facts_words(office: Office, entry: Entry, event: events.FactsSet, now: datetime) -> str:
    """Each fact with its value, and who said so."""
    said = []
    for values in (event.choices, event.amounts, event.moments):
        for code, value in values.items():
            known = Known(value, "", entry.occurred_at, entry.id, entry.station, entry.actor)
            said.append(f"{fact_name(office, code)} {_value(office, code, known, now)}")
    source = _("（{source}）").format(source=event.source) if event.source else ""
    return "；".join(said) + source


def _value(office: Office, code: str, known: Known, now: datetime) -> str:
    if isinstance(known.value, datetime):
        return moment_words(known.value, now)
    if code == "equipment":
        return office.plan.kind(str(known.value)).name if known.value else _("待核")
    return fact_words(office.plan.fact(code), known)


def fact_name(office: Office, code: str) -> str:
    """A fact as short as the log has it."""
    facts = office.plan.index["facts"]
    return office.plan.fact(code).short if code in facts else WORDS.get(code, code)
