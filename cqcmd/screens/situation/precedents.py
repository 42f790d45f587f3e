"""判例参考: how accidents like this one were graded officially. Shown beside the grade, no law."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from cqcmd.i18n import _
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.views.board import grade_look
from cqcmd.views.precedents import Precedents, PrecedentView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import HEADING, Cell, Column, Line, Table

WIDE = 110
"""Columns of a terminal from which on there is room for all the harm."""


def columns(width: int) -> tuple[Column, ...]:
    """Give the harm more room in a wide terminal; in a narrow one it stands whole below."""
    return (
        Column(_("日期"), 10),
        Column(_("事故"), 0),
        Column(_("伤亡、损失"), 23 if width < WIDE else 38),
        Column(_("官方定为"), 8),
        Column(_("按条文"), 11),
    )


@form("precedents")
class PrecedentsScreen(IncidentScreen):
    """The incident's own grade stands in the strip above; nothing here changes it."""

    LISTS = ("precedents",)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    name_of_room = _("判例参考")

    _view = Precedents("", ())

    purpose = _("官方定过级的同类事故，供对照；不改变这起的等级。")
    main_keys = ("choose", "dismiss", "clause")

    def body(self) -> Iterator[Widget]:
        """Yield what this is and is not, the accidents, the one under the cursor in full."""
        yield Static(_("仅供参考，不是法条，也不改变等级：本事件只按预案条文定级。"), id="hint")
        yield Table(columns(0), empty=_("没有可列的判例。"), id="precedents")
        yield Lines("detail", fold=True)

    def on_resize(self, event: events.Resize) -> None:
        """Choose the columns that fit the new width."""
        for table in self.query(Table):
            table.columns = columns(event.size.width)
            table.refresh()

    def reload(self) -> None:
        """Read them anew; other facts have other neighbours."""
        super().reload()
        self._view = self.desk.precedents(self.ident)
        self.lists["precedents"].show(_lines(self._view))
        self.back_to_place(self._view.rows[0].key if self._view.rows else "")
        self.show_detail()

    def show_detail(self) -> None:
        """Show the accident under the cursor in full, or why there is none."""
        line = self.lists.current()[1]
        row = next((row for row in self._view.rows if line and row.key == line.key), None)
        self.query_one("#detail", Lines).show("\n".join(row.details) if row else self._view.fault)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_clause()


def _lines(view: Precedents) -> list[Line]:
    same = [row for row in view.rows if row.same_kind]
    others = [row for row in view.rows if not row.same_kind]
    if same:
        heading = _("同类设备：{kind}").format(kind=view.kind)
        return [*_headed(heading, same), *_headed(_("其他设备"), others)]
    if view.kind:
        heading = _("没有{kind}的判例，以下是其他设备").format(kind=view.kind)
        return list(_headed(heading, others))
    return list(_headed(_("设备待核，以下是各类设备"), others))


def _headed(heading: str, rows: Sequence[PrecedentView]) -> Iterator[Line]:
    if rows:
        yield Line(f"{HEADING}{heading}", (Cell(_("── {words}").format(words=heading), "dim"),))
        yield from map(_line, rows)


def _line(row: PrecedentView) -> Line:
    letter = row.letter if row.agrees else _("{letter} 不同").format(letter=row.letter)
    return Line(
        row.key,
        (
            Cell(row.date, "dim"),
            Cell(row.title),
            Cell(row.harm),
            Cell(row.official, grade_look(row.rank)),
            Cell(letter, "" if row.agrees else "soon"),
        ),
        row.clause,
    )
