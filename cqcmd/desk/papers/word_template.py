"""The office's own Word template for written reports: one file in the data folder."""

from pathlib import Path

from cqcmd.errors import BadInput, reason_of
from cqcmd.i18n import _
from cqcmd.local_store import write_whole
from cqcmd.paths import lies_there

TEMPLATE = _("书面报告模板.docx")
"""Its name. While there is none, our own layout is used."""

MOST = 5 * 1024 * 1024 + 1


def template_in(data: Path) -> bytes | None:
    """Read the template of a folder, if there is one. Raises BadInput if it cannot be read."""
    path = data / TEMPLATE
    try:
        if not path.exists():
            return None
        with path.open("rb") as file:
            # One byte beyond the cap is read, by which the check sees that the file is too large.
            return file.read(MOST)
    except OSError as error:
        words = _("Word 模板“{path}”读不了（{why}）；请核对，或改名移开以使用自带的版式。")
        raise BadInput(words.format(path=path, why=reason_of(error))) from error


def write_template(data: Path) -> Path:
    """Put our own template there to be changed in Word. Raises BadInput where one lies already."""
    path = data / TEMPLATE
    if lies_there(path):
        words = _("已有模板“{path}”，没有改动；要重新开始，请先把它改名移开。")
        raise BadInput(words.format(path=path))
    # late: it loads python-docx, and nearly every day nobody asks for a template
    from cqcmd.documents.word.template import default_template

    write_whole(path, default_template())
    return path
