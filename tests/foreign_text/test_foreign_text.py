"""No foreign ``str`` reaches a widget; every Chinese word of the interface can be translated."""

import ast
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from cqcmd.text import clean
from cqcmd.widgets.drawing.safe_text import cell, plain
from tests.foreign_text.chinese import bare_chinese
from tests.foreign_text.expressions import Known
from tests.foreign_text.reader import faults
from tests.support.hostile import AWKWARD, DECEITS, ESCAPES, MARKUP
from tests.support.pilots import terminal_strips

PACKAGE = Path(__file__).parents[2] / "cqcmd"
APPS = ("command_post", "drill_app", "drill_calls", "instructor_app", "real_alarms")
INTERFACE = ("screens", "widgets", *(f"app/{name}.py" for name in APPS))
# What is read rather than shown: the plan's words, the words a caller may type, the roles as the
# SSH line names them and entries keep them, and a program that is handed over.
VERIFIER = "documents/package/verify.py"
READ_NOT_SHOWN = ("rules/", "parsing/", "incident/", "desk/common/roles.py", VERIFIER)


def modules(*places: str) -> list[Path]:
    found = (PACKAGE / place for place in places)
    return sorted(
        path
        for place in found
        for path in ([place] if place.is_file() else place.rglob("*.py"))
        if path.name != "safe_text.py"
    )


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def test_no_foreign_text_reaches_a_widget() -> None:
    known = Known()
    for path in PACKAGE.rglob("*.py"):
        known.learn(tree_of(path))
    found = {shown(path): faults(tree_of(path), known) for path in modules(*INTERFACE)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_every_chinese_word_passes_through_gettext() -> None:
    spoken = [path for path in modules(".") if not shown(path).startswith(READ_NOT_SHOWN)]
    found = {shown(path): bare_chinese(tree_of(path)) for path in spoken}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


REFUSED = [
    'Static(f"{name} 死")',
    "Static(name)",
    "Static(view.name)",
    "Label(str(3))",
    'Label("[red]x[/]")',
    'Button(_("{n} 人").format(n=n))',
    'Label(_("等级") + name)',
    'Static("%s" % name)',
    "Static(content=name.strip())",
    'Option(" ".join(names))',
    "OptionList(*names)",
    "OptionList(*[Option(name) for name in names])",
    "table.add_row(plain(name), name)",
    "table.add_row(*[name for name in names])",
    "table.add_column(view.label)",
    "table.update_cell(row, column, countdown(left))",
    "table.update_cell_at(at, value=name)",
    "self.query_one(Static).update(name)",
    "log.write(repr(name))",
    "self.notify(str(error))",
    "self.notify(clean(str(error)))",
    "self.notify(clean(name), markup=True)",
    'self.notify(_("好"), title=name, markup=False)',
    "self.border_title = name",
    "pane.tooltip = name",
    "self.sub_title = name",
    "Select([(name, 1) for name in names])",
    "Input(value=name)",
    "Content(name)",
    "Static(Content.from_markup(name))",
    "Static(Text.from_markup(name))",
    "Static(Content.assemble(name, plain(name)))",
    "Static(plain(name) if n else name)",
    "Static(unknown(name))",
    'made = plain("a")\n    made = name\n    Static(made)',
    "for made in names:\n        Static(made)",
]
ALLOWED = [
    'Static(_("等级"))',
    'Static("")',
    'Static("─" * n)',
    'Static(id="x")',
    "Static(plain(name))",
    'Static(plain(_("{n} 人").format(n=n)))',
    'Static(plain(name).stylize("bold"))',
    'Static(Content.assemble(plain(name), " ", _("人")))',
    "Static(Content.assemble(clean(name)))",
    "Static(Content(clean(name)))",
    "Static(made_elsewhere)",
    'Static(plain(name) if n else _("无"))',
    "OptionList(*[Option(plain(name), id=name) for name in names])",
    "table.add_row(cell(name), cell(str(n)), key=name)",
    "table.add_row(*[cell(name) for name in names])",
    'table.add_columns(_("等级"), _("编号"))',
    "table.update_cell(name, name, cell(name))",
    'made = [cell(name), cell("b")]\n    table.add_row(*made)',
    'made = plain(name)\n    made += plain("b")\n    Static(made)',
    "for made in [plain(name)]:\n        Static(made)",
    "counts.update({name: 3})",
    "self.query_one(Strip).update(picture)",
    'self.notify(_("已报"))',
    'self.notify(_("已报") if n else _("又报"))',
    "self.notify(plain(name))",
    'self.notify(clean(str(error)), title=_("未写入"), markup=False)',
    "self.border_title = plain(name)",
    "self.sub_title = clean(name)",
    "self.tooltip = None",
    "Select([(plain(name), name) for name in names])",
    "Input(value=clean(name))",
    "Collapsible(Static(plain(name)), title=_('全部'))",
]
FRAME = """
def show(self, name: str, names: list[str], n: int, picture: Picture, made_elsewhere: Content):
    {}
"""


@pytest.mark.parametrize("line", REFUSED)
def test_a_foreign_text_is_found(line: str) -> None:
    assert faults(ast.parse(FRAME.format(line)))


@pytest.mark.parametrize("line", ALLOWED)
def test_a_made_text_is_let_through(line: str) -> None:
    assert faults(ast.parse(FRAME.format(line))) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("class A(Static):\n def __init__(self, s: str):\n  super().__init__(s)", True),
        ("class A(Static):\n def __init__(self, s: str):\n  super().__init__(plain(s))", False),
        ("class A(Widget):\n def render(self):\n  return self.name", True),
        ("class A(Widget):\n words: Content\n def render(self):\n  return self.words", False),
        ("def line(s: str) -> Content: ...\ndef f(s: str):\n Static(line(s))", False),
        ("def line(s: str) -> str: ...\ndef f(s: str):\n Static(line(s))", True),
        ("class P:\n facts: Facts\ndef f(event):\n strip.update(event.facts)", False),
        ("class P:\n facts: str\ndef f(event):\n strip.update(event.facts)", True),
    ],
)
def test_annotations_decide_where_values_are_not_seen(source: str, found: bool) -> None:
    assert bool(faults(ast.parse(source))) is found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""中文说明。"""\nx = _("等级")', False),
        ('x = "等级"', True),
        ('x = f"{n} 人"', True),
        ('x = _(f"{n} 人")', True),
        ("x = _(words)", True),
        ('x = _("{n} 人").format(n=1)', False),
        ('raise BadInput("不能为负。")', True),
    ],
)
def test_bare_chinese_is_found(source: str, found: bool) -> None:
    assert bool(bare_chinese(ast.parse(source))) is found


class Gallery(App[None]):
    """Every kind of widget, given hostile strings the allowed way."""

    def __init__(self, hostile: tuple[str, ...]) -> None:
        super().__init__()
        self.hostile = hostile

    def compose(self) -> ComposeResult:
        for words in self.hostile:
            framed = Static(plain(words))
            framed.border_title = cell(words)
            framed.tooltip = plain(words)
            yield framed
            yield OptionList(Option(plain(words)))
            yield Select([(plain(words), 1)])
            yield Input(value=clean(words, lines=False), placeholder=clean(words))
        yield DataTable()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        for words in self.hostile:
            table.add_column(cell(words))
        for words in self.hostile:
            table.add_row(cell(words, "bold"))
            self.notify(clean(words), title=clean(words, lines=False), markup=False)


@pytest.mark.parametrize("hostile", [MARKUP, ESCAPES, DECEITS, AWKWARD])
async def test_the_allowed_ways_show_hostile_words_without_harm(hostile: tuple[str, ...]) -> None:
    app = Gallery(tuple(words for words in hostile if len(words) < 1_000))
    async with app.run_test(size=(120, 240), notifications=True) as pilot:
        await pilot.pause()
        strips = terminal_strips(pilot)
    text = "".join(strip.text for strip in strips)
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs")]
    assert "\u202e" not in text
