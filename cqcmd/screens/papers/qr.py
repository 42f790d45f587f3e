"""A text as QR codes, each over the whole screen, for a telephone to read."""

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.desk import Desk
from cqcmd.desk.papers.desk import Paper
from cqcmd.desk.papers.export import PaperExport, QrPage
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.widgets.drawing.qr_code import Code
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead


class QrScreen(PostScreen):
    """Pages forward and back; as many codes as the window needs; F9 makes pictures of them."""

    BINDINGS = [
        Binding(
            "pagedown,right,space,ideographic_space,enter", "turn(1)", _("下一个"), id="next-code"
        ),
        Binding("pageup,left", "turn(-1)", _("上一个"), id="code-before"),
        Binding("f9", "pictures", _("存成图片"), id="code-pictures"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    purpose = _("用手机扫这些码，把文书带走；码多时翻页。")
    main_keys = ("turn(1)", "turn(-1)", "pictures", "dismiss")

    def __init__(self, desk: Desk, paper: Paper) -> None:
        super().__init__(desk)
        self._paper = paper
        self._export = PaperExport(desk.papers, desk.settings)
        self._pages: tuple[QrPage, ...] = ()
        self._place = 0

    def compose(self) -> ComposeResult:
        """Build the code and the keys: every row that is left makes its modules larger."""
        yield Masthead(_("二维码"))
        yield Code()
        yield KeysLine()

    def on_mount(self) -> None:
        """Take the focus, so that the keys turn pages at once."""
        self.query_one(Code).focus()

    @on(Code.Sized)
    def _draw_up(self) -> None:
        """As many codes as the room needs: a larger window takes fewer."""
        code = self.query_one(Code)
        size = code.size
        if not size.height:
            return
        plain_only = self.app.has_class("-ascii")
        try:
            self._pages = self._export.codes(self._paper, size.height, size.width, plain_only)
        except Refusal as refusal:
            self._pages = ()
            code.show(())
            self.refused(refusal)
            return
        self._place = min(self._place, len(self._pages) - 1)
        self._show()

    def _show(self) -> None:
        page = self._pages[self._place]
        self.query_one(Code).show(page.lines)
        place = _("二维码 {number}/{of}").format(number=page.number, of=page.of)
        self.query_one(Masthead).entitle(place)
        words = _("{mark}第 {number} 个，共 {of} 个。逐个扫，按 1/{of} 的次序拼起来。")
        if self._paper.codes:
            words = _("{mark}第 {number} 个，共 {of} 个。每个是单独的一条，要哪条扫哪条。")
        elif page.of == 1:
            words = _("{mark}只有这一个，扫一次就是全文。")
        mark = _("〔{mark}〕").format(mark=self._paper.mark) if self._paper.mark else ""
        self.message_line.remark(words.format(mark=mark, number=page.number, of=page.of), "calm")

    def action_turn(self, step: int) -> None:
        """Show another code."""
        if 0 <= self._place + step < len(self._pages):
            self._place += step
            self._show()

    @work(thread=True)
    def action_pictures(self) -> None:
        """Put the codes on disk as pictures, denser than a terminal can draw them."""
        try:
            self.app.call_from_thread(self.say, self._export.pictures(self._paper).words)
        except Refusal as refusal:
            self.app.call_from_thread(self.say, str(refusal), "error")
