"""The sheet read by whoever takes command over (2.2), with room for both names."""

from cqcmd.documents.paper import BLANK, Head, Paper, paper
from cqcmd.i18n import _


def take_over(head: Head, sheet: tuple[str, ...]) -> Paper:
    """The lines as the desk draws them up, then who hands over to whom, and when."""
    body = [*sheet, "", *(f"{name}：{BLANK}" for name in (_("移交人"), _("接收人"), _("时间")))]
    return paper(_("指挥权移交单"), head, body)
