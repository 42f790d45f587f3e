"""What goes on, unheard, when this terminal is left: people, reports, calls, promises."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from cqcmd.clock import countdown, stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.situation.waiting import WaitingCalls
from cqcmd.i18n import _
from cqcmd.views import Alert, Board, BoardRow, Deadline, Left, WaitingCall
from cqcmd.views.duties import is_open

SOON = timedelta(minutes=5)
"""What is due within so long is said first of all reports."""

OLD = timedelta(days=1)
"""A report of a closed case that is late by more is counted, not named: nothing rings for it."""

WAITS = {
    "typing": _("正在录的接报还没有受理：{what}（{time} 接报）"),
    "parked": _("放着的接报还没有受理：{what}（{time} 接报）"),
    "left": _("上次没录完的接报还没有受理：{what}（{time} 接报）"),
}
"""Of a call at another terminal somebody else is in charge there."""


def people_inside(alerts: list[Alert], now: datetime) -> Iterator[Left]:
    """Yield the teams inside, those that do not answer first."""
    teams = [alert for alert in alerts if alert.people]
    for alert in sorted(teams, key=lambda alert: not alert.over(now)):
        words = _("{number} 警戒区内：{label}").format(number=alert.number, label=alert.label)
        yield Left(words, "overdue" if alert.over(now) else "urgent")


def reports_due(alerts: list[Alert], board: Board, now: datetime) -> Iterator[Left]:
    """Yield the reports: due within five minutes, overdue, due later, then old debts together."""
    closed = {row.ident for row in board.shown if row.closed}
    dues = [(alert.due, alert) for alert in alerts if alert.due and not alert.people]
    old = [alert for due, alert in dues if alert.ident in closed and now - due > OLD]
    named = [(due, alert) for due, alert in dues if alert not in old]
    for due, alert in sorted(named, key=lambda pair: (_turn(pair[0] - now), pair[0])):
        yield _report(alert, due, now)
    if old:
        words = _("已办结的事件还有 {n} 份报告没有报，见值班台")
        yield Left(words.format(n=len(old)), "soon")


def _turn(left: timedelta) -> int:
    return 0 if timedelta() <= left <= SOON else 1 if left < timedelta() else 2


def _report(alert: Alert, due: datetime, now: datetime) -> Left:
    left = due - now
    words = {
        0: _("{number} {label} 还剩 {left}"),
        1: _("{number} {label} {left}，没有报"),
        2: _("{number} {label} {time} 前"),
    }[_turn(left)]
    said = words.format(
        number=alert.number,
        label=alert.label,
        left=countdown(left, doubtful=alert.doubtful),
        time=stamp(due, now),
    )
    return Left(said, ("urgent", "overdue", "")[_turn(left)])


def reports_at_once(number: str, shown: Iterable[Deadline]) -> Iterator[Left]:
    """Yield the reports to be made at once: without a due time nothing rings for them (4.1.3)."""
    for one in shown:
        if one.mine and is_open(one) and one.due is None:
            words = _("{number} {label} 立即报，没有报").format(number=number, label=one.label)
            yield Left(words, "urgent")


def turns_ahead(alerts: list[Alert]) -> Iterator[Left]:
    """Yield what time alone will make an accident."""
    for alert in alerts:
        if alert.due is None:
            yield Left(f"{alert.number} {alert.label}", "soon")


def calls_waiting(waiting: WaitingCalls, now: datetime) -> Iterator[Left]:
    """Yield the calls that nobody has taken in, but for those at another terminal."""
    for call in waiting.all():
        if call.state in WAITS:
            yield Left(waiting_words(call, now), "soon")


def waiting_words(call: WaitingCall, now: datetime) -> str:
    """Return which call waits, since when, and what it would be."""
    words = WAITS.get(call.state, _("另一个终端上的接报还没有受理：{what}（{time} 接报）"))
    said = words.format(what=call.what, time=stamp(call.received_at, now))
    judged = _("，若受理 {grade}").format(grade=call.grade.name) if call.grade.grade else ""
    return said + judged


def debt_words(row: BoardRow, now: datetime) -> str:
    """Return which report of a closed case was not made, and since when or until when it is due."""
    if row.next is None:
        return _("{number} 已办结 {title}").format(number=row.number, title=row.summary)
    words = _("{number} 已办结 {title}：{label}，{time}")
    label, due = row.next.label, row.next.due
    time = _("未报") if due is None else _("应在 {time} 前").format(time=stamp(due, now))
    if due is not None and due < now:
        days = _("已逾期 {n} 日").format(n=(now - due).days)
        time = days if (now - due).days else _("已逾期 {time}").format(time=countdown(now - due))
    return words.format(number=row.number, title=row.summary, label=label, time=time)


def promises_open(open_record: OpenRecord, board: Board, now: datetime) -> Iterator[Left]:
    """Yield the promises that bear a time."""
    for row in board.shown:
        for promise in open_record.ledger.incidents[row.ident].promises.values():
            if promise.due is not None and not row.idle:
                words = _("{number} 承诺：{text}（{time} 前）").format(
                    number=row.number, text=promise.text, time=stamp(promise.due, now)
                )
                yield Left(words, "overdue" if promise.due < now else "")
