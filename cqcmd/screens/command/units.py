"""成员单位职责: every unit of annex 1 with the counts of its sentences; suppliers by name."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.command.unit_lines import UNIT_COLUMNS, unit_line
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.views.units import UnitView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Table


@form("units")
class UnitsScreen(IncidentScreen):
    """Enter opens a unit; F9 asks which of its sentences came to which step."""

    LISTS = ("units",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "record", _("记几项"), id="record-sentences"),
        Binding("f8", "open_form('command/supplier')", _("补充单位"), id="add-supplier"),
        Binding("e,ctrl+e", "paper", _("职责清单"), id="duties-paper"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    name_of_room = _("成员单位职责")

    purpose = _("各成员单位的职责到了哪一步；回车看一个单位的原文。")
    main_keys = ("choose", "record", "paper", "dismiss")

    def __init__(self, desk: Desk, ident: str) -> None:
        super().__init__(desk, ident)
        self._units: dict[str, UnitView] = {}

    def body(self) -> Iterator[Widget]:
        """Build the units, the one under the cursor in full, and what the keys do."""
        yield Table(UNIT_COLUMNS, empty=_("预案没有列出成员单位。"), id="units")
        yield Lines("detail", fold=True)
        yield Lines("states")

    def on_mount(self) -> None:
        """Put the cursor on the units."""
        self.lists["units"].focus()

    def reload(self) -> None:
        """Read every unit anew."""
        super().reload()
        self._units = {unit.code: unit for unit in self.desk.units.shown.every(self.ident)}
        self.lists["units"].show([unit_line(unit) for unit in self._units.values()])
        self.query_one("#states", Lines).show(_("回车 逐项办理   F9 一次记几项：哪几项、到哪一步"))
        self.show_detail()

    def show_detail(self) -> None:
        """Show the sentences of the unit under the cursor."""
        unit = self._here()
        self.query_one("#detail", Lines).show("；".join(unit.duties) if unit else "")

    def _here(self) -> UnitView | None:
        line = self.lists["units"].cursor
        return self._units.get(line.key) if line else None

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_open_form("command/unit", event.line.key)

    def action_record(self, rule: str = "") -> None:
        """Ask which sentences of the unit came to which step, who said so and when."""
        if unit := self._here():
            self.action_open_form("command/unit_duty", unit.code)

    def action_paper(self) -> None:
        """Show headquarters and duties as a text that can be handed over."""
        paper = self.desk.papers.unit_duties(self.ident)
        self.app.push_screen(PaperScreen(self.desk, paper))
