"""附件: one file that the log names; whether it still is what it was, and how it is looked at."""

from collections.abc import Iterator
from pathlib import Path

from textual import work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.errors import Cancelled, Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.terminal.apart import apart
from cqcmd.views.log import AttachmentView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain

AGAIN = 0.5
"""Seconds between two looks at how far the check has come."""


@form("attachment")
class AttachmentScreen(IncidentScreen):
    """Read whole as it is opened: what was altered since is said before it is believed."""

    BINDINGS = [
        Binding("f9", "look", _("打开看"), id="look-at-file"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    name_of_room = _("附件")

    purpose = _("一个附件：是什么、谁给的、和记入时是不是一样，打开看。")
    main_keys = ("look", "dismiss")

    def __init__(self, desk: Desk, ident: str, entry: str = "") -> None:
        super().__init__(desk, ident)
        self._entry = entry
        self._course = desk.attachments.course()

    def body(self) -> Iterator[Widget]:
        """Build what is said of it, and beneath whether it still is so."""
        with VerticalScroll(id="page"):
            yield Prose("text")
        yield Lines("place", fold=True)

    def on_mount(self) -> None:
        """Take the focus, so that the arrows scroll, and read the file."""
        self.query_one("#page").focus()
        self.reload()
        if self._view is not None:
            self._check()
            self.set_interval(AGAIN, self._show_course)

    def on_unmount(self) -> None:
        """Give up a check that nobody waits for."""
        self._course.cancel()

    @property
    def _view(self) -> AttachmentView | None:
        try:
            return self.desk.attachments.one(self.ident, self._entry)
        except Refusal:
            return None

    def reload(self) -> None:
        """Say anew what the log says of it."""
        super().reload()
        view = self._view
        words = "\n".join(_lines(view)) if view else _("日志里没有这个附件；按 Esc 返回。")
        self.query_one(Prose).show(plain(words, limit=len(words)))

    @work
    async def _check(self) -> None:
        attachments, course = self.desk.attachments, self._course
        try:
            wrong = await apart(lambda: attachments.look(self.ident, self._entry, course))
        except Cancelled:
            return
        finally:
            course.ended.set()
        if not wrong:
            self._say(_("核对过：和记入时一样。"))
        else:
            self._say(wrong, wrong=True)

    def _show_course(self) -> None:
        if not self._course.ended.is_set():
            self._say(self._course.words)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        if self.is_running:
            place = self.query_one("#place", Lines)
            place.set_class(wrong, "-wrong")
            place.show(words)

    def action_look(self) -> None:
        """Show a text here, anything else in the system's viewer; say where the file is."""
        view = self._view
        if view is None:
            return
        if not view.readable:
            self._hand_over(view)
            return
        try:
            paper = self.desk.attachments.paper(self.ident, view)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.app.push_screen(PaperScreen(self.desk, paper, Path(view.path)))

    @work
    async def _hand_over(self, view: AttachmentView) -> None:
        attachments = self.desk.attachments
        self.say(_("正在请系统打开……"))
        self.say(await apart(lambda: attachments.show(view)))


def _lines(view: AttachmentView) -> Iterator[str]:
    yield view.name
    if view.struck:
        yield _("已作废：{why}（文件仍保留）").format(why=view.struck)
    yield ""
    for label, words in (
        (_("说明"), view.shows),
        (_("来源"), view.source),
        (_("拍录时间"), view.taken),
        (_("大小"), view.size),
        (_("附上"), view.attached),
        (_("校验值"), view.sha256),
        (_("存放"), view.path),
    ):
        yield _("{label}：{words}").format(label=label, words=words or _("没有写"))
