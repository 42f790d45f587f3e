"""Any command by its Chinese name, its pinyin or its initials; and incidents, clauses, people."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.parsing.names import Name, Names
from cqcmd.screens.common.base import ModalSheet, PostScreen
from cqcmd.screens.common.keys import key_name
from cqcmd.screens.palette.commands import HERE, Command, commands_of
from cqcmd.screens.palette.found import Answers, clauses, deeds, incidents, people
from cqcmd.text import fit, line_parts
from cqcmd.widgets.box import Box
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import HEADING, Cell, Column, Line, Table

MOST = 60
ROOM, CURSOR_WORDS = 66, 40
"""Cells of a sentence on a line, and of the line under the cursor in a title."""
MORE = "+"
"""Behind the number of a command whose sentence goes on in further lines."""
NEVER_TYPED = "\ue000"
"""Before the number of a command, so that digits do not find it."""


class Palette(ModalSheet[Command | None]):
    """Returns the command chosen, to be run where it was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("返回"), id="back"),
        Binding("enter", "choose", _("执行"), id="run-command"),
        Binding("up", "move(-1)", _("上一行"), show=False, id="up"),
        Binding("down", "move(1)", _("下一行"), show=False, id="down"),
    ]

    def __init__(self, desk: Desk, shown: Screen[object]) -> None:
        super().__init__()
        self._desk = desk
        about = deeds(desk, ident) if (ident := _pointed_at(shown)) else ()
        every = enumerate(chain(about, commands_of(shown)))
        self._commands = {f"{NEVER_TYPED}{number}": command for number, command in every}
        self._names = Names(
            tuple(
                Name(code, command.name, command.also) for code, command in self._commands.items()
            )
        )
        pointed = "" if about else _cursor_words(shown)
        here = _("这里能做的，光标在“{line}”").format(line=pointed) if pointed else HERE
        self._titles = {HERE: here}
        self._answers = Answers()
        self._found: list[Command] = []

    def compose(self) -> ComposeResult:
        """Build a field over what fits it, group by group."""
        with Box():
            yield TextField("sought", _("命令"))
            yield Table((Column("", 0), Column("", 13)), empty=_("没有这样的命令。"), id="commands")
            yield Static(
                _("命令、编号、单位、条款、人名都能打，拼音也行；回车执行，Esc 返回"),
                classes="hint",
            )

    def on_mount(self) -> None:
        """All commands, until something is typed."""
        table = self.query_one(Table)
        table.can_focus, table.led = False, True
        field = self.query_one(TextField)
        self.watch(field, "value", self._sought, init=False)
        field.focus()
        self._sought()
        self._learn_pinyin()

    @work(thread=True)
    def _learn_pinyin(self) -> None:
        self._names.preload()
        self._answers.preload()
        self.app.call_from_thread(self._learned)
        # After the commands: there may be thousands of people.
        self._desk.contacts.preload()
        self._desk.register.preload()
        self.app.call_from_thread(self._learned)

    def _find(self) -> None:
        sought = self.query_one(TextField).value.strip()
        self._found = list(self._fitting(sought))
        self.query_one(Table).show(list(_lines(self._found, self._titles)))

    def _learned(self) -> None:
        if self.is_attached:  # whoever was quick has left meanwhile
            self._find()

    def _sought(self) -> None:
        """Find anew, the cursor on the first line."""
        self._find()
        self.query_one(Table).action_jump(0)

    def _fitting(self, sought: str) -> Iterator[Command]:
        named = [self._commands[match.item.code] for match in self._names.search(sought, MOST)]
        # The best stays first, and its group with it.
        groups = list(dict.fromkeys(command.group for command in named))
        yield from sorted(named, key=lambda command: groups.index(command.group))
        if sought:
            yield from () if named else self._answers.find(sought)
            yield from self._beside(sought)

    def _beside(self, sought: str) -> Iterator[Command]:
        if self._desk.ready:
            yield from incidents(self._desk, sought)
            yield from people(self._desk, sought)
        yield from clauses(self._desk, sought)

    def action_move(self, step: int) -> None:
        """Go to another line."""
        self.query_one(Table).action_move(step)

    def action_choose(self) -> None:
        """Run the command under the cursor."""
        line = self.query_one(Table).cursor
        if line is not None:
            self.dismiss(self._found[int(line.key.partition(MORE)[0])])

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_choose()


def _pointed_at(shown: Screen[object]) -> str:
    """Return the incident under the cursor of a list; in a room everything is about its own."""
    if isinstance(shown, PostScreen) and not shown.about:
        return shown.verdict_here()[0]
    return ""


def _cursor_words(shown: Screen[object]) -> str:
    """Return the line under the cursor in a few words; empty where there is none."""
    table = shown.focused
    line = table.cursor if isinstance(table, Table) else None
    words = " ".join(filter(None, (cell.words.strip() for cell in line.cells))) if line else ""
    return fit(words, CURSOR_WORDS)


def _lines(found: Iterable[Command], titles: Mapping[str, str]) -> Iterator[Line]:
    numbered = groupby(enumerate(found), lambda pair: pair[1].group)
    for group, commands in numbered:
        title = _("── {words}").format(words=titles.get(group, group))
        yield Line(f"{HEADING}{group}", (Cell(title, "dim"),))
        for number, command in commands:
            yield from _command_lines(str(number), command)


def _command_lines(key: str, command: Command) -> Iterator[Line]:
    """Yield a command with its key, or what is told in its stead, whole."""
    if not command.says:
        hint = command.hint or key_name(command.key)
        yield Line(key, (Cell(command.name), Cell(hint, "dim")))
        return
    for part, words in enumerate(line_parts(command.says, ROOM)):
        yield Line(f"{key}{MORE}{part}", (Cell(words),))
