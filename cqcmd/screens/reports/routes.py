"""Which screen makes a report: by telephone the script, on paper the text, then its delivery."""

from typing import Any

from textual.screen import Screen

from cqcmd.desk.desk import Desk
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.reports.delivery import DeliveryForm
from cqcmd.screens.reports.phone_call import PhoneCall
from cqcmd.screens.reports.record_form import ReportScreen
from cqcmd.screens.reports.written_form import WrittenForm
from cqcmd.views import Deadline
from cqcmd.views.duties import is_open


def report_screen(desk: Desk, ident: str, rule: str = "") -> Screen[Any]:
    """Build the screen for a duty of this station or for its next one; others are recorded."""
    deadline = _duty(desk, ident, rule)
    if deadline is None or not deadline.mine or not is_open(deadline):
        return ReportScreen(desk, ident, rule)
    paper = desk.written.issued.undelivered(ident, deadline)
    if deadline.channel != "phone" and paper:
        return DeliveryForm(desk, ident, paper, receiver=deadline.receiver)
    if deadline.channel != "written":
        return PhoneCall(desk, ident, deadline)
    return WrittenForm(desk, ident)


@form("due")
def due_report(desk: Desk, wanted: Wanted) -> Screen[Any]:
    """Build the screen for the duty that is wanted, or for the next one."""
    return report_screen(desk, wanted.ident, wanted.about)


def _duty(desk: Desk, ident: str, rule: str) -> Deadline | None:
    """Return the duty of a rule; without one the next that is still owed."""
    every = desk.situation(ident).deadlines
    if rule:
        return next((deadline for deadline in every if deadline.rule == rule), None)
    return next((deadline for deadline in every if deadline.mine and is_open(deadline)), None)
