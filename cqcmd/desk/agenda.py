"""What next: small functions that each put lines on one ranked list."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal

from cqcmd.clock import stamp
from cqcmd.desk.deadlines import is_open
from cqcmd.desk.office import Office
from cqcmd.desk.wording import waiting_words
from cqcmd.incident.picture import Picture
from cqcmd.rules.rows import ScopeRule
from cqcmd.views import Deadline, Step
from cqcmd.words import _

Urgency = Literal["overdue", "urgent", "soon", "calm", "quiet"]
Source = Callable[[Office, Picture, tuple[Deadline, ...], datetime], Iterator[Step]]

RANKS = ("overdue", "urgent", "soon", "calm", "quiet")


def agenda(
    office: Office, picture: Picture, deadlines: tuple[Deadline, ...], now: datetime
) -> tuple[Step, ...]:
    """Every line, most pressing first; lines of one urgency keep the order of their sources."""
    steps = [step for source in SOURCES for step in source(office, picture, deadlines, now)]
    return tuple(sorted(steps, key=lambda step: RANKS.index(step.urgency)))


def reports(
    _office: Office, _picture: Picture, deadlines: tuple[Deadline, ...], now: datetime
) -> Iterator[Step]:
    """This station's own reports, by due time (4.1.1)."""
    for each in deadlines:
        if each.mine and is_open(each):
            yield Step(
                _report_words(each),
                each.clause,
                "report",
                each.rule,
                _pressing(each, now),
                each.due,
            )


def _report_words(deadline: Deadline) -> str:
    if deadline.state == "passed":
        return _("{label}：时限已过，立即报告").format(label=deadline.label)
    return _("{label}（可能）").format(label=deadline.label) if deadline.maybe else deadline.label


def _pressing(deadline: Deadline, now: datetime) -> Urgency:
    if deadline.state == "passed":
        return "urgent"
    return deadline.stage_at(now)


def time_alone(
    office: Office, picture: Picture, _deadlines: tuple[Deadline, ...], now: datetime
) -> Iterator[Step]:
    """While only time can make it an accident, the moment at which it will."""
    if picture.waiting:
        projections = picture.projections or picture.maybe_projections
        first = projections[0] if projections else None
        yield Step(
            waiting_words(office.plan, first, now),
            first.because.clause if first else "4.1.1",
            "start_duties",
            "",
            "quiet",
            first.moment if first else None,
        )


def conflicts(
    office: Office, picture: Picture, _deadlines: tuple[Deadline, ...], _now: datetime
) -> Iterator[Step]:
    """Facts two stations set apart from each other."""
    for code in picture.incident.facts.conflicts:
        name = office.plan.fact(code).short if code in office.plan.index["facts"] else code
        words = _("两处记录不一致：{fact}，请核定").format(fact=name)
        yield Step(words, "4.9", "settle", code, "soon")


def promises(
    _office: Office, picture: Picture, _deadlines: tuple[Deadline, ...], now: datetime
) -> Iterator[Step]:
    """What was promised to somebody."""
    for promise in picture.incident.promises.values():
        late = promise.due is not None and promise.due < now
        words = _("承诺：{text}").format(text=promise.text)
        yield Step(words, "4.9", "keep", promise.entry, "urgent" if late else "calm", promise.due)


def missing(
    _office: Office, picture: Picture, _deadlines: tuple[Deadline, ...], _now: datetime
) -> Iterator[Step]:
    """Elements of the phone report without a value (4.1.2)."""
    if picture.missing and not _over(picture):
        names = "、".join(row.name for row in picture.missing)
        yield Step(
            _("补齐电话报告内容：{names}").format(names=names), "4.1.2", "details", "", "calm"
        )


def unclear(
    office: Office, picture: Picture, _deadlines: tuple[Deadline, ...], _now: datetime
) -> Iterator[Step]:
    """Injured, missing or trapped people whose fate decides the grade."""
    for fact in office.plan.facts:
        amount = picture.incident.facts.amount(fact.code)
        if fact.adds_possible and amount is not None and amount.possible and not _over(picture):
            words = _("核实{fact}{n}{unit}的情况").format(
                fact=fact.short, n=amount.possible, unit=fact.unit
            )
            yield Step(words, "4.1.3", "update", fact.code, "calm")


def blanks(
    office: Office, picture: Picture, _deadlines: tuple[Deadline, ...], _now: datetime
) -> Iterator[Step]:
    """Blank facts that could still raise the grade (1.5)."""
    if picture.assessment.blanks and not _over(picture):
        names = "、".join(office.plan.fact(code).short for code in picture.assessment.blanks)
        yield Step(_("待核：{names}").format(names=names), "1.5", "update", "", "calm")


def scope(
    office: Office, picture: Picture, _deadlines: tuple[Deadline, ...], _now: datetime
) -> Iterator[Step]:
    """A word or a kind of equipment that the plan may leave to another department (1.3)."""
    judged = any(entry.kind == "scope" for entry in picture.incident.entries)
    hint = scope_hint(office, picture.incident.facts.choice("equipment"), picture.incident.details)
    if hint and not judged and not _over(picture):
        words = _("是否属于“{name}”（不适用本预案）？").format(name=hint.name)
        yield Step(words, "1.3", "scope", hint.code, "calm")


def scope_hint(office: Office, equipment: str | None, details: dict[str, str]) -> ScopeRule | None:
    """The rule of 1.3 that the words, or failing them the equipment, point to."""
    text = _without_equipment(office, " ".join(details.values()))
    fitting = [
        rule for rule in office.plan.scope if rule.equipment is None or equipment in rule.equipment
    ]
    by_word = next((rule for rule in fitting if any(word in text for word in rule.words)), None)
    if by_word is not None:
        return by_word
    return next((rule for rule in fitting if rule.equipment is not None), None)


def _without_equipment(office: Office, text: str) -> str:
    """The words without names of equipment: a 海盗船 is no ship."""
    for row in office.plan.equipment:
        for word in row.words:
            text = text.replace(word, " ")
    return text


def raised_by_time(
    office: Office, picture: Picture, _deadlines: tuple[Deadline, ...], now: datetime
) -> Iterator[Step]:
    """The next moment at which time alone raises the grade."""
    if picture.projections and not picture.waiting and not _over(picture):
        first = picture.projections[0]
        words = _("{time} 起时间将使等级上升，请更新仍滞留人数").format(
            time=stamp(first.moment, now)
        )
        yield Step(words, first.because.clause, "update", first.fact, "quiet", first.moment)


def _over(picture: Picture) -> bool:
    incident = picture.incident
    return bool(incident.closed or incident.dismissed or incident.out_of_scope)


SOURCES: tuple[Source, ...] = (
    reports,
    conflicts,
    promises,
    time_alone,
    missing,
    unclear,
    scope,
    blanks,
    raised_by_time,
)
