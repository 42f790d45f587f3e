"""What can be done with a report that was issued: read and handed over, delivered, copied."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from cqcmd.desk.desk import Desk
from cqcmd.desk.reports.forms import Kind
from cqcmd.i18n import _
from cqcmd.screens.common.acts import undo
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.screens.reports.assessment_delivery import AssessmentDeliveryForm
from cqcmd.screens.reports.delivery import CopyForm, DeliveryForm


class IssuedScreen(PaperScreen):
    """An issued report as it was signed; r once somebody has it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,ctrl+r", "deliver", _("记送达"), id="deliver"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
    ]

    def __init__(self, desk: Desk, ident: str, entry: str, kind: Kind = "initial") -> None:
        """``kind``: an assessment report is signed and delivered apart from all others."""
        signing = desk.signing(kind)
        super().__init__(desk, signing.paper(signing.issued.one(ident, entry).report))
        self.ident, self._kind = ident, kind
        self._entry = entry

    def action_deliver(self) -> None:
        """Who took it, and when."""
        _deliver(self, self.desk, self.ident, self._entry, self._kind)

    def action_undo(self) -> None:
        """Signed by a slip: struck, and the text stands in its form again."""
        undo(self, self.desk, self.ident)
        every = self.desk.signing(self._kind).issued.every(self.ident)
        if self._entry not in {issued.entry for issued in every}:
            self.dismiss()


def _deliver(
    screen: PostScreen, desk: Desk, ident: str, entry: str, kind: Kind = "initial"
) -> None:
    """Open the form, unless the plan names nobody whom this station reports to."""
    if desk.signing(kind).issued.receivers(ident, entry):
        form = AssessmentDeliveryForm if kind == "assessment" else DeliveryForm
        screen.app.push_screen(form(desk, ident, entry))
        return
    words = _("预案没有写本单位要报给谁，不用记送达；交给了谁，在事件里按 . 记一笔。")
    screen.warn(words)


async def use_paper(screen: PostScreen, desk: Desk, ident: str, entry: str) -> None:
    """Ask what is to be done with it, then do it."""
    issued = desk.written.issued.one(ident, entry)
    answers = [
        ("show", _("看全文、存文件、交出去")),
        ("deliver", _("记送达：对方是谁、何时收到")),
    ]
    if waiting := desk.written.issued.waiting_for_copy(ident, entry):
        names = "、".join(desk.plan.org(org).name for org in waiting)
        answers.append(("copy", _("记抄送：{names}").format(names=names)))
    chosen = await screen.app.push_screen_wait(Menu(issued.report.title, answers))
    if chosen == "show":
        screen.app.push_screen(IssuedScreen(desk, ident, entry))
    elif chosen == "deliver":
        _deliver(screen, desk, ident, entry)
    elif chosen == "copy":
        screen.app.push_screen(CopyForm(desk, ident, entry))
