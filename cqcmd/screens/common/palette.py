"""Any command by its Chinese name, its pinyin or its initials."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from cqcmd.i18n import _
from cqcmd.parsing.names import Name, Names
from cqcmd.screens.common.base import ModalSheet
from cqcmd.screens.common.commands import Command, commands_of
from cqcmd.screens.common.keys import key_name
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Cell, Column, Line, Table


class Palette(ModalSheet[Command | None]):
    """Returns the command chosen, to be run where it was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("返回"), id="back"),
        Binding("enter", "choose", _("执行"), id="run-command"),
        Binding("up", "move(-1)", _("上一行"), show=False, id="up"),
        Binding("down", "move(1)", _("下一行"), show=False, id="down"),
    ]

    def __init__(self, shown: Screen[object]) -> None:
        super().__init__()
        self._commands = {command.action: command for command in commands_of(shown)}
        self._names = Names(
            tuple(Name(command.action, command.name) for command in self._commands.values())
        )

    def compose(self) -> ComposeResult:
        """Build a field over the commands that fit it."""
        with Vertical(classes="sheet"):
            yield TextField("sought", _("命令"))
            yield Table((Column("", 0), Column("", 12)), empty=_("没有这样的命令。"), id="commands")
            yield Static(_("输入名称、拼音或首字母；上下选，回车执行，Esc 返回"), classes="hint")

    def on_mount(self) -> None:
        """All commands, until something is typed."""
        table = self.query_one(Table)
        table.can_focus, table.led = False, True
        field = self.query_one(TextField)
        self.watch(field, "value", self._find, init=False)
        field.focus()
        self._find()
        self._learn_pinyin()

    @work(thread=True)
    def _learn_pinyin(self) -> None:
        self._names.preload()
        self.app.call_from_thread(self._find)

    def _find(self) -> None:
        sought = self.query_one(TextField).value.strip()
        found = [self._commands[match.item.code] for match in self._names.search(sought, 60)]
        self.query_one(Table).show([_line(command) for command in found])

    def action_move(self, step: int) -> None:
        """Go to another command."""
        self.query_one(Table).action_move(step)

    def action_choose(self) -> None:
        """Run the command under the cursor."""
        line = self.query_one(Table).cursor
        if line is not None:
            self.dismiss(self._commands[line.key])

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.dismiss(self._commands[event.line.key])


def _line(command: Command) -> Line:
    return Line(command.action, (Cell(command.name), Cell(key_name(command.key), "dim")))
