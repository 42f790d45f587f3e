"""What is asked about a doubtful time, in words: the machine's, the record's, the difference."""

from datetime import datetime, timedelta

from cqcmd.clock import local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.events import ClockMoved
from cqcmd.incident.events.entry import Entry
from cqcmd.time_base import Doubt
from cqcmd.views.station import TimeQuestion

MARKS: dict[Doubt, str] = {
    "jump": _("时间待核"),
    "behind": _("时间待核"),
    "ahead": _("时间待核"),
    "inferred": _("时间推定"),
}
"""What stands in the top line beside a time that is not sure."""

WHY: dict[Doubt, str] = {
    "jump": _("系统时钟跳变。倒计时仍按原来的时间走，时限没有变。"),
    "behind": _(
        "打开时系统时间比最后的记录还早，不可能对。倒计时暂从最后的记录起接着走，只会偏慢。"
    ),
    "ahead": _("电脑重启过，系统时间比最后的记录晚很多。倒计时暂按系统时间走。"),
    "inferred": _("电脑重启过。上次核定系统时间不准，现在的时间按那时的差推定。"),
}


def question_of(
    open_record: OpenRecord, doubt: Doubt, wall: datetime, now: datetime
) -> TimeQuestion:
    """Return the question as it stands: the machine shows ``wall``, the post ``now``."""
    told = [WHY.get(doubt, _("时间现在没有疑问。")), _machine(wall)]
    last = last_entry(open_record)
    if last is not None:
        told.append(_record(last, wall))
    told.append(_shown(now, wall - now))
    return TimeQuestion(
        tuple(told),
        _("系统时间对，改用它：{time}").format(time=_full(wall)),
        _("系统时间不对，按原来的时间走：{time}").format(time=_full(now)),
    )


def last_entry(open_record: OpenRecord) -> Entry | None:
    """Return what this station recorded last, of the clock aside."""
    ledger = open_record.ledger
    groups = (ledger.station_entries, *(one.entries for one in ledger.incidents.values()))
    mine = (
        entry
        for group in groups
        for entry in group
        if entry.station == ledger.station and entry.kind != ClockMoved.kind
    )
    return max(mine, key=lambda entry: entry.seq, default=None)


def difference(span: timedelta) -> str:
    """Return ``快1时00分05秒``, ``慢3天04时``: of two times how far the first is ahead."""
    verb = _("快") if span >= timedelta() else _("慢")
    return verb + exact_span(abs(span))


def exact_span(span: timedelta) -> str:
    """Return ``5秒``, ``58分28秒``, ``1时00分05秒``; from two days on days and hours."""
    seconds = round(span.total_seconds())
    minutes, hours = seconds // 60, seconds // 3600
    if hours >= 48:
        return _("{n}天{h:02}时").format(n=hours // 24, h=hours % 24)
    if hours:
        words = _("{h}时{m:02}分{s:02}秒")
        return words.format(h=hours, m=minutes % 60, s=seconds % 60)
    words = _("{m}分{s:02}秒") if minutes else _("{s}秒")
    return words.format(m=minutes, s=seconds % 60)


def _machine(wall: datetime) -> str:
    return _("系统时间　{time}").format(time=_full(wall))


def _record(last: Entry, wall: datetime) -> str:
    words = _("最后的记录　{time}（{who}），系统时间比它{how}")
    who = last.actor or _("本站")
    recorded = last.recorded_at
    return words.format(time=_full(recorded), who=who, how=difference(wall - recorded))


def _shown(now: datetime, off: timedelta) -> str:
    words = _("现在显示　{time}，系统时间比它{how}")
    return words.format(time=_full(now), how=difference(off))


def _full(moment: datetime) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M:%S}"
