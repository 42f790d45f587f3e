"""Entries of the aftermath in words: families, what was promised to them, referrals."""

from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.measures.forms import REFERRAL_STATES
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.state import Incident


def say_promised(incident: Incident | None, promised: events.Promised, now: datetime) -> str:
    """Return what was promised, to which family, who is to do it, by when."""
    told = [_("{owner}办").format(owner=promised.owner)] if promised.owner else []
    told += [_("{time} 前").format(time=stamp(promised.due, now))] if promised.due else []
    said = _("（{told}）").format(told="，".join(told)) if told else ""
    whose = _whose(incident, promised.family)
    return f"{whose}：{promised.text}{said}" if whose else promised.text + said


def say_aftermath(incident: Incident | None, event: events.FamilyKept | events.Referred) -> str:
    """Return what an entry about a family or a referral says, in one line."""
    if isinstance(event, events.Referred):
        words = _("{state} {name}（{lead}）").format(
            state=REFERRAL_STATES[event.state], name=event.name, lead=event.lead
        )
        whose = _whose(incident, event.family)
        return " ".join(filter(None, (words, whose, event.who, event.words)))
    if event.withdrawn:
        return _("移出 {name}：{why}").format(name=event.casualty, why=event.withdrawn)
    contact = _("对接 {name}").format(name=event.contact) if event.contact else ""
    parts = (event.casualty, event.harm, event.kin, event.phones, contact, event.words)
    return " ".join(filter(None, parts))


def _whose(incident: Incident | None, family: str) -> str:
    """Return ``刘强家属``; empty where it is of no family."""
    known = incident.families.by_id.get(family) if incident else None
    return _("{name}家属").format(name=known.kept.casualty) if known else ""
