"""Warnings as screens show them: a line each, the flow of 3.3, what is done and what is next."""

from collections.abc import Mapping
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import warning_name
from cqcmd.desk.warnings.asked import Asked, AskedByLaw
from cqcmd.desk.warnings.forms import STEP_NAMES
from cqcmd.desk.warnings.lines import STAGES, issue_words, line_of, stage_of
from cqcmd.i18n import _
from cqcmd.incident.warnings import PREPARING, Action, Step, Warned
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import WarningItem
from cqcmd.views.command import FlowStep
from cqcmd.views.office.warnings import (
    WarningAction,
    WarningTick,
    WarningView,
)

ISSUE = "issue"
"""What is next once a warning is approved."""

COURSE = (
    (_("会商"), "warning.issue"),
    (_("建议"), "warning.issue"),
    (_("批准"), "warning.issue"),
    (_("发布"), "warning.issue"),
    (_("行动"), "warning.actions"),
    (_("解除"), "warning.change"),
    (_("撤措施"), "warning.change"),
)
"""The steps of the course (3.3) and where the plan speaks of each: its figure is a picture."""


class WarningViews:
    """Builds the views of warnings."""

    def __init__(self, open_record: OpenRecord, asked: AskedByLaw) -> None:
        self._open_record, self._asked = open_record, asked

    def shown(self) -> tuple[WarningView, ...]:
        """Return the warnings in force, gravest first, those on their way, those lifted."""
        by_id = self._open_record.ledger.warnings.by_id
        found = [self._view(ident, warned) for ident, warned in by_id.items()]
        return tuple(sorted(found, key=lambda w: (STAGES.index(w.stage), w.level, w.since)))

    def _view(self, ident: str, warned: Warned) -> WarningView:
        issued, spoken, now = warned.issued, warned.spoken, self._open_record.clock.now()
        items, known = self._items(warned), issued or spoken
        asked = self._asked.of(self._open_record.plan, warned.level) if warned.issues else ()
        return WarningView(
            ident,
            line_of(self._open_record, warned),
            warned.level,
            warned.since,
            known.category if known else "",
            known.area if known else "",
            issued.notice if issued else "",
            issued.measures if issued else "",
            issued.issuer if issued else _approver(warned),
            _lifted(warned, now),
            tuple(issue_words(self._open_record, issue) for issue in reversed(warned.issues[:-1])),
            tuple(self._action(row, warned) for row in items["action"]) if warned.issues else (),
            stage_of(warned),
            _next(warned, asked),
            warned.own,
            issued.starts_at if issued else None,
            self._foreseen(warned),
            self._became(warned.incident),
            tuple(_asked(one, warned.followed.get(one.step), now) for one in asked),
            tuple(_channel(row, warned.channels, now) for row in items["channel"]),
            self._flow(warned),
        )

    def _items(self, warned: Warned) -> dict[str, list[WarningItem]]:
        rows = self._open_record.plan.warning_items
        kinds = ("action", "channel") if warned.issues else ()
        found = {kind: [row for row in rows if row.kind == kind] for kind in kinds}
        return {"action": [], "channel": []} | found

    def _action(self, row: WarningItem, warned: Warned) -> WarningAction:
        taken, owner = warned.actions.get(row.code), warned.owners.get(row.code, "")
        if taken is None:
            return WarningAction(row.code, row.name, row.text, None, "", "", owner)
        former = taken.level != warned.level
        rows = self._open_record.plan.warnings
        colours = {row.level: row.colour for row in rows} if former else {}
        level = colours.get(taken.level, str(taken.level) if former else "")
        withdrawn = _ticked(warned.withdrawn.get(row.code), self._open_record.clock.now())
        return WarningAction(
            row.code, row.name, row.text, taken.at, taken.by, level, owner, withdrawn
        )

    def _foreseen(self, warned: Warned) -> str:
        """Return the hazard it rests on, what was foreseen, and what was thought of it."""
        spoken = warned.spoken
        if spoken is None:
            return ""
        hazard = self._open_record.ledger.hazards.by_id.get(spoken.hazard)
        ground = _("据隐患 {place} {words}") if hazard else ""
        if hazard:
            ground = ground.format(place=hazard.found.place, words=hazard.found.words)
        opinion = _("会商意见 {words}").format(words=spoken.words)
        return "；".join(part for part in (ground, spoken.harm, opinion) if part)

    def _became(self, ident: str) -> str:
        found = self._open_record.ledger.find(ident)
        return found.number if found is not None and not found.void else ""

    def _flow(self, warned: Warned) -> tuple[FlowStep, ...]:
        """Return the course of 3.3, drawn from 3.2.2 to 3.2.4; what others issued begins there."""
        return course(self._open_record.plan, course_at(warned))


def course(plan: Plan, at: int) -> tuple[FlowStep, ...]:
    """Return the course of a warning that has come to the step ``at``."""
    return tuple(
        FlowStep(name, "done" if n < at else "now" if n == at else "ahead", plan.role(role).clause)
        for n, (name, role) in enumerate(COURSE)
    )


def course_at(warned: Warned) -> int:
    """Return which step of the course a warning has come to."""
    if warned.lifted is not None:
        left = warned.actions.keys() - warned.withdrawn.keys()
        return len(COURSE) - 1 if left else len(COURSE)
    if warned.issues and not warned.preparing:
        return len(PREPARING) + 1
    return len(warned.preparing)


def said_of(plan: Plan, warned: Warned) -> str:
    """Return what an incident is told of the warning before it: its level, what was done."""
    issued, spoken = warned.issued, warned.spoken
    category = issued.category if issued else spoken.category if spoken else ""
    names = {row.code: row.name for row in plan.warning_items}
    done = "、".join(names.get(code, code) for code in warned.actions)
    return _("由预警转来：{level} {category}；预警时已采取：{done}").format(
        level=warning_name(plan, warned.level), category=category, done=done or _("无")
    )


def _next(warned: Warned, asked: tuple[Asked, ...]) -> str:
    """Return what is to be recorded next: what is being prepared, then what the law asks."""
    if warned.lifted is not None:
        return ""
    if warned.preparing or not warned.issues:
        missing = (step for step in PREPARING if step not in warned.preparing)
        return next(missing, ISSUE)
    # What others issued they sent out themselves.
    owed = (one.step for one in asked if warned.own and one.step not in warned.followed)
    return next(owed, "")


def _approver(warned: Warned) -> str:
    """Return who approved the next issue, and so is to issue it; empty before."""
    approved = warned.preparing.get("approved")
    return approved.event.who if approved else ""


def _lifted(warned: Warned, now: datetime) -> str:
    if warned.lifted is None:
        return ""
    at, event = warned.lifted
    words = _("{time} {who}解除：{why}") if warned.issues else _("{time} {who}作罢：{why}")
    return words.format(time=stamp(at, now), who=event.decided_by, why=event.reason)


def _ticked(taken: Action | None, now: datetime) -> str:
    return f"{stamp(taken.at, now)} {taken.by}".strip() if taken else ""


def _asked(one: Asked, step: Step | None, now: datetime) -> WarningTick:
    done = f"{stamp(step.at, now)} {step.event.who}" if step else ""
    return WarningTick(one.step, STEP_NAMES[one.step], done, one.point, one.source)


def _channel(row: WarningItem, taken: Mapping[str, Action], now: datetime) -> WarningTick:
    return WarningTick(row.code, row.name, _ticked(taken.get(row.code), now))
