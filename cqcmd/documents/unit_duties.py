"""The list of duties (annex 1): the headquarters, then how far each unit's sentences came."""

from collections.abc import Iterator

from cqcmd.documents.paper import Head, Paper, moment, paper
from cqcmd.i18n import _
from cqcmd.views.units import SentenceView, StateReached, UnitView


def unit_duties(
    head: Head, incident: str, headquarters: tuple[str, ...], units: tuple[UnitView, ...]
) -> Paper:
    """Make the list; ``headquarters``: who commands, when, where and with whom, a line each."""
    body = [incident, "", *(headquarters or (_("指挥部成立的时间、地点和成员：未记"),))]
    clauses = {unit.clause for unit in units}
    shared = len(clauses) == 1
    if shared:  # told once: with it the lines of the units would not hold on one each
        body += ["", _("各单位职责（{clause}）").format(clause=clauses.pop())]
    for number, unit in enumerate(units, 1):
        body += ["", *_unit(number, unit, "" if shared else unit.clause)]
    return paper(_("指挥部和单位职责清单"), head, body)


def _unit(number: int, unit: UnitView, clause: str) -> Iterator[str]:
    marks = (_("（推定）") if unit.inferred else "", _("（本单位补充）") if unit.supplement else "")
    now_called = _("（现 {current}）").format(current=unit.current_name)
    name = unit.name + (now_called if unit.current_name else "") + "".join(marks)
    name += _("（{clause}）").format(clause=clause) if clause else ""
    line = _("{number}. {name}〔{progress}〕")
    yield line.format(number=number, name=name, progress=unit.progress)
    for sentence in unit.sentences:
        yield from _sentence(sentence)


def _sentence(sentence: SentenceView) -> Iterator[str]:
    line = _("   （{number}）〔{state}〕{text}")
    yield line.format(number=sentence.number, state=sentence.state_name, text=sentence.text)
    for step in sentence.reached:
        yield _reached(step)
    if sentence.mark:
        yield _("      {mark}").format(mark=sentence.mark)


def _reached(step: StateReached) -> str:
    parts = (step.name, moment(step.at), step.who, step.how, step.words)
    said = " ".join(part for part in parts if part)
    return _("      {said}（{actor}记）").format(said=said, actor=step.actor)
