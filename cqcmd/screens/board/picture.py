"""The incident under the cursor at a glance, beside the list: read when the cursor rests."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from msgspec import Struct

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.errors import PlanLost
from cqcmd.i18n import _
from cqcmd.screens.board.lines import deadline_cell
from cqcmd.text import clean, folds
from cqcmd.views import LogLine, Situation
from cqcmd.views.command import TeamView
from cqcmd.views.duties import is_open
from cqcmd.widgets.drawing.cells import CellWidget, Piece, Row, row_of
from cqcmd.widgets.incident_strip import grade_words, possible_words
from cqcmd.widgets.table import Table

STEPS = 3
"""Of what comes next so many lines."""

ENTRIES = 20
"""Entries of the log: more than any window has room for."""


class Glance(Struct, frozen=True):
    """What is shown of an incident; ``fault`` says why nothing can be."""

    situation: Situation | None = None
    teams: tuple[TeamView, ...] = ()
    log: tuple[LogLine, ...] = ()
    fault: str = ""


def glance(desk: Desk, ident: str) -> Glance:
    """Read an incident by the plan it is under."""
    try:
        under = desk.of(ident)
        situation = under.situation(ident)
    except PlanLost as lost:
        return Glance(fault=str(lost))
    teams = tuple(team for team in under.safety.teams(ident) if team.left_at is None)
    return Glance(situation, teams, tuple(reversed(under.log(ident)[-ENTRIES:])))


class BoardPicture(CellWidget):
    """Parts with titles, a blank row between them, as far as there is room."""

    STYLE_PREFIX = "table"
    STYLES = Table.STYLES

    def __init__(self) -> None:
        super().__init__(id="picture")
        self._glance: Glance | None = None
        self._now: datetime | None = None

    def show(self, view: Glance | None, now: datetime) -> None:
        """Set what is shown; nothing where the cursor is on no incident."""
        self._glance, self._now = view, now
        self._redraw()

    def tick(self, now: datetime) -> None:
        """Count down."""
        if self.display:
            self.show(self._glance, now)

    def on_resize(self) -> None:
        """Take the new width and height."""
        self._redraw()

    def _redraw(self) -> None:
        width, height = self.size
        if not width or self._now is None:
            return
        parts = picture_parts(self._glance, self._now, width) if self._glance else ()
        rows: list[Row] = []
        for part in parts:
            rows += [row_of([], width)] if rows else []
            for line in part:
                rows += _folded(line, width)
        self.draw([*rows, *[row_of([], width)] * height][:height])


Part = list[list[Piece]]
"""Lines of one part, the first its title."""


def picture_parts(view: Glance, now: datetime, width: int) -> Iterator[Part]:
    """Yield grade, toll, own clocks, what comes next, who is inside, the log."""
    found = view.situation
    if found is None:
        yield [[(view.fault, "urgent")]]
        return
    yield _grade(found, width)
    for title, lines in (
        (_("伤亡 {n}"), _toll(found, now)),
        (_("本单位时限 {n}"), _clocks(found, now)),
        (_("接下来 {n}"), _steps(found)),
        (_("警戒区内 {n}队"), _teams(view, now)),
        (_("最近日志 {n}"), [_entry(line, now) for line in view.log]),
    ):
        if lines:
            yield [[(title.format(n=len(lines)), "dim")], *lines]


def _grade(found: Situation, width: int) -> Part:
    strip = found.strip
    lines: Part = [[(f"{strip.number} {strip.title}", "strong")]]
    lines.append([(grade_words(strip.grade), strip.grade.look or "strong")])
    if strip.possible.grade:
        lines.append([(possible_words(strip.possible, width), "possible")])
    ahead = strip.projection.words if strip.projection else ""
    told = (strip.override, strip.margin, ahead, strip.response)
    return lines + [[(words, "")] for words in told if words]


def _toll(found: Situation, now: datetime) -> Part:
    told = [fact for fact in found.facts if fact.kind == "people" and fact.at is not None]
    words = _("{name} {words}（{source} {time}）")
    return [
        [
            (
                words.format(
                    name=fact.name,
                    words=fact.words,
                    source=fact.source,
                    time=stamp(fact.at or now, now),
                ),
                "",
            )
        ]
        for fact in told
    ]


def _clocks(found: Situation, now: datetime) -> Part:
    mine = [deadline for deadline in found.deadlines if deadline.mine and is_open(deadline)]
    cells = [deadline_cell(deadline, "", now) for deadline in mine]
    return [[(cell.words, cell.state)] for cell in cells]


def _steps(found: Situation) -> Part:
    """Return what comes next besides the reports, which stand above with their clocks."""
    owed = {deadline.label for deadline in found.deadlines}
    return [[(step.words, "")] for step in found.steps if step.words not in owed][:STEPS]


def _teams(view: Glance, now: datetime) -> Part:
    words = _("{name} {time} 最后应答")
    looks = {"alarm": "overdue", "missed": "urgent", "due": "urgent", "soon": "soon"}
    return [
        [
            (
                words.format(name=team.name, time=stamp(team.heard_at, now)),
                looks.get(team.check_state_at(now), ""),
            )
        ]
        for team in view.teams
    ]


def _entry(line: LogLine, now: datetime) -> list[Piece]:
    look = "struck" if line.struck else "dim" if line.system else ""
    return [(f"{stamp(line.occurred_at, now)} ", "dim"), (line.words, look)]


def _folded(line: list[Piece], width: int) -> list[Row]:
    """Return a line as rows; only its last piece, the words, is broken."""
    *heads, (words, look) = line
    head = "".join(text for text, _look in heads)
    whole = clean(head + words, lines=False)
    ends = [0, *folds(whole, width), len(whole)]
    rows = [row_of([(whole[start:end], look)], width) for start, end in pairwise(ends)]
    if heads:
        cut = min(len(head), ends[1])
        rows[0] = row_of([(whole[:cut], heads[0][1]), (whole[cut : ends[1]], look)], width)
    return rows
