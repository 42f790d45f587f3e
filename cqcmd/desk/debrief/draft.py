"""`cqcmd drill debrief`: the after-action draft of a finished drill, without a screen."""

from collections.abc import Callable
from pathlib import Path

from cqcmd.desk.debrief.desk import DebriefDesk
from cqcmd.desk.papers.desk import Paper, text_bytes
from cqcmd.documents.file_names import drill_name
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.local_store import write_whole

WORD, TEXT = ".docx", ".txt"


def write(debrief: DebriefDesk, out: Path | None) -> str:
    """Return the draft to print, or write it to ``out`` in the format of its name.

    A name without 演练 gets it at its beginning.

    Raises:
        Refusal: it cannot be made yet, or not put there; what lies there already stays.
    """
    out = drill_name(out) if out is not None else None
    make = _route(out)
    paper = debrief.paper()
    if out is None:
        return paper.shown
    write_whole(out, make(paper))
    return _("已存：{path}").format(path=out)


def _route(out: Path | None) -> Callable[[Paper], bytes]:
    """Return how the paper becomes the bytes of such a file; asked before any work is done."""
    if out is None or out.suffix.lower() == TEXT:
        way: Callable[[Paper], bytes] = text_bytes
    elif out.suffix.lower() == WORD:
        way = _word
    else:
        raise BadInput(_("--out 的文件名须以 .docx 或 .txt 结尾。"))
    if out is not None and not out.absolute().parent.is_dir():
        words = _("没有“{path}”这个目录，没有写；请先建好，或换一个。")
        raise BadInput(words.format(path=out.absolute().parent))
    if out is not None and out.exists():
        words = _("已有文件 {path}，没有覆盖；请换一个名字。")
        raise BadInput(words.format(path=out))
    return way


def _word(paper: Paper) -> bytes:
    assert paper.word is not None
    return paper.word()
