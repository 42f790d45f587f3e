"""Entries of the log as lines: the day where it changes, seconds, a colour a kind."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from cqcmd.clock import local
from cqcmd.i18n import _
from cqcmd.views import LogLine
from cqcmd.widgets.drawing.table_lines import HEADING
from cqcmd.widgets.table import Cell, Column, Line

ROOMY = 110
"""Cells from which the names of those who wrote are given more room."""

TIME = 14
"""Cells of ``07-25 14:05:00``."""

LOOKS = {
    "report": ("reported", "received", "duties_started", "issued", "copied", "press_released"),
    "news": ("opened", "details", "facts"),
    "decision": ("override", "scope", "dismissed", "closed", "response", "warning", "hq_act"),
    "command": ("command", "hq_set_up", "supplier", "unit_duty", "group", "assigned", "person"),
    "measure": ("task", "task_remark", "warning_action", "entered", "answered", "left"),
}
"""What kinds have in common, and thus their colour; others have none."""

_LOOK_OF = {kind: look for look, kinds in LOOKS.items() for kind in kinds}


def columns(width: int) -> tuple[Column, ...]:
    """Return the columns of a log in a panel that wide."""
    return (
        Column(_("时间"), TIME, right=True),
        Column(_("类别"), 8),
        Column(_("记录人"), 16 if width >= ROOMY else 8),
        Column(_("内容"), 0),
    )


def table_lines(entries: Iterable[LogLine], now: datetime) -> Iterator[Line]:
    """Yield a line an entry; its day stands on the first of each day."""
    before: date | None = None
    for entry in entries:
        day = local(entry.occurred_at).date()
        yield _line(entry, _time(entry.occurred_at, now, day != before))
        before = day


def older_line(count: int) -> Line:
    """Return the line above the first entry that is listed."""
    words = _("更早的 {n} 条：往上翻到第一条，再列出来").format(n=count)
    return Line(f"{HEADING}older", (Cell(words, "dim"),))


def _time(at: datetime, now: datetime, first: bool) -> str:
    here = local(at)
    if not first:
        return f"{here:%H:%M:%S}"
    # Of another year the seconds give way: the whole moment stands beneath the list.
    return f"{here:%m-%d %H:%M:%S}" if here.year == local(now).year else f"{here:%y-%m-%d %H:%M}"


def _line(entry: LogLine, time: str) -> Line:
    """Return an entry in cells: struck ones struck through, the program's own dimmed."""
    words = _("〔作废〕{words}").format(words=entry.words) if entry.struck else entry.words
    words = _("〔被改过〕{words}").format(words=words) if entry.altered else words
    state = "struck" if entry.struck else "dim" if entry.system else ""
    state = "urgent" if entry.altered or entry.kind == "unreadable" else state
    look = "" if state else _LOOK_OF.get(entry.kind, "")
    cells = (Cell(time), Cell(entry.kind_name, look), Cell(entry.writer), Cell(words))
    return Line(entry.entry, cells, entry.clause, state)


def whole_words(entry: LogLine, *, listed: bool = False) -> str:
    """All that an entry holds: what it says unless it is ``listed``, its times, who wrote it."""
    lines = [] if listed else [entry.words]
    if entry.altered:
        lines.append(_("这一条与记录时的校验值不符：被改过，或者磁盘坏了。"))
    if entry.struck:
        lines.append(_("作废：{why}").format(why=entry.struck))
    when = _("发生 {at:%Y-%m-%d %H:%M:%S}  记录 {noted:%Y-%m-%d %H:%M:%S}  {actor}  第 {seq} 条")
    lines.append(
        when.format(
            at=local(entry.occurred_at),
            noted=local(entry.recorded_at),
            actor=_who(entry),
            seq=entry.seq,
        )
    )
    return "\n".join(lines)


def _who(entry: LogLine) -> str:
    """Return who wrote it down, and who was on duty where that was somebody else."""
    if not entry.operator:
        return entry.actor
    return _("{operator}（值班 {actor}）").format(operator=entry.operator, actor=entry.actor)
