"""What is unknown, unclear, promised or told in two ways."""

from collections.abc import Iterator

from cqcmd.desk.facts.settling import said_name
from cqcmd.desk.situation.agenda.source import Moment
from cqcmd.i18n import _
from cqcmd.views import Step


def conflicts(moment: Moment) -> Iterator[Step]:
    """Yield what two stations set apart from each other."""
    for code in moment.incident.conflicts:
        name = said_name(moment.plan, code)
        words = _("两处记录不一致：{fact}，请核定").format(fact=name)
        yield Step(words, moment.clause("records"), "settle", code, "soon")


def missing(moment: Moment) -> Iterator[Step]:
    """Yield elements of the phone report without a value (4.1.2)."""
    if moment.picture.missing and not moment.over:
        names = "、".join(row.name for row in moment.picture.missing)
        words = _("补齐电话报告内容：{names}").format(names=names)
        yield Step(words, moment.clause("report.contents"), "details", "", "calm")


def unclear(moment: Moment) -> Iterator[Step]:
    """Yield injured, missing or trapped people whose fate decides the grade."""
    for fact in moment.plan.facts:
        amount = moment.incident.facts.amount(fact.code)
        if fact.adds_possible and amount is not None and amount.possible and not moment.over:
            words = _("核实{fact}{n}{unit}的情况").format(
                fact=fact.short, n=amount.possible, unit=fact.unit
            )
            yield Step(words, moment.clause("report.follow_up"), "update", fact.code, "calm")


def blanks(moment: Moment) -> Iterator[Step]:
    """Yield blank facts that could still raise the grade (1.5)."""
    if moment.picture.assessment.blanks and not moment.over:
        names = "、".join(moment.plan.fact(code).short for code in moment.picture.assessment.blanks)
        words = _("待核：{names}").format(names=names)
        yield Step(words, moment.clause("grading"), "update", "", "calm")


def promises(moment: Moment) -> Iterator[Step]:
    """Yield what was promised to somebody."""
    for promise in moment.incident.promises.values():
        late = promise.due is not None and promise.due < moment.now
        words = _("承诺：{text}").format(text=promise.text)
        yield Step(
            words,
            moment.clause("records"),
            "keep",
            promise.entry,
            "urgent" if late else "calm",
            promise.due,
        )
