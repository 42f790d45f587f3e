"""文书: a text made of what is written down; read here, saved with one key."""

from datetime import datetime
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Footer

from cqcmd.desk.desk import Desk
from cqcmd.desk.papers import Paper
from cqcmd.errors import Refusal
from cqcmd.screens.base import PostScreen
from cqcmd.text import clean
from cqcmd.widgets.lines import Lines
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.plain import plain
from cqcmd.widgets.prose import Prose
from cqcmd.words import _


class PaperScreen(PostScreen):
    """Arrows and pages scroll, F9 saves and says where it lies, Esc goes back."""

    BINDINGS = [
        Binding("f9", "save", _("存成文件"), id="save-paper"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    def __init__(self, desk: Desk, paper: Paper, saved: Path | None = None) -> None:
        """``saved`` is where it lies already."""
        super().__init__(desk)
        self._paper = paper
        self._saved = saved

    def compose(self) -> ComposeResult:
        """The text, where it lies, the keys."""
        yield Masthead(self._paper.title)
        with VerticalScroll(id="page"):
            yield Prose("text")
        yield Lines("place", fold=True)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The arrows scroll at once."""
        self.query_one(Prose).show(plain(self._paper.text))
        self.query_one("#page").focus()
        self._say_where()

    def tick(self, now: datetime) -> None:
        """The clock."""
        self.query_one(Masthead).tick(now)

    def reload(self) -> None:
        """Who is on duty; the text stays as it was made."""
        self.query_one(Masthead).show(self.desk.watch)
        self.query_one(Masthead).tick(self.desk.clock.now())

    def _say_where(self) -> None:
        words = _("还没有存成文件；按 F9 存。")
        if self._saved is not None:
            words = _("已存：{path}").format(path=self._saved)
        self.query_one("#place", Lines).show(words)

    def action_save(self) -> None:
        """Put it into the folder of papers, once."""
        if self._saved is None:
            try:
                self._saved = self.desk.papers.save(self._paper)
            except Refusal as refusal:
                self.notify(clean(str(refusal)), severity="error", markup=False)
                return
        self._say_where()
