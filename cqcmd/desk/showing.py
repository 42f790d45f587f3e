"""Pictures turned into what screens show: the board, an incident's situation, the live preview."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.agenda import agenda, scope_hint
from cqcmd.desk.deadlines import deadlines, next_deadline
from cqcmd.desk.intake import Preview
from cqcmd.desk.keeping import Preferences
from cqcmd.desk.office import Office
from cqcmd.desk.warnings import WarningsDesk
from cqcmd.desk.wording import (
    CHANNELS,
    GRADE_NAMES,
    fact_text,
    fact_words,
    grade_view,
    level_name,
    local_minutes,
    margin_view,
    moment_words,
    nearest_margin,
    possible_view,
    projection_view,
    waiting_words,
)
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.rules.rows import Fact
from cqcmd.rules.stages import Minutes
from cqcmd.views import (
    Board,
    BoardRow,
    Deadline,
    FactView,
    PreviewView,
    ProjectionView,
    Situation,
    Strip,
)
from cqcmd.words import _

WORDS = {
    "district": _("区县"),
    "unit": _("单位"),
    "place": _("地点"),
    "equipment": _("设备"),
    "summary": _("概要"),
    "caller": _("来电人"),
    "callback": _("回拨号码"),
    "occurred_at": _("事发时间"),
    "stopped_at": _("停运时刻"),
    "outage_since": _("停炉时刻"),
}
"""Names of what is not a fact of the plan, in the order they are shown."""


class Showing:
    """Draws what screens ask for."""

    def __init__(self, office: Office, settings: Preferences) -> None:
        self._office = office
        self._settings = settings

    @property
    def minutes(self) -> Minutes:
        """The stages of the countdowns."""
        return self._settings.stage_minutes

    def board(self) -> Board:
        """Every incident, most urgent first; struck calls last, among the closed."""
        ledger = self._office.ledger
        shown = [self.row(incident) for incident in ledger.incidents.values() if incident.call]
        return Board(
            tuple(sorted(shown, key=_urgency)),
            tuple(each.words for each in WarningsDesk(self._office).shown() if not each.lifted),
            ledger.backup[0] if ledger.backup else None,
        )

    def row(self, incident: Incident) -> BoardRow:
        """One incident's line on the board."""
        strip = self.strip(incident.id)
        return BoardRow(
            incident.id,
            strip.number,
            strip.grade,
            strip.possible,
            incident.received_at or self._office.clock.now(),
            strip.title,
            strip.response,
            strip.next,
            strip.status,
            incident.closed is not None or incident.void,
        )

    def strip(self, ident: str, shown: tuple[Deadline, ...] | None = None) -> Strip:
        """The strip over an incident's rooms."""
        office, picture = self._office, self._office.picture(ident)
        incident, assessment = picture.incident, picture.assessment
        shown = deadlines(office, picture, self.minutes) if shown is None else shown
        projections = self._projections(picture)
        return Strip(
            incident.number,
            title_of(office, incident),
            grade_view(assessment.confirmed, assessment.standing, picture.confirmed),
            possible_view(assessment, picture.possible),
            _override(picture),
            nearest_margin(office.plan, assessment),
            projections[0] if projections else None,
            _response(picture),
            next_deadline(shown),
            _status(office, picture, shown),
            incident.dismissed is not None,
            incident.out_of_scope is not None,
            incident.closed is not None,
        )

    def situation(self, ident: str) -> Situation:
        """All of 态势."""
        office, picture = self._office, self._office.picture(ident)
        now = office.clock.now()
        shown = deadlines(office, picture, self.minutes)
        return Situation(
            ident,
            self.strip(ident, shown),
            agenda(office, picture, shown, now),
            shown,
            tuple(margin_view(office.plan, each) for each in picture.assessment.margins),
            self._projections(picture),
            tuple(self._facts(picture, now)),
            tuple(self._words(picture, now)),
            tuple(row.name for row in picture.missing),
            tuple(office.plan.fact(code).short for code in picture.assessment.blanks),
            picture.incident.received_at or now,
        )

    def ringing(self) -> Iterator[tuple[str, Deadline]]:
        """Every duty that may ring, with its incident."""
        for ident, incident in self._office.ledger.incidents.items():
            if incident.opened is None:
                continue
            picture = self._office.picture(ident)
            if any(debt.rings for debt in picture.owed):
                for deadline in deadlines(self._office, picture, self.minutes):
                    if deadline.rings:
                        yield ident, deadline

    def preview(self, preview: Preview) -> PreviewView:
        """The live panel in words."""
        office, assessment = self._office, preview.assessment
        now = office.clock.now()
        first = preview.projections[0] if preview.projections else None
        hint = scope_hint(
            office,
            preview.reading.equipment,
            {name: text for name, text in preview.reading.details.items() if text},
        )
        return PreviewView(
            grade_view(assessment.confirmed, assessment.standing),
            possible_view(assessment, assessment.possible.grade),
            nearest_margin(office.plan, assessment),
            projection_view(office.plan, first, now) if first else None,
            waiting_words(office.plan, first, now) if preview.waiting else "",
            tuple(_starting(office, preview)),
            tuple(row.name for row in preview.missing),
            tuple(office.plan.fact(code).short for code in assessment.blanks),
            preview.reading.faults,
            hint.name if hint else "",
        )

    def _projections(self, picture: Picture) -> tuple[ProjectionView, ...]:
        plan, now = self._office.plan, self._office.clock.now()
        sure = {each.moment for each in picture.projections}
        found = [projection_view(plan, each, now) for each in picture.projections]
        found += [
            projection_view(plan, each, now, possible=True)
            for each in picture.maybe_projections
            if each.moment not in sure
        ]
        return tuple(sorted(found, key=lambda each: each.moment))

    def _facts(self, picture: Picture, now: datetime) -> list[FactView]:
        equipment = picture.incident.facts.choice("equipment")
        decided = {fact.sets for fact in self._office.plan.facts if fact.sets}
        return [
            self._fact(picture, fact)
            for fact in self._office.plan.facts
            if (fact.equipment is None or equipment in fact.equipment) and fact.code not in decided
        ]

    def _fact(self, picture: Picture, fact: Fact) -> FactView:
        known = picture.incident.facts.by_code.get(fact.code)
        conflict = picture.incident.facts.conflicts.get(fact.code)
        return FactView(
            fact.code,
            fact.short,
            fact_text(fact, known),
            fact_words(fact, known),
            known.source if known else "",
            known.at if known else None,
            known.actor if known else "",
            fact_words(fact, conflict.other) if conflict else "",
            fact.code in picture.assessment.blanks,
            fact.kind,
        )

    def _words(self, picture: Picture, now: datetime) -> list[FactView]:
        incident = picture.incident
        found = []
        for code, name in WORDS.items():
            known = incident.facts.by_code.get(code)
            text = incident.details.get(code, "")
            if known is not None:
                text = (
                    self._office.plan.kind(str(known.value)).name
                    if code == "equipment" and known.value
                    else moment_words(known.value, now)
                )
            if text or code not in ("stopped_at", "outage_since"):
                found.append(
                    FactView(
                        code,
                        name,
                        text,
                        text or _("待核"),
                        known.source if known else "",
                        known.at if known else None,
                        known.actor if known else "",
                        "",
                        not text,
                        "words",
                    )
                )
        return found


def _starting(office: Office, preview: Preview) -> Iterator[str]:
    """``14:35前 电话 区县政府 市市监局``: one line for what is due together."""
    together: dict[tuple[datetime, str], list[str]] = {}
    for each in preview.starting:
        receivers = together.setdefault((each.due, CHANNELS[each.rule.channel]), [])
        receivers.append(office.plan.org(each.rule.receiver).short)
    for (due, channel), receivers in sorted(together.items()):
        yield _("{time}前 {channel} {receivers}").format(
            time=local_minutes(due), channel=channel, receivers=" ".join(receivers)
        )


def title_of(office: Office, incident: Incident) -> str:
    """Unit, equipment and what happened, on one line."""
    kind = incident.facts.choice("equipment")
    parts = [
        incident.details.get("unit") or incident.details.get("district", ""),
        office.plan.kind(kind).short if kind else "",
        incident.details.get("summary", ""),
        toll(office, incident),
    ]
    return " ".join(part for part in parts if part) or _("（未填）")


def toll(office: Office, incident: Incident) -> str:
    """``1死3重伤``: what is confirmed of people, in short."""
    words = {"deaths": _("死"), "serious_injuries": _("重伤"), "stranded": _("人滞留")}
    found = []
    for code, word in words.items():
        amount = incident.facts.amount(code)
        if amount is not None and amount.confirmed:
            found.append(f"{amount.confirmed}{word}")
    return "".join(found)


def _urgency(row: BoardRow) -> tuple[bool, bool, datetime, float]:
    due = row.next.due if row.next and row.next.due else None
    received = -row.received_at.timestamp()
    return (row.closed, due is None, due or row.received_at, received)


def _override(picture: Picture) -> str:
    if picture.incident.override is None:
        return ""
    event = picture.incident.override[1]
    grade = GRADE_NAMES[event.grade] if event.grade else _("未达分级标准")
    return _("人工定级 {grade}（{who}：{why}）").format(
        grade=grade, who=event.decided_by, why=event.reason
    )


def _response(picture: Picture) -> str:
    incident = picture.incident
    if picture.response is None or incident.closed or incident.dismissed or incident.out_of_scope:
        return ""
    return _("应启{level}").format(level=level_name(picture.response))


def _status(office: Office, picture: Picture, shown: tuple[Deadline, ...]) -> str:
    incident = picture.incident
    if incident.void:
        return _("接报已作废")
    if incident.closed:
        return _("已办结")
    if incident.dismissed:
        return _("非特种设备事故")
    if incident.out_of_scope:
        return _("不适用本预案")
    if picture.waiting:
        first = (picture.projections or picture.maybe_projections or (None,))[0]
        if first is None:
            return _("未达分级标准")
        return _("{time} 起为{grade}").format(
            time=stamp(first.moment, office.clock.now()), grade=GRADE_NAMES[first.grade]
        )
    if any(each.mine for each in shown) and next_deadline(shown) is None:
        return _("本单位已报")
    return ""
