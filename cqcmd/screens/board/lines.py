"""What stands on the board: two lines an incident, one a settled case, headings with counts."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cqcmd.clock import countdown, day_of
from cqcmd.i18n import _
from cqcmd.screens.board.table import under
from cqcmd.text import cells
from cqcmd.views import BoardRow, Deadline, GradeView, WaitingCall, WaitingState
from cqcmd.views.duties import REPORT_STAGES
from cqcmd.views.numbers import parted
from cqcmd.views.time_words import span_words
from cqcmd.widgets.incident_strip import stage_state
from cqcmd.widgets.table import HEADING, Cell, Column, Line

COLUMNS = (
    Column(_("等级"), 9),
    Column(_("编号"), 7),
    Column(_("单位 概要 / 接报以来 地点"), 0),
    Column(_("伤亡 / 最近时限"), 25),
)

TITLE = 2
"""Which of them says what the call is about."""

FOLDED = "folded"
"""The key of the heading of settled cases: the one on which the cursor stands."""

WAITING = "waiting:"
"""How the key of a call that waits begins."""

DAY = timedelta(days=1)

WHOSE: dict[WaitingState, str] = {
    "typing": _("本终端正在录"),
    "parked": _("放着，回车接着录"),
    "elsewhere": _("他终端正在接"),
    "left": _("上次没录完，回车接着录"),
}


def heading(words: str, clause: str = "") -> Line:
    """Return a line that parts the list."""
    return Line(f"{HEADING}{words}", (Cell(words, "dim"),), clause)


def gap(place: str) -> Line:
    """Return a blank line above a heading."""
    return Line(f"{HEADING}gap:{place}", (Cell(""),))


def folded(count: int, void: int, unfolded: bool, clause: str) -> Line:
    """Return the heading of settled cases, which Enter unfolds and folds.

    ``void``: so many of the ``count`` are void calls, which nobody has closed.
    """
    named = ((_("已办结 {n}"), count - void), (_("接报作废 {n}"), void))
    counts = "、".join(words.format(n=n) for words, n in named if n)
    words = _("－ {counts}（回车或 c 收起）") if unfolded else _("＋ {counts}（回车或 c 展开）")
    return Line(FOLDED, (Cell(words.format(counts=counts), "dim"),), clause)


def older_line(count: int) -> Line:
    """Return the line below settled cases that says where those of long ago are found."""
    return heading(_("更早办结的 {n} 起在事故台账（f）里").format(n=count))


def waiting_lines(call: WaitingCall, now: datetime) -> Iterator[Line]:
    """Yield what was typed, what it would be if it were taken in, and who has it."""
    key, words = f"{WAITING}{call.ident}", _("{age} 接报时间起算，时限未走  {where}")
    age = span_words(now - call.received_at)
    # Its grade has a mark of its own: nobody has taken it in, so it is none yet.
    judged = _("若受理 {grade}").format(grade=call.grade.name) if call.grade.grade else ""
    if call.possible.grade:
        judged = _("若受理 可能{grade}").format(grade=call.possible.name)
    yield Line(
        key,
        (
            Cell(_("待受理"), "soon"),
            Cell(""),
            Cell(call.what),
            Cell(" ".join(filter(None, (judged, call.toll))), _look(call)),
        ),
        (call.grade if call.grade.grade else call.possible).clause,
    )
    second = words.format(age=age, where=call.where).strip()
    yield under(key, (Cell(""), Cell(""), Cell(second, "dim"), Cell(WHOSE[call.state], "dim")))


def _look(call: WaitingCall) -> str:
    return call.grade.look or ("possible" if call.possible.grade else "")


def incident_lines(row: BoardRow, now: datetime, room: int) -> Iterator[Line]:
    """Yield grade, number, unit, toll; then possible grade, response, age, place, next clock.

    What happened stands beside the unit where there is ``room``, else on the second line.
    """
    whole = cells(_title(row)) <= room
    number, title = parted(row.number, _title(row) if whole else row.who or row.what)
    state = "dim" if row.section in ("debt", "watched") or row.idle else ""
    yield Line(
        row.ident,
        (
            Cell(row.grade.name, row.grade.look or "dim"),
            Cell(number),
            Cell(title),
            Cell(row.toll, "strong"),
        ),
        row.grade.clause,
        state,
    )
    since = span_words(now - row.received_at)
    if row.closed:
        since = _("{day}接报").format(day=day_of(row.received_at, now))
    what = "" if whole or not row.who else row.what
    yield under(
        row.ident,
        (
            Cell(_possible(row.possible), "possible"),
            Cell(row.level),
            Cell("  ".join(filter(None, (since, row.inside, what, row.where))), "dim"),
            clock_cell(row, now),
        ),
        state,
    )


def settled_line(row: BoardRow, now: datetime) -> Line:
    """Return the one line of a case about which nothing is to be done."""
    number, title = parted(row.number, _title(row))
    return Line(
        row.ident,
        (
            Cell(row.grade.name),
            Cell(number),
            Cell(f"{day_of(row.received_at, now)} {title}"),
            Cell(row.toll if row.status == _("已办结") else row.status),
        ),
        row.grade.clause,
        "dim",
    )


def _title(row: BoardRow) -> str:
    return " ".join(filter(None, (row.who, row.what))) or _("（未填）")


def _possible(grade: GradeView) -> str:
    """Return ``可能重大``; of a longer name ``?特别重大``, as far as there is room."""
    words = _("可能{name}").format(name=grade.name)
    room = COLUMNS[0].width
    return "" if not grade.grade else words if cells(words) <= room else f"?{grade.name}"


def clock_cell(row: BoardRow, now: datetime) -> Cell:
    """Return the team that does not answer; else what is due next and by when."""
    if row.alarm:
        return Cell(row.alarm, "overdue")
    if row.debts and row.next is None:
        return Cell(" ".join(dict.fromkeys(debt.brief for debt in row.debts)), "soon")
    return debt_cell(row, now) or deadline_cell(row.next, row.label, now)


def only_final(row: BoardRow) -> bool:
    """Tell whether a closed case lacks nothing but its final report."""
    kinds = {debt.kind for debt in row.debts}
    return row.next is not None and row.next.stage == "final" and kinds <= {"report"}


def debt_cell(row: BoardRow, now: datetime) -> Cell | None:
    """Return ``未报终报 · 已12日`` of a closed case: an alarm for a day, then a reminder."""
    due = row.next.due if row.next else None
    if not row.closed or row.next is None or due is None or now - due < DAY:
        return None
    stage = REPORT_STAGES[row.next.stage]
    words = _("未报{stage} · 已{n}日").format(stage=stage, n=(now - due).days)
    return Cell(words, "possible")


def deadline_cell(deadline: Deadline | None, status: str, now: datetime) -> Cell:
    """``00:13:53 电话 区县政府``, or why nothing is due."""
    if deadline is None:
        return Cell(status, "dim")
    if deadline.due is None:
        return Cell(deadline.label, "soon")
    if deadline.state == "passed":
        return Cell(_("立即 {label}").format(label=deadline.label), "urgent")
    return Cell(
        f"{countdown(deadline.due - now, doubtful=deadline.doubtful)} {deadline.label}",
        stage_state(deadline, now),
    )
