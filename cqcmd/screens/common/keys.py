"""F1: the keys of the screen in front, made from its bindings."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from cqcmd.i18n import _
from cqcmd.screens.common.base import ModalSheet
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.key_grammar import is_act, is_changed, writes
from cqcmd.widgets.table import Cell, Column, Line, Table

NAMES = {
    "enter": _("回车"),
    "escape": "Esc",
    "backspace": _("退格"),
    "delete": "Del",
    "space": _("空格"),
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": _("上"),
    "down": _("下"),
    "left": _("左"),
    "right": _("右"),
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
}
ASCII_ONLY = 127


def key_name(key: str) -> str:
    """``Ctrl+N``, ``F9``, ``退格``; empty for the full-width twin of another key."""
    if key in NAMES:
        return NAMES[key]
    if len(key) > 1 and key.startswith("f") and key[1:].isdigit():
        return key.upper()
    if key.startswith("shift+f"):
        return f"Shift+{key[6:].upper()}"
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key if len(key) == 1 and ord(key) < ASCII_ONLY else ""


NOTATION = _(
    "事实的写法：3 已确认3；3-5 确认3可能5；?5 只是可能5；空白为未知。全角数字和？。、／同样有效。"
)


MOVES = frozenset({"move", "page", "jump", "step", "scroll", "cycle", "turn"})
"""Acts that only lead the cursor from line to line, and come last."""


class KeysScreen(ModalSheet[None]):
    """What the screen is for, the keys that matter, then every other; how facts are typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter", "dismiss", _("返回"), id="back"),
        Binding("f9,m", "manual", _("手册"), id="open-manual"),
    ]

    def __init__(self, shown: Screen[object]) -> None:
        super().__init__()
        self._purpose = str(getattr(shown, "purpose", ""))
        self._lines = key_lines(shown)

    def compose(self) -> ComposeResult:
        """Build the purpose over a list of keys, over two lines about facts."""
        with Box():
            yield Static(plain(self._purpose or _("本屏按键")), classes="question")
            yield Table((Column("", 24), Column("", 0), Column("", 6)), id="keys")
            yield Static(plain(NOTATION), id="notation")
            hint = _("写：按下就记入；改：本机改过   上下看全部   F9 手册   Esc 返回")
            yield Static(hint, classes="hint")

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one(Table).show(self._lines)
        self.query_one(Table).focus()

    def action_manual(self) -> None:
        """Open the manual where it speaks of the screen beneath."""
        app = self.app
        self.dismiss()
        app.call_later(app.run_action, "app.manual")


def key_lines(screen: Screen[object]) -> list[Line]:
    """Return the acts that matter most first, as the screen says, and moves of the cursor last.

    One line an act: all its keys, and what it does. Ours have ids, the toolkit's none.
    """
    found: dict[str, list[Binding]] = {}
    for key, active in screen.active_bindings.items():
        if is_act(active.binding) and active.enabled:
            found.setdefault(active.binding.action, []).append(active.binding.with_key(key))
    main: tuple[str, ...] = getattr(screen, "main_keys", ())
    order = [action for action in main if action in found]
    order += sorted(found.keys() - set(order), key=lambda act: (rank(act), list(found).index(act)))
    return [_line(screen, action, found[action], first=action in main) for action in order]


def rank(action: str) -> int:
    """Put what the screen has of its own first, then what every screen has, then moves."""
    if action.partition("(")[0] in MOVES:
        return 2
    return int(action.startswith("app."))


def _line(screen: Screen[object], action: str, bindings: list[Binding], *, first: bool) -> Line:
    """One act: its keys, its name; 写 where it writes at once, 改 where a key was changed."""
    names = [name for binding in bindings if (name := key_name(binding.key))]
    written = _("写") if any(writes(screen, binding.key) for binding in bindings) else ""
    changed = _("改") if any(is_changed(screen.app, binding) for binding in bindings) else ""
    marks = " ".join(mark for mark in (written, changed) if mark)
    words = Cell(bindings[0].description, "strong" if first else "")
    return Line(action, (Cell("  ".join(names), "strong"), words, Cell(marks, "soon")))
