"""The sheet that whoever takes command over must read (2.2)."""

from cqcmd.clock import stamp
from cqcmd.desk.command.forms import STEP_NAMES
from cqcmd.desk.command.response_words import label
from cqcmd.desk.command.seats import seat_lines
from cqcmd.desk.command.unit_views import UnitViews
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import level_name
from cqcmd.desk.safety.missed_checks import inside_words
from cqcmd.desk.situation.views import SituationViews
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount
from cqcmd.rules.plan import Plan

LAST_DECISIONS = 3


class TakeOverSheet:
    """How the incident stands, what is open, who is on scene, what was decided last."""

    def __init__(self, open_record: OpenRecord, views: SituationViews) -> None:
        self._open_record = open_record
        self._views = views

    def lines(self, ident: str) -> tuple[str, ...]:
        """Return what whoever takes over must read, a sentence a line (2.2)."""
        incident = self._open_record.incident(ident)
        return (
            *self._standing(ident),
            *_headed(_("待办和时限"), self._open(ident)),
            *_headed(_("未核实"), self._unconfirmed(ident)),
            *_headed(_("指挥部"), seat_lines(self._open_record, incident)),
            *_headed(_("成员单位职责"), self._duties_of_units(ident)),
            *_headed(_("在场"), self._on_scene(incident)),
            *self._supplied(incident),
            *_headed(_("最近三项决定"), self._decisions(incident)[-LAST_DECISIONS:]),
        )

    def _standing(self, ident: str) -> tuple[str, ...]:
        strip = self._views.strip(ident)
        grade = f"{strip.grade.name} {strip.grade.clause}".strip()
        if strip.possible.grade:
            grade += _("，可能{grade}").format(grade=strip.possible.name)
        return (f"{strip.number} {strip.title}", f"{grade}  {strip.response}".strip())

    def _open(self, ident: str) -> list[str]:
        now = self._open_record.clock.now()
        found = []
        for step in self._views.situation(ident).steps:
            due = _("（{time} 前）").format(time=stamp(step.due, now)) if step.due else ""
            owner = f"{step.owner}：" if step.owner else ""
            found.append(f"{owner}{step.words}{due}")
        return found

    def _unconfirmed(self, ident: str) -> list[str]:
        view = self._views.situation(ident)
        blank = [_("待核：{names}").format(names="、".join(view.blanks))] if view.blanks else []
        facts = self._open_record.incident(ident).facts
        return blank + [
            f"{fact.name} {fact.words}" for fact in view.facts if _unsure(facts.amount(fact.code))
        ]

    def _duties_of_units(self, ident: str) -> list[str]:
        """Return what each unit that was told of its duties has of them, in counts."""
        units = UnitViews(self._open_record).every(ident)
        return [
            _("{unit}：{progress}").format(unit=unit.name, progress=unit.progress)
            for unit in units
            if any(sentence.state for sentence in unit.sentences)
        ]

    def _on_scene(self, incident: Incident) -> list[str]:
        people = [
            f"{person.name} {person.unit} {person.post}".strip()
            for person in incident.roster.people.values()
            if person.state == "on_scene"
        ]
        now = self._open_record.clock.now()
        # Teams inside are on no roster, and whoever commands next must know of them (4.7).
        return people + [inside_words(team, now) for team in incident.cordon.inside]

    def _supplied(self, incident: Incident) -> list[str]:
        """Return what is out with the incident, whose it is, and what was taken by order."""
        out = [lot for lot in incident.supply.lots.values() if lot.out]
        taken = _("征用 ")
        lines = [
            f"{taken if lot.allotted.requisitioned else ''}{lot.allotted.name} {lot.out} "
            f"{lot.allotted.owner}".rstrip()
            for lot in out
        ]
        return _headed(_("调来还没归还的"), lines) if lines else []

    def _decisions(self, incident: Incident) -> list[str]:
        """Return every decision about the response and of the headquarters, the first first."""
        open_record = self._open_record
        now = open_record.clock.now()
        found = [
            (step.at, f"{_step_words(open_record.plan, step.event)}：{label(step, open_record)}")
            for step in incident.response.steps
        ]
        for entry, event in incident.command.history:
            name = open_record.plan.act_name(event.act)
            verb = _("解除：{name}").format(name=name) if event.lifted else name
            words = f"{stamp(entry.occurred_at, now)} {event.who}"
            found.append((entry.occurred_at, f"{verb}：{words}"))
        return [words for _at, words in sorted(found, key=lambda pair: pair[0])]


def _unsure(amount: Amount | None) -> bool:
    return amount is not None and (amount.possible or 0) > (amount.confirmed or 0)


def _step_words(plan: Plan, event: object) -> str:
    step, level = getattr(event, "step", ""), getattr(event, "level", None)
    return STEP_NAMES[step] + (f" {level_name(plan, level)}" if level else "")


def _headed(heading: str, lines: list[str]) -> list[str]:
    return [
        _("【{heading}】").format(heading=heading),
        *(f"  {line}" for line in lines or [_("无")]),
    ]
