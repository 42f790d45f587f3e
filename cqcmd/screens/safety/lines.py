"""Lines of 人员安全: a team a line, how many are inside, everything about one of them."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from cqcmd.clock import countdown, stamp
from cqcmd.desk.safety.forms import headcount
from cqcmd.i18n import _
from cqcmd.text import cells
from cqcmd.views.command import TeamView
from cqcmd.widgets.table import Cell, Column, Line

LEAST_TASK, MOST_TASK = 10, 24
"""Cells that task and place are left, by their words; before they had less, 进入 goes."""

HEADINGS = (
    _("还剩"),
    _("队伍"),
    _("人数"),
    _("带队"),
    _("进入"),
    _("上次应答"),
    _("任务、地点"),
    _("状态"),
)
LEAST = (11, 10, 4, 6, 5, 8, 0, 4)
MOST = (11, 24, 4, 20, 11, 11, 0, 19)
"""Cells that each column takes at the least and at the most; the one of 0 has what is left."""
NAMES, ENTERED, TASK = (1, 3), 4, 6
"""The places of team and leader, of 进入, which stands in the detail too, and of the task."""

SILENCES: dict[str, tuple[str, str]] = {
    "calm": (_("正常"), ""),
    "soon": (_("即将应答"), "soon"),
    "due": (_("该应答了"), "urgent"),
    "missed": (_("一次未应答"), "urgent"),
    "alarm": (_("两次未应答·立即查找"), "overdue"),
}
"""What a silence is called, and its look."""


def laid_out(lines: Sequence[Line], width: int) -> tuple[tuple[Column, ...], list[Line]]:
    """Return columns as wide as their words on a screen that wide, and the lines to stand there.

    Names are cut only where there is no room; 进入 stands there if task and place keep theirs.
    """
    widths = [
        max([least, *(min(cells(line.cells[at].words), most) for line in lines)])
        for at, (least, most) in enumerate(zip(LEAST, MOST, strict=True))
    ]
    shown = list(range(len(HEADINGS)))
    longest = max((cells(line.cells[TASK].words) for line in lines), default=0)
    if _left(widths, shown, width) < max(LEAST_TASK, min(longest, MOST_TASK)):
        shown.remove(ENTERED)
    _take_from_names(widths, LEAST_TASK - _left(widths, shown, width))
    columns = tuple(Column(HEADINGS[at], widths[at]) for at in shown)
    return columns, [replace(line, cells=tuple(line.cells[at] for at in shown)) for line in lines]


def _left(widths: Sequence[int], shown: Sequence[int], width: int) -> int:
    """Return the cells that the others leave for task and place, a gap between any two."""
    return width - sum(widths[at] for at in shown) - len(shown) + 1


def _take_from_names(widths: list[int], needed: int) -> None:
    """Shorten team and leader, whichever is longer over its least, cell by cell."""
    for _cell in range(needed):
        at = max(NAMES, key=lambda at: widths[at] - LEAST[at])
        widths[at] = max(LEAST[at], widths[at] - 1)


def team_line(team: TeamView, clause: str, now: datetime) -> Line:
    """Return a team in cells; out again it is dimmed and counts nothing."""
    words, look = SILENCES[team.check_state_at(now)]
    left = countdown(team.due - now, doubtful=team.doubtful)
    if team.left_at is not None:
        left, words, look = "", _("{time} 离开").format(time=stamp(team.left_at, now)), "dim"
    mark = _("〔{mark}〕").format(mark=team.mark) if team.mark else ""
    found = (
        Cell(left, look),
        Cell(team.name),
        Cell(str(team.count) if team.count else _("不明")),
        Cell(team.leader),
        Cell(stamp(team.entered_at, now)),
        Cell(stamp(team.heard_at, now)),
        Cell(" ".join(part for part in (mark, team.task, team.place) if part)),
        Cell(words, look),
    )
    return Line(team.team, found, clause, "dim" if team.left_at else "")


def total_words(teams: Sequence[TeamView]) -> str:
    """``警戒区内 2 队 5 人``; who was not counted is at least one."""
    inside = [team for team in teams if team.left_at is None]
    if not inside:
        return _("警戒区内没有登记的队伍。没有登记，不等于里面没有人。")
    people = sum(max(team.count, 1) for team in inside)
    uncounted, marked = (
        sum(not team.count for team in inside),
        sum(bool(team.mark) for team in inside),
    )
    words = _("警戒区内 {n} 队 {people} 人")
    if uncounted:
        words = _("警戒区内 {n} 队，至少 {people} 人（{unknown} 队人数不明）")
    if marked:
        words += _("，{marked} 队有出入，见〔〕")
    return words.format(n=len(inside), people=people, unknown=uncounted, marked=marked)


def detail_words(team: TeamView, now: datetime) -> str:
    """Everything about a team; what is not right about it first."""
    who = _("{name} {count}").format(name=team.name, count=headcount(team.count))
    named = (
        (_("带队 {words}"), team.leader),
        (_("队员 {words}"), team.people),
        (_("任务 {words}"), team.task),
        (_("地点 {words}"), team.place),
    )
    about = [who, *(label.format(words=words) for label, words in named if words)]
    return "\n".join(part for part in (team.mark, "  ".join(about), _times(team, now)) if part)


def _times(team: TeamView, now: datetime) -> str:
    heard = stamp(team.heard_at, now)
    parts = [
        _("{time} 进入").format(time=stamp(team.entered_at, now)),
        _("上次应答 {time} {who}").format(time=heard, who=team.heard_from).strip(),
        _("每 {n} 分钟应答").format(n=team.interval),
    ]
    if team.left_at is None:
        parts.append(_("应于 {time} 前应答").format(time=stamp(team.due, now)))
    else:
        parts.append(_("{time} 离开").format(time=stamp(team.left_at, now)))
    return "  ".join(parts)
