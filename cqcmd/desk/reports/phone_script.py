"""What a call says beyond the elements of 4.1.2: who was harmed so far, and what has changed."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import amount_words, fact_text, fact_words
from cqcmd.desk.duties.deadlines import TURNED, turn_words, value_words
from cqcmd.desk.reports.elements import elements
from cqcmd.desk.reports.elsewhere import recorded_elsewhere
from cqcmd.i18n import _
from cqcmd.incident.follow_up_reasons import Change, Move, moved_facts
from cqcmd.incident.known import Known
from cqcmd.incident.reports_made import reports_made_to
from cqcmd.parsing.sentence.quick_line import read_line
from cqcmd.rules.facts import Amount
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Fact
from cqcmd.views.duties import REPORT_STAGES


def casualties(open_record: OpenRecord, ident: str) -> str:
    """Return ``死亡1人，可能失踪2人`` without zeros and what the typed summary says.

    Where the summary gives another number of the same, ours begin with 现: the later word counts.
    """
    incident = open_record.incident(ident)
    told = _told(open_record, ident)
    said: list[str] = []
    other = False
    for fact in open_record.plan.casualties:
        known = incident.facts.by_code.get(fact.code)
        # The summary is read out as well: a number that it gives already would be said twice.
        elsewhere = recorded_elsewhere(open_record, incident, fact.code)
        if known is None or (told.get(fact.code) == fact_text(fact, known) and not elsewhere):
            continue
        words = _count(fact, known)
        if elsewhere:  # a 0 as well, which alone is not said
            words = (words or fact.short + fact_words(fact, known)) + elsewhere
        said += [words] if words else []
        other = other or bool(words and fact.code in told)
    return (_("现") if other else "") + "，".join(said)


def _told(open_record: OpenRecord, ident: str) -> dict[str, str]:
    """Return the numbers of people that the typed summary gives, as one would type them."""
    from cqcmd.parsing.sentence.vocabulary import Vocabulary  # late: as what reads the line

    incident, plan = open_record.incident(ident), open_record.plan
    names = Vocabulary.of(plan)
    summary = incident.details.get("summary", "")
    line = read_line(summary, names, open_record.clock.now())
    return {found.field: found.value for found in line.found}


def _count(fact: Fact, known: Known) -> str:
    value = known.value
    if not isinstance(value, Amount) or not value.possible:
        return ""
    if not value.confirmed:
        words = amount_words(fact, value.possible)
        return _("可能{fact}{n}").format(fact=fact.short, n=words)
    return fact.short + fact_words(fact, known)


def changed(open_record: OpenRecord, ident: str, receiver: str, stage: str) -> str:
    """Return ``续报：死亡由1人变为3人``: all this receiver was not told; 终报 at the end.

    Who was told nothing yet is owed a first report: to him nothing has changed.
    """
    told = reports_made_to(open_record.incident(ident), open_record.org, receiver)
    if stage == "initial" and not told:
        return ""
    words = "，".join(_news(open_record, ident, _untold(open_record, ident, receiver)))
    if stage == "initial" and not words:
        return ""
    name = REPORT_STAGES["follow_up" if stage == "initial" else stage]
    return _("{report}：{moves}").format(report=name, moves=words) if words else name


def _untold(open_record: OpenRecord, ident: str, receiver: str) -> tuple[Change, ...]:
    """Return the changes of which this receiver is owed a report."""
    owed = [
        report_owed
        for report_owed in open_record.picture(ident).reports_owed
        if report_owed.open and report_owed.duty.rule.receiver == receiver
    ]
    return tuple(change for report_owed in owed for change in report_owed.because)


def _news(open_record: OpenRecord, ident: str, found: tuple[Change, ...]) -> list[str]:
    """Return facts that moved, what turned with them, elements that are known now."""
    moved = [_moved(open_record, move) for move in moved_facts(found)]
    return [*moved, *_turned(open_record.plan, found), *_elements(open_record, ident, found)]


def _moved(open_record: OpenRecord, move: Move) -> str:
    fact = open_record.plan.fact(move.fact)
    name = fact.short if fact.kind in ("people", "yuan") else fact.name
    after = value_words(open_record, move.fact, move.after)
    if move.before is None:
        return _("{fact}现为{after}").format(fact=name, after=after)
    before = value_words(open_record, move.fact, move.before)
    return _("{fact}由{before}变为{after}").format(fact=name, before=before, after=after)


def _turned(plan: Plan, found: tuple[Change, ...]) -> list[str]:
    """Return grades and the response that are others now; no grade at all is said as such."""
    return [
        _("{name}由{before}变为{after}").format(name=TURNED[turn.what], before=before, after=after)
        for change in found
        for turn in change.turns
        for before, after in (turn_words(plan, turn),)
    ]


def _elements(open_record: OpenRecord, ident: str, found: tuple[Change, ...]) -> list[str]:
    """Return what was 待核 and is known, or was otherwise: in full where no sentence says it."""
    news = [element for change in found for element in change.elements]
    # An element of the call itself is read out anyway; here it is enough that there is news of it.
    spoken = {row.name for row in open_record.plan.contents if row.report == "phone"}
    spoken |= {element.name for element in news if element.report == "phone"}
    written = {element.name: element.words for element in elements(open_record, ident, "written")}
    return [
        (_("{name}已问明") if cleared else _("{name}有变化")).format(name=name)
        if name in spoken
        else _("{name}：{words}").format(name=name, words=written[name])
        for name, cleared in {element.name: element.cleared for element in news}.items()
    ]
