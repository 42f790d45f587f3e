"""Lines of 假设推演; each says 假设, so that none is taken for what is so."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import countdown, stamp
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.deadline_lines import due_words, report_words
from cqcmd.screens.situation.what_if_line import SupposedLine
from cqcmd.text import cells, line_parts
from cqcmd.views import Deadline, GradeView
from cqcmd.views.what_if import Outlook, ResponseAsked, SupposedFact, WhatIf
from cqcmd.widgets.table import Cell, Column, Line

SUPPOSED = _("假设")
COLUMNS = (Column("", 4), Column("", 8), Column("", 0), Column("", 6))
EXAMPLES = _("请打一句话，如 再死2人、明早8点仍滞留、3小时后又死1人")

Row = tuple[str, str, str, str]
"""What it is about, the words, the clause, the look."""


def what_if_lines(desk: Desk, line: SupposedLine, view: WhatIf, now: datetime) -> list[Line]:
    """Return what was supposed, then what would follow from it."""
    rows = (*_premises(line, view, now), *_results(desk, view, now))
    return [_line(number, *row) for number, row in enumerate(rows)]


def whole_words(line: Line, width: int) -> str:
    """Return a line uncut, folded to a width in cells; each part says that it is supposed."""
    words = "  ".join(cell.words for cell in line.cells[1:] if cell.words)
    parts = line_parts(words, max(2, width - cells(SUPPOSED) - 1))
    return "\n".join(f"{SUPPOSED} {part}" for part in parts)


def _line(number: int, about: str, words: str, clause: str, look: str) -> Line:
    mark, name = Cell(SUPPOSED, "possible"), Cell(about, "dim")
    return Line(str(number), (mark, name, Cell(words, look), Cell(clause, "dim")), clause)


def _premises(line: SupposedLine, view: WhatIf, now: datetime) -> Iterator[Row]:
    for words in (*line.unread, *view.faults):
        yield _("没算进去"), _unread(words, view), "", "urgent"
    if not view.supposed and view.at <= now:
        yield _("照旧"), EXAMPLES, "", "dim"
    if view.at > now:
        time, left = stamp(view.at, now), countdown(view.at - now).rpartition(":")[0]
        words = _("到 {time}（再过 {left}），在此之前别的都不变")
        yield _("时刻"), words.format(time=time, left=left or countdown(view.at - now)), "", ""
    for fact in view.supposed:
        yield _("事实"), _since(fact, now), "", "strong"
    for question in line.questions:
        yield _("请核对"), question, "", "soon"


def _unread(words: str, view: WhatIf) -> str:
    if words in view.faults:
        return words
    return _("“{words}”：没读懂，或者记录里已是这样").format(words=words)


def _since(fact: SupposedFact, now: datetime) -> str:
    if fact.at <= now:
        return _("从现在起 {words}").format(words=fact.words)
    return _("从 {time} 起 {words}").format(time=stamp(fact.at, now), words=fact.words)


def _results(desk: Desk, view: WhatIf, now: datetime) -> Iterator[Row]:
    before, after = view.now, view.then
    yield _("等级"), _turned(before.grade, after.grade), after.grade.clause, _look(after.grade)
    yield from _possible(before, after)
    yield _("响应"), _response(before.response, after.response), after.response.clause, ""
    yield from _reports(desk, view, now)
    for projection in after.projections:
        yield _("再往后"), projection.words, projection.clause, "soon"
    for margin in after.margins:
        yield _("还差"), margin.words, margin.clause, ""


def _look(grade: GradeView) -> str:
    return grade.look or "strong"


def _turned(before: GradeView, after: GradeView) -> str:
    if before.name == after.name:
        words = _("仍为 {after}").format(after=after.name)
    else:
        words = _("{before} 变 {after}").format(before=before.name, after=after.name)
    return _("{words}：{why}").format(words=words, why=after.because) if after.because else words


def _possible(before: Outlook, after: Outlook) -> Iterator[Row]:
    grade = after.possible
    if grade.grade:
        words = _("可能 {name}：{why}") if grade.because else _("可能 {name}")
        yield _("可能等级"), words.format(name=grade.name, why=grade.because), grade.clause, "soon"
    elif before.possible.grade:
        yield _("可能等级"), _("不再可能更高"), "", ""


def _response(before: ResponseAsked, after: ResponseAsked) -> str:
    words = after.words or _("不要求启动")
    if before.words == after.words and after.words:
        words = _("仍{words}").format(words=words)
    if not after.proposer:
        return words
    sentence = _("{words}：{proposer}会商后建议，报{approver}批准")
    return sentence.format(words=words, proposer=after.proposer, approver=after.approver)


def _reports(desk: Desk, view: WhatIf, now: datetime) -> Iterator[Row]:
    owed = tuple(view.owed)
    for one in owed:
        yield _("新应报") if one.mine else _("他单位"), _report(desk, one, now), one.clause, ""
    if not owed:
        yield _("新应报"), _("没有"), "", ""
    for one in view.missed:
        words = _("{report}：一直不报，届时已超时").format(report=_report(desk, one, now))
        yield _("逾期"), words, one.clause, "urgent"
    for one in view.spared:
        words = _("{report}：不再要报").format(report=report_words(desk, one))
        yield _("免报"), words, one.clause, "dim"


def _report(desk: Desk, one: Deadline, now: datetime) -> str:
    return " ".join(
        part for part in (report_words(desk, one), due_words(one, now), one.about) if part
    )
