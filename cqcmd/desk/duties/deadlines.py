"""Duties as they stand on the screen: labels, numbers to call, proof."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import CHANNELS, fact_words, grade_name, level_name
from cqcmd.desk.duties.fates import ended_in, fate_of
from cqcmd.desk.duties.numbers import number_to_call
from cqcmd.i18n import _
from cqcmd.incident.follow_up_reasons import Change, Turn, moved_facts
from cqcmd.incident.known import Known, Value
from cqcmd.incident.picture import Picture
from cqcmd.incident.report_owed import ReportOwed
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.urgency import Minutes, boundaries, kind_of
from cqcmd.views import Deadline
from cqcmd.views.duties import REPORT_STAGES, is_open, turn_of

SOON = timedelta(minutes=1)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
TURNED = {"grade": _("等级"), "possible": _("可能等级"), "response": _("响应")}


def deadlines(open_record: OpenRecord, picture: Picture, minutes: Minutes) -> tuple[Deadline, ...]:
    """Return every duty: this station's open ones first, by due time."""
    now = open_record.clock.now()
    shown = [
        _deadline(open_record, picture, report_owed, minutes, now)
        for report_owed in picture.reports_owed
    ]
    return tuple(sorted(shown, key=_rank))


def next_deadline(shown: tuple[Deadline, ...]) -> Deadline | None:
    """Return the next open duty of this station."""
    return next((deadline for deadline in shown if deadline.mine and is_open(deadline)), None)


def _rank(deadline: Deadline) -> tuple[bool, bool, tuple[bool, bool, datetime]]:
    mine = deadline.mine
    return (not (mine and is_open(deadline)), not mine, turn_of(deadline))


def _deadline(
    open_record: OpenRecord,
    picture: Picture,
    report_owed: ReportOwed,
    minutes: Minutes,
    now: datetime,
) -> Deadline:
    duty, rule = report_owed.duty, report_owed.duty.rule
    number, no_number = number_to_call(open_record, picture.incident, report_owed)
    return Deadline(
        rule=rule.code,
        sender=rule.sender,
        receiver=rule.receiver,
        channel=rule.channel,
        label=owed_label(open_record, report_owed),
        due=duty.due,
        start=duty.start,
        state=_state_now(report_owed, now),
        stage_times=boundaries(kind_of(rule), duty.due, minutes) if duty.due else (),
        mine=report_owed.mine,
        rings=report_owed.rings,
        maybe=report_owed.maybe,
        clause=rule.clause,
        source=rule.source.name if rule.source else "",
        anchor=_anchor(picture, report_owed, now),
        number=number,
        proof=_proof(picture.incident, report_owed, now),
        again=len(duty.again),
        stage=report_owed.stage,
        about=change_words(open_record, report_owed.because),
        reported_at=duty.proof.at if duty.proof else None,
        fate=fate_of(picture.incident, report_owed, now),
        no_number=no_number,
        doubtful=open_record.doubtful or _began_ahead(report_owed, now),
        ended_by=ended_in(picture.incident).kind if report_owed.state == "ended" else "",
    )


def _state_now(report_owed: ReportOwed, now: datetime) -> str:
    due = report_owed.duty.due
    # The picture is a moment older than `now`: the due time may lie between them.
    if report_owed.state == "running" and due is not None and now > due:
        return "overdue"
    return report_owed.state


def _began_ahead(report_owed: ReportOwed, now: datetime) -> bool:
    """Return whether it counts from a receipt yet to come: written by a clock that was ahead."""
    return report_owed.stage == "initial" and report_owed.duty.start - now > SOON


def owed_label(open_record: OpenRecord, report_owed: ReportOwed) -> str:
    """Return ``电话 区县政府``; of later reports ``续报 区县政府``."""
    rule = report_owed.duty.rule
    if report_owed.stage == "initial":
        return label_of(open_record, rule.channel, rule.receiver)
    return f"{REPORT_STAGES[report_owed.stage]} {open_record.plan.org(rule.receiver).short}"


def change_words(open_record: OpenRecord, found: tuple[Change, ...]) -> str:
    """Return ``死亡1人变3人，等级一般变较大，事故原因已问明``: what the follow-up is about."""
    moves = [
        _("{name}{before}变{after}").format(
            name=open_record.plan.fact(move.fact).short,
            before=value_words(open_record, move.fact, move.before),
            after=value_words(open_record, move.fact, move.after),
        )
        for move in moved_facts(found)
    ]
    turns = [
        _("{name}{before}变{after}").format(name=TURNED[turn.what], before=before, after=after)
        for change in found
        for turn in change.turns
        for before, after in (turn_words(open_record.plan, turn),)
    ]
    return "，".join([*moves, *turns, *_elements(found)])


def _elements(found: tuple[Change, ...]) -> Iterator[str]:
    """Yield the elements that are known by now, and those that read otherwise."""
    every = [element for change in found for element in change.elements]
    for cleared, words in ((True, _("{names}已问明")), (False, _("{names}有变化"))):
        names = dict.fromkeys(element.name for element in every if element.cleared is cleared)
        if names:
            yield words.format(names="、".join(names))


def turn_words(plan: Plan, turn: Turn) -> tuple[str, str]:
    """Return the former and the present grade or level in words, also where there is none."""
    if turn.what == "response":
        before = level_name(plan, turn.before) if turn.before else _("未启动")
        return before, level_name(plan, turn.after) if turn.after else _("已终止")
    return grade_name(plan, turn.before), grade_name(plan, turn.after)


def value_words(open_record: OpenRecord, code: str, value: Value) -> str:
    """Return a value of a fact, former or present, in words."""
    fact = open_record.plan.fact(code)
    # The words come of the value alone; a former one has no source left to name.
    known = Known(value, "", EPOCH, "", "", "")
    return fact_words(fact, known)


def label_of(open_record: OpenRecord, channel: str, receiver: str) -> str:
    """Return ``电话 区县政府``."""
    return f"{CHANNELS[channel]} {open_record.plan.org(receiver).short}"


def _anchor(picture: Picture, report_owed: ReportOwed, now: datetime) -> str:
    """Return from which moment the clock counts, beside the countdown."""
    at = stamp(report_owed.duty.start, now)
    if report_owed.stage == "final":
        return _("处置结束 {time}").format(time=at)
    if report_owed.because:
        return _changed(report_owed, now)
    if report_owed.duty.rule.anchor == "occurrence":
        return _("事发 {time}").format(time=at)
    duties_start = picture.duties_start
    if (
        duties_start is None
        or duties_start.opened_at is None
        or report_owed.duty.start != duties_start.opened_at
    ):
        # A receipt started it, not the moment at which time, facts or a key made it an accident.
        return _("接报 {time}").format(time=at)
    call = stamp(picture.incident.received_at or report_owed.duty.start, now)
    words = {
        "time": _("到时构成 {time}（首次来电 {call}）"),
        "facts": _("情况构成 {time}（首次来电 {call}）"),
        "key": _("提前启动 {time}（首次来电 {call}）"),
    }
    return words[duties_start.by or "time"].format(time=at, call=call)


def _changed(report_owed: ReportOwed, now: datetime) -> str:
    """Return when it changed; and when we learned of that change, where that was later."""
    start = report_owed.duty.start
    at = stamp(start, now)
    learned = min(change.learned_at for change in report_owed.because if change.at == start)
    # Times are typed to the minute, so what lies closer together is the same moment.
    if learned - start < SOON:
        words = _("变化 {time}") if any(map(_moved, report_owed.because)) else _("问明 {time}")
        return words.format(time=at)
    return _("变化 {time}（获知 {learned}）").format(time=at, learned=stamp(learned, now))


def _moved(change: Change) -> bool:
    """Tell whether something is otherwise than told, and not only known by now."""
    revised = any(not element.cleared for element in change.elements)
    return revised or bool(change.moves or change.turns)


def _proof(incident: Incident, report_owed: ReportOwed, now: datetime) -> str:
    report = report_owed.duty.proof
    if report is None:
        return ""
    entry, event = next(item for item in incident.reports if item[0].id == report.ref)
    read_back = {True: _("已复诵"), False: _("未复诵"), None: ""}[event.read_back]
    parts = [stamp(report.at, now), event.person, event.number, read_back, entry.writer]
    return " ".join(part for part in parts if part)
