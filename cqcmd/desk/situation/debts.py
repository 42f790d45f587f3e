"""What stands open of an incident, whether or not it is closed: one small function a kind."""

from collections.abc import Iterator

from cqcmd.clock import stamp
from cqcmd.desk.common.assessment_owed import assessment_owed
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import fact_words, level_name
from cqcmd.desk.duties.deadlines import value_words
from cqcmd.desk.facts.settling import said_name
from cqcmd.desk.safety.missed_checks import called
from cqcmd.desk.situation.agenda.response import unverified
from cqcmd.desk.situation.agenda.source import Moment
from cqcmd.i18n import _
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.rules.rows import Fact
from cqcmd.views import Deadline
from cqcmd.views.debts import Debt
from cqcmd.views.duties import is_open
from cqcmd.views.time_words import span_words

HELD = ("stranded", "trapped")
"""People whom somebody has still to bring out."""


def debts_of(
    open_record: OpenRecord, picture: Picture, shown: tuple[Deadline, ...]
) -> tuple[Debt, ...]:
    """Return what stands open of an incident; of people and calls `cqcmd.desk.command.debts`.

    ``shown``: its duties as they stand.
    """
    moment = Moment(open_record, picture, shown, open_record.clock.now())
    sources = (
        _reports,
        _response,
        _unverified,
        _teams,
        _held,
        _unclear,
        _conflicts,
        _property,
        _promises,
    )
    found = tuple(debt for source in sources for debt in source(moment))
    return found + assessment_debts(open_record, picture.incident)


def assessment_debts(open_record: OpenRecord, incident: Incident) -> tuple[Debt, ...]:
    """Return who is without the assessment report since the response ended."""
    owed = assessment_owed(open_record.plan, incident, open_record.org)
    if owed is None:
        return ()
    names = "、".join(open_record.plan.org(org).short for org in owed.missing)
    words = _("未送 {names}") if owed.document else _("未签发，应送 {names}")
    passed = _("终止后 {span}，预案未规定时限").format(
        span=span_words(open_record.clock.now() - owed.since)
    )
    clause = open_record.plan.role("assessment").clause
    return (Debt("assessment", owed.document, words.format(names=names), passed, clause),)


def _reports(moment: Moment) -> Iterator[Debt]:
    for deadline in moment.deadlines:
        if deadline.mine and is_open(deadline):
            yield Debt(
                "report", deadline.rule, deadline.label, _until(moment, deadline), deadline.clause
            )


def _until(moment: Moment, deadline: Deadline) -> str:
    """Return ``14:35前``, ``14:35前，超2时05分``; ``立即`` where the plan sets no limit."""
    if deadline.due is None:
        return _("立即")
    due = _("{time}前").format(time=stamp(deadline.due, moment.now))
    if deadline.state == "passed":
        return _("{due}，已过").format(due=due)
    if moment.now <= deadline.due:
        return due
    return _("{due}，超{span}").format(due=due, span=span_words(moment.now - deadline.due))


def _response(moment: Moment) -> Iterator[Debt]:
    log = moment.incident.response
    if log.level is not None and log.started is not None:
        level = level_name(moment.plan, log.level)
        since = _("{time} 起").format(time=stamp(log.started.at, moment.now))
        clause = moment.clause("response.end")
        yield Debt("response", "ended", _("{level}响应").format(level=level), since, clause)


def _unverified(moment: Moment) -> Iterator[Debt]:
    """Yield that nobody verified it; whoever dismissed it, or found it out of scope, has."""
    incident = moment.incident
    if unverified(moment) and not (incident.dismissed or incident.out_of_scope):
        since = stamp(incident.received_at, moment.now) if incident.received_at else ""
        time = _("{time} 起").format(time=since) if since else ""
        yield Debt(
            "verify", "verified", _("是否属于特种设备事故"), time, moment.clause("response.verify")
        )


def _teams(moment: Moment) -> Iterator[Debt]:
    for team in moment.incident.cordon.inside:
        heard = stamp(team.heard_by(moment.now)[0], moment.now)
        words = _("{time} 最后应答").format(time=heard)
        yield Debt("team", team.id, called(team), words, moment.clause("safety"))


def _held(moment: Moment) -> Iterator[Debt]:
    for fact in moment.plan.facts:
        amount = moment.incident.facts.amount(fact.code)
        if fact.code in HELD and amount is not None and amount.possible:
            yield _fact(moment, fact, "held")


def _unclear(moment: Moment) -> Iterator[Debt]:
    """Yield casualties that nobody confirmed, and people nobody has found."""
    for fact in moment.plan.casualties:
        if fact.code not in HELD and _is_unclear(moment, fact):
            yield _fact(moment, fact, "unclear")


def _is_unclear(moment: Moment, fact: Fact) -> bool:
    """Whether more is possible than confirmed; what grades a case is so until it is told at all."""
    amount = moment.incident.facts.amount(fact.code)
    if amount is None or (amount.confirmed is None and not amount.possible):
        return fact.graded and _is_asked(moment, fact)
    possible = amount.possible or 0
    return possible > (0 if fact.adds_possible else amount.confirmed or 0)


def _is_asked(moment: Moment, fact: Fact) -> bool:
    return fact.equipment is None or moment.incident.facts.choice("equipment") in fact.equipment


def _fact(moment: Moment, fact: Fact, kind: str) -> Debt:
    known = moment.incident.facts.by_code.get(fact.code)
    words = f"{fact.short}{fact_words(fact, known)}"
    told = stamp(known.at, moment.now) if known else ""
    return Debt(kind, fact.code, words, told, moment.clause("report.follow_up"))


def _conflicts(moment: Moment) -> Iterator[Debt]:
    facts = moment.incident.facts.conflicts
    for code in moment.incident.conflicts:
        words = said_name(moment.plan, code)
        if code in facts and code in moment.plan.index["facts"]:
            shown, *others = (
                value_words(moment.open_record, code, known.value)
                for known in (facts[code].shown, *facts[code].others)
            )
            words += _("{shown}，另处{other}").format(shown=shown, other="、".join(others))
        yield Debt("conflict", code, words, "", moment.clause("records"))


def _property(moment: Moment) -> Iterator[Debt]:
    """Yield what was allotted and neither went back nor is gone; what was taken by order first."""
    supply = moment.incident.supply
    clause = moment.plan.clause_of("resources.supplies") or moment.clause("records")
    lots = sorted(supply.lots.values(), key=lambda lot: not lot.allotted.requisitioned)
    for lot in lots:
        if lot.out:
            need = supply.needs.get(lot.allotted.need)
            taken = _("征用 ") if lot.allotted.requisitioned else ""
            words = f"{taken}{lot.allotted.name} {lot.out}{need.asked.unit if need else ''}"
            since = _("{time} 调拨").format(time=stamp(lot.at, moment.now))
            yield Debt("property", lot.allotted.lot, words, since, clause)


def _promises(moment: Moment) -> Iterator[Debt]:
    for promise in moment.incident.promises.values():
        due = _("{time}前").format(time=stamp(promise.due, moment.now)) if promise.due else ""
        yield Debt("promise", promise.entry, promise.text, due, moment.clause("records"))
