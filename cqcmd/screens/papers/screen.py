"""文书: a text made of what is written down; read here, handed over without a network."""

from collections.abc import Callable
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from cqcmd.desk.desk import Desk
from cqcmd.desk.papers.desk import Paper
from cqcmd.desk.papers.export import PaperExport, Saved
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.papers.qr import QrScreen
from cqcmd.text import clean
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead


class PaperScreen(PostScreen):
    """Arrows and pages scroll, F9 saves and says where it lies, Esc goes back."""

    BINDINGS = [
        Binding("f9", "save", _("存成文件"), id="save-paper"),
        Binding("f8", "take_away", _("写到U盘"), id="take-away"),
        Binding("f7,q", "codes", _("二维码"), id="paper-codes"),
        Binding("f6", "copy", _("复制"), id="copy-paper"),
        Binding("f5", "print", _("打印"), show=False, id="print-paper"),
        Binding("f4", "pdf", _("存成 PDF"), show=False, id="paper-pdf"),
        Binding("f3", "template", _("写出 Word 模板"), show=False, id="word-template"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    purpose = _("文书的全文：看，存成文件，打印，扫码带走。")
    main_keys = ("save", "print", "codes", "copy", "dismiss")

    def __init__(self, desk: Desk, paper: Paper, *saved: Path) -> None:
        """Build the screen of a paper; ``saved`` are the files it lies in already."""
        super().__init__(desk)
        self._paper = paper
        self._export = PaperExport(desk.papers, desk.settings)
        self._saving = False
        self._where = Saved(saved).words if saved else ""

    def compose(self) -> ComposeResult:
        """Build the text, where it lies, and the keys."""
        yield Masthead(self._paper.title)
        with VerticalScroll(id="page"):
            yield Prose("text")
        yield Lines("place", fold=True)
        yield KeysLine()

    def on_mount(self) -> None:
        """Take the focus, so that the arrows scroll at once."""
        text = self._paper.shown
        self.query_one(Prose).show(plain(text, limit=len(text)))
        self.query_one("#page").focus()
        self._say(self._where or _("还没有存成文件；按 F9 存。"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """PDF comes from Word, and a template is asked for by reports alone."""
        if action == "template":
            return self._paper.templated
        return action != "pdf" or self._paper.word is not None

    def _say(self, words: str) -> None:
        self.query_one("#place", Lines).show(words)

    def action_save(self) -> None:
        """Put it into the folder of papers, once."""
        if self._where:
            self._say(self._where)
        elif not self._saving:
            self._saving = True
            self._do(lambda: self._export.save(self._paper).words, keep=True)

    @work
    async def action_take_away(self) -> None:
        """Write it to a folder that is asked for; the last one stands there already."""
        question = AskWords(_("写到 U 盘或其他目录"), _("目录的路径"), self._export.last_folder)
        typed = await self.app.push_screen_wait(question)
        if typed is not None:
            self._do(lambda: self._export.take_to(self._paper, typed).words)

    def action_codes(self) -> None:
        """As QR codes over the whole screen."""
        self.app.push_screen(QrScreen(self.desk, self._paper))

    def action_copy(self) -> None:
        """Ask the terminal to take the text; whether it does, it does not tell."""
        text = self._paper.text
        self.app.copy_to_clipboard(clean(text, limit=len(text)))
        self._say(_("已请终端复制。有的终端不支持，请粘贴看看；没有复制到，按 F9 存成文件。"))

    def action_print(self) -> None:
        """Send it to the printer."""
        self._say(_("正在送往打印机……"))
        self._do(lambda: self._export.print_out(self._paper))

    def action_pdf(self) -> None:
        """Make a PDF where LibreOffice is installed."""
        self._say(_("正在做 PDF……"))
        self._do(lambda: _("已存：{path}").format(path=self._export.pdf(self._paper)))

    def action_template(self) -> None:
        """Put our own template on disk, to be changed in Word."""
        self._do(self._export.write_template)

    @work(thread=True)
    def _do(self, act: Callable[[], str], *, keep: bool = False) -> None:
        """Off the path of the keys: a stick may be slow, and Word takes a moment."""
        try:
            said, wrong = act(), False
        except Refusal as refusal:
            said, wrong = str(refusal), True
        self.app.call_from_thread(self._done, said, wrong, keep)

    def _done(self, said: str, wrong: bool, keep: bool) -> None:
        self._saving = False
        if keep and not wrong:
            self._where = said
        if wrong:
            self.say(said, "error")
        if self.is_running:
            self._say(said)
