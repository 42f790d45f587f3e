"""统计: how many there were, how late, where; as a table, as bars, saved as a workbook."""

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.register.figure_lines import (
    DRILLS,
    WIDE,
    bars_of,
    columns_of,
    filter_of,
    lines_of,
    looks_at,
    parts_of,
    sums_words,
)
from cqcmd.screens.register.screen import RegisterScreen
from cqcmd.terminal.later import later
from cqcmd.views.message import Tone
from cqcmd.views.office.figures import Drills, Figures
from cqcmd.widgets.bar_chart import BarChart
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table

AT_ONCE = 20
"""Incidents reckoned between two keys."""

CALM: Tone = "calm"
WRONG: Tone = "error"

SOON = 0.01
"""Seconds from one such handful to the next."""


@form("figures")
class FiguresScreen(PostScreen):
    """Left and right change how it is looked at; Enter opens the incidents behind a line."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (160, "-widest")]
    BINDINGS = [
        Binding("left", "look(-1)", _("前一种"), show=False, id="look-before"),
        Binding("right", "look(1)", _("后一种"), show=False, id="look-next"),
        Binding("enter", "open", _("打开"), id="open"),
        Binding("f8", "chart", _("图/表"), id="figures-chart"),
        Binding("f9", "save", _("存成表格"), id="save-figures"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    purpose = _("数历年的事件：多少起、哪里、什么设备、迟不迟；左右换看法。")
    main_keys = ("look(1)", "open", "chart", "save", "dismiss")

    def __init__(self, desk: Desk, typed: str = "") -> None:
        """``typed``: the line of the register; what it leaves is counted."""
        super().__init__(desk)
        self._typed = typed
        self._names = looks_at(desk.plan.word("district"))
        self._view = next(iter(self._names))
        self._charted = self._reckoning = self._saving = False
        self._figures: Figures | None = None
        self._idents: frozenset[str] | None = None
        self._drills = Drills((), "")

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "FiguresScreen":
        """Return the figures over what a line of the register leaves."""
        return cls(desk, wanted.about)

    def compose(self) -> ComposeResult:
        """Masthead, what is counted, the sums, the ways of looking, table and bars, the keys."""
        yield Masthead(_("统计"))
        yield Prose("sums")
        yield Prose("looks")
        with Container(id="figures"):
            yield Table(
                columns_of(self._view, self._names[self._view]), empty=_("没有可数的。"), id="lines"
            )
            with VerticalScroll(id="bars"):
                yield BarChart()
        yield KeysLine()

    def on_mount(self) -> None:
        """Let the arrows go to the lines at once."""
        self._drills = self.desk.register.figures.drills()
        self.query_one(Table).focus()

    def reload(self) -> None:
        """Reckon anew what changed, a handful at a time, and show it."""
        super().reload()
        if self.desk.register.figures.look():
            self._begin()
        else:
            self._show()

    def _begin(self) -> None:
        if not self._reckoning:
            self._reckoning = True
            self._reckon()

    def _reckon(self) -> None:
        left = self.desk.register.figures.keep(AT_ONCE)
        if left and self._figures is None:
            words = _("正在算，还有 {left} 起……").format(left=left)
            self.query_one("#sums", Prose).show(plain(words))
        if left:
            later(self, SOON, self._reckon)
            return
        self._reckoning = False
        self._show()

    # Showing

    def _show(self) -> None:
        found = self.desk.register.search(self._typed)
        self._idents = frozenset(row.ident for row in found.rows) if self._typed else None
        self._figures = self.desk.register.figures.over(self._idents)
        said = _("〔{filters}〕").format(filters=self._typed) if self._typed else ""
        self.query_one("#sums", Prose).show(plain(said + sums_words(self._figures)))
        self._show_view()

    def _show_view(self) -> None:
        """Show the lines and the bars of the way in which it is looked at."""
        figures = self._figures
        if figures is None:
            return
        self.query_one("#looks", Prose).show(plain(self._looks()))
        table = self.query_one(Table)
        table.columns = columns_of(self._view, self._names[self._view])
        table.show(lines_of(self._view, figures, self._drills))
        parts = parts_of(self._view, [row.name for row in self.desk.plan.grades], figures)
        self.query_one(BarChart).show(parts, bars_of(self._view, parts, figures))
        self.set_class(self._bars_alone, "-charted")
        self.set_class(self._view == DRILLS, "-drills")
        self.query_one("#bars" if self._bars_alone else "#lines").focus()
        self.refresh_bindings()

    @property
    def _bars_alone(self) -> bool:
        """Whether the bars stand in place of the table."""
        narrow = self.size.width < WIDE
        return self._charted and narrow and self._view != DRILLS

    def on_resize(self) -> None:
        """Show both where there is room by now."""
        self._show_view()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open what is behind a line only where lines are seen; bars there are none of drills."""
        if action == "open":
            return not self._bars_alone
        return action != "chart" or (self.size.width < WIDE and self._view != DRILLS)

    def _looks(self) -> str:
        """Return the ways of looking, this one in brackets; of drills what the law asks for."""
        names = [
            _("【{name}】").format(name=name) if view == self._view else name
            for view, name in self._names.items()
        ]
        line = _("← {names} →").format(names="  ".join(names))
        return f"{line}\n{self._drills.words}" if self._view == DRILLS else line

    def clause_here(self) -> str:
        """Return the clause of the duty under the cursor."""
        line = self.query_one(Table).cursor
        return line.clause if line else ""

    # Acts

    def action_look(self, step: int) -> None:
        """Look at it another way."""
        views = list(self._names)
        self._view = views[(views.index(self._view) + step) % len(views)]
        self._show_view()
        self.query_one(Table).action_jump(0)

    def action_chart(self) -> None:
        """Bars in place of the table, or the table again; a wide screen has both."""
        self._charted = not self._charted
        self._show_view()

    def action_open(self) -> None:
        """Open the incidents of the line under the cursor in the register."""
        line = self.query_one(Table).cursor
        word = filter_of(self._view, line.key) if line else None
        if word is None:
            self.warn(_("这一行没有对应的筛选；到台账里打字找。"))
            return
        self.app.push_screen(RegisterScreen(self.desk, f"{self._typed} {word}".strip()))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_open()

    def action_save(self) -> None:
        """Put all of it into the folder of papers, once at a time."""
        if not self._saving:
            self._saving = True
            self.message_line.remark(_("正在存……"), "calm")
            self._save()

    @work(thread=True)
    def _save(self) -> None:
        """Off the path of the keys: it reads the whole journal."""
        figures = self.desk.register.figures
        try:
            said, tone = figures.save(self._idents, self.desk.papers.folder), CALM
        except Refusal as refusal:
            said, tone = str(refusal), WRONG
        self.app.call_from_thread(self._saved, said, tone)

    def _saved(self, said: str, tone: Tone) -> None:
        self._saving = False
        self.message_line.unsay()
        self.say(said, tone)
