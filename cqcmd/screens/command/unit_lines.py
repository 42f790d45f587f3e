"""Units and their duty sentences as lines of a table, and in full below it (annex 1)."""

from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.command.forms import SentenceState
from cqcmd.i18n import _
from cqcmd.views.units import SentenceView, StateReached, UnitView
from cqcmd.widgets.table import Cell, Column, Line

UNIT_COLUMNS = (Column(_("单位"), 42, counted=True), Column(_("职责办理"), 0))
SENTENCE_COLUMNS = (
    Column(_("项"), 3, right=True),
    Column(_("状态"), 7),
    Column(_("何时"), 11),
    Column(_("谁"), 8),
    Column(_("职责"), 0, counted=True),
)
COURSE: tuple[SentenceState, ...] = ("notified", "accepted", "done")
"""How a sentence is acted on, step by step."""

LOOKS = {"": "dim", "notified": "soon", "accepted": "strong", "done": "met"}
"""The look of a sentence by its state."""


def unit_words(unit: UnitView) -> str:
    """Return a unit's name with what is to be known of it: 现名, 牵头, 推定, 本单位补充."""
    name = _("{name}（现 {current}）").format(name=unit.name, current=unit.current_name)
    shown = name if unit.current_name else unit.name
    lead = _(" 牵头") if unit.lead else ""
    guess = _("（推定）") if unit.inferred else ""
    own = _("（本单位补充）") if unit.supplement else ""
    return shown + lead + guess + own


def unit_line(unit: UnitView) -> Line:
    """One unit with the counts of its sentences."""
    states = {sentence.state for sentence in unit.sentences}
    look = "dim" if states == {""} else "met" if states == {"done"} else "soon"
    return Line(unit.code, (Cell(unit_words(unit)), Cell(unit.progress, look)), unit.clause)


def sentence_line(unit: UnitView, sentence: SentenceView, now: datetime) -> Line:
    """One sentence: how far it came, when and by whose word."""
    last = sentence.reached[-1] if sentence.reached else None
    return Line(
        str(sentence.number),
        (
            Cell(str(sentence.number)),
            Cell(sentence.state_name, LOOKS[sentence.state]),
            Cell(stamp(last.at, now) if last else "", "dim"),
            Cell(last.who if last else ""),
            Cell(sentence.text),
        ),
        unit.clause,
    )


def sentence_words(sentence: SentenceView, now: datetime, *, listed: bool) -> str:
    """Return a line on each state of a sentence, itself before them where it is not ``listed``."""
    lines = [
        "" if listed else sentence.text,
        *(_reached(step, now) for step in sentence.reached),
        sentence.mark,
    ]
    return "\n".join(line for line in lines if line)


def _reached(step: StateReached, now: datetime) -> str:
    words = (step.name, stamp(step.at, now), step.who, step.how, step.words)
    said = " ".join(word for word in words if word)
    return _("{said}（{actor}记）").format(said=said, actor=step.actor)
