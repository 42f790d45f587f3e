"""What can be done with a report that was issued: read and handed over, delivered, copied."""

from cqcmd.desk.desk import Desk
from cqcmd.screens.base import PostScreen
from cqcmd.screens.decide import Menu
from cqcmd.words import _


async def use_paper(screen: PostScreen, desk: Desk, ident: str, entry: str) -> None:
    """Ask what is to be done with it, then do it."""
    issued = desk.written.issued.one(ident, entry)
    answers = [
        ("show", _("看全文、存文件、交出去")),
        ("deliver", _("记送达：对方是谁、何时收到")),
    ]
    if desk.written.composer.copied_to:
        name = desk.plan.org(desk.written.composer.copied_to).name
        answers.append(("copy", _("记抄送：{name}").format(name=name)))
    chosen = await screen.app.push_screen_wait(Menu(issued.report.title, answers))
    if chosen == "show":
        from cqcmd.screens.paper import PaperScreen

        screen.app.push_screen(PaperScreen(desk, desk.written.paper(issued.report)))
    elif chosen == "deliver":
        from cqcmd.screens.report import ReportScreen

        screen.app.push_screen(ReportScreen(desk, ident, desk.written.issued.next_delivery(ident)))
    elif chosen == "copy":
        from cqcmd.screens.copy_form import CopyForm

        screen.app.push_screen(CopyForm(desk, ident, entry))
