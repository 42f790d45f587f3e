"""The sections of the board: calls that wait, what is in hand, what is owed, what is settled."""

from datetime import date, datetime

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.board.lines import (
    folded,
    gap,
    heading,
    incident_lines,
    older_line,
    only_final,
    settled_line,
    waiting_lines,
)
from cqcmd.views import Board, BoardRow, WaitingCall
from cqcmd.views.board import Section
from cqcmd.widgets.table import Line

VOID = _("接报已作废")
"""The status of a call that is void: it is listed by its own words."""


class BoardSections:
    """A block of lines for each section that has something in it.

    Attributes:
        unfolded: whether settled cases are listed, not only counted.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.unfolded = False
        self._board = Board((), (), (), None)
        self._waiting: tuple[WaitingCall, ...] = ()
        self._void = 0
        self._settled: tuple[tuple[BoardRow, ...], date | None, list[Line]] = ((), None, [])

    def take(self, board: Board, waiting: tuple[WaitingCall, ...]) -> None:
        """Take what stands on the board by now."""
        self._board, self._waiting = board, waiting
        self._void = sum(row.status == VOID for row in board.closed) + board.older_void

    def lines(self, shown: list[BoardRow], now: datetime, room: int) -> list[Line]:
        """Return the blocks with a blank line between them.

        ``shown``: the rows in the order in which they stand; ``room``: cells for a title.
        """
        blocks = [
            self._waiting_block(now),
            *(self._block(name, shown, now, room) for name in ("open", "debt", "watched")),
            self._settled_block(now),
        ]
        found: list[Line] = []
        for block in filter(None, blocks):
            found += [gap(block[0].key)] if found else []
            found += block
        return found

    def _waiting_block(self, now: datetime) -> list[Line]:
        if not self._waiting:
            return []
        lines = [heading(_("待受理 {n}").format(n=len(self._waiting)))]
        for call in self._waiting:
            lines += waiting_lines(call, now)
        return lines

    def _block(self, name: Section, shown: list[BoardRow], now: datetime, room: int) -> list[Line]:
        rows = [row for row in shown if row.section == name]
        if not rows:
            return []
        lines = [heading(self._words_of(name, rows), self._clause)]
        for row in rows:
            lines += incident_lines(row, now, room)
        return lines

    def _words_of(self, name: Section, rows: list[BoardRow]) -> str:
        """Return the heading of a section with its count."""
        if name == "watched":
            title, _colon, rule = self._desk.plan_reader.watch_words().partition("：")
            return _("{title} {n}：{rule}").format(title=title, n=len(rows), rule=rule)
        if name == "open":
            return _("进行中 {n}").format(n=len(rows))
        words = _("未报终报 {n}（已办结）") if all(map(only_final, rows)) else _("办结后未了 {n}")
        return words.format(n=len(rows))

    def _settled_block(self, now: datetime) -> list[Line]:
        """Return the heading of settled cases; their lines are made only where it is unfolded."""
        closed = self._board.closed
        older = self._board.older
        if not closed and not older:
            return []
        head = folded(len(closed) + older, self._void, self.unfolded, self._clause)
        if not self.unfolded:
            return [head]
        return [head, *self._settled_lines(closed, now), *([older_line(older)] if older else [])]

    def _settled_lines(self, closed: tuple[BoardRow, ...], now: datetime) -> list[Line]:
        """Return a line a case, made once for the same cases on the same day."""
        day = local(now).date()
        if self._settled[0] is not closed or self._settled[1] != day:
            self._settled = closed, day, [settled_line(row, now) for row in closed]
        return self._settled[2]

    @property
    def _clause(self) -> str:
        return self._desk.plan.role("report.follow_up").clause
