"""Handing a paper over without a network: files, a folder, PDF, the printer, pictures of codes."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.contacts.files import QUOTES
from cqcmd.desk.papers.desk import Paper, PapersDesk, file_bytes, free, text_bytes
from cqcmd.desk.papers.external_programs import print_out, to_pdf
from cqcmd.desk.papers.word_template import write_template
from cqcmd.documents.codes import QrPage as QrPage
from cqcmd.documents.codes import one_each, pages, png, pngs
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.local_store import write_whole
from cqcmd.text import clean

LAST = "hand_over_directory"


class Saved(Struct, frozen=True):
    """What was put on disk, whole, and what could not be."""

    paths: tuple[Path, ...]
    fault: str = ""

    @property
    def words(self) -> str:
        """Both, in a sentence or two."""
        first, count = self.paths[0], len(self.paths)
        words = _("已存：{path}").format(path=first)
        if count > 1 and first.suffix == ".png":
            words = _("已存 {count} 张图片，第一张：{path}").format(count=count, path=first)
        elif count > 1:
            ends = "、".join(path.suffix for path in self.paths)
            words = _("已存 {ends}：{path}").format(ends=ends, path=first.with_suffix(""))
        return words + self.fault


class PaperExport:
    """The verbs of handing over; each may be called from a thread."""

    def __init__(self, papers: PapersDesk, settings: Preferences) -> None:
        self._papers, self._settings = papers, settings

    @property
    def last_folder(self) -> str:
        """Where the last paper was taken to."""
        return str(self._settings.get(LAST) or "")

    def save(self, paper: Paper, folder: Path | None = None) -> Saved:
        """Save the text, beside it Word and the message for machines if any. Raises Unwritable."""
        path = free_for(paper, folder or self._papers.folder)
        # The text first: it needs no template and no library, so it is safe whatever Word does.
        write_whole(path, text_bytes(paper))
        saved = Saved((path,))
        for suffix, make in others(paper):
            saved = self._with(saved, path.with_suffix(suffix), make)
        return saved

    def take_to(self, paper: Paper, typed: str) -> Saved:
        """Save the paper into an existing folder: a USB stick, a shared directory.

        Raises:
            BadInput: there is no such folder.
            Unwritable: it is full, read-only or gone.
        """
        folder = typed_folder(typed)
        saved = self.save(paper, folder)
        # Once a paper lies there: a folder that refused is not offered again.
        self._settings.set(LAST, str(folder))
        return saved

    def pdf(self, paper: Paper) -> Path:
        """Make a PDF beside the other files by LibreOffice. Raises BadInput, Unwritable."""
        path = free((self._papers.folder / paper.file_name).with_suffix(".pdf"))
        write_whole(path, to_pdf(source(paper)))
        return path

    def print_out(self, paper: Paper) -> str:
        """Send it to the printer; what to tell. Raises BadInput."""
        return print_out(source(paper), paper.marked_title)

    def codes(self, paper: Paper, rows: int, columns: int, ascii_only: bool) -> tuple[QrPage, ...]:
        """Make QR codes for a window of that size. Raises BadInput: use pictures."""
        if paper.codes:
            return one_each(paper.codes, rows, columns, ascii_only=ascii_only)
        words = paper.message or paper.text
        return pages(words, rows, columns, mark=short_mark(paper), ascii_only=ascii_only)

    def write_template(self) -> str:
        """Put our own Word template on disk for the office to change; what to tell."""
        path = write_template(self._papers.folder.parent)
        words = _("模板已写到 {path}；用 Word 改好存回原处，以后的书面报告就用它。")
        return words.format(path=path)

    def pictures(self, paper: Paper, folder: Path | None = None) -> Saved:
        """Save QR codes as pictures, for a text too long for the screen. Raises Unwritable."""
        name = Path(paper.file_name).stem
        words = paper.message or paper.text
        pictures = pngs(paper.codes) if paper.codes else png(words, short_mark(paper))
        paths = []
        for number, picture in enumerate(pictures, 1):
            path = free((folder or self._papers.folder) / f"{name}-QR{number}.png")
            write_whole(path, picture)
            paths.append(path)
        return Saved(tuple(paths))

    def _with(self, saved: Saved, path: Path, make: Callable[[], bytes]) -> Saved:
        try:
            write_whole(path, make())
        except Refusal as refusal:
            words = _("；{name} 文件没有做成：{why}")
            name = _("Word") if path.suffix == ".docx" else path.suffix
            return Saved(saved.paths, saved.fault + words.format(name=name, why=refusal))
        return Saved((*saved.paths, path), saved.fault)


def others(paper: Paper) -> tuple[tuple[str, Callable[[], bytes]], ...]:
    """Return what is saved beside the text, by its suffix."""
    made = ((".docx", paper.word), (".xml", paper.alert))
    return tuple((suffix, make) for suffix, make in made if make is not None)


def short_mark(paper: Paper) -> str:
    """Return 演练 alone: it begins every code, and a code has room for few words."""
    return paper.mark.partition("·")[0]


def source(paper: Paper) -> tuple[str, bytes]:
    """Return the suffix and bytes for printing: the Word file, else the text in lines of a page."""
    return (".docx", paper.word()) if paper.word else (".txt", file_bytes(paper.shown))


def free_for(paper: Paper, folder: Path) -> Path:
    """Return a path under which neither a text nor another file of the paper lies there."""
    path = folder / paper.file_name
    # All files of a paper bear one name, so that name has to be free for each.
    while (found := free(path)) != path or any(
        _taken(found.with_suffix(suffix)) for suffix, _make in others(paper)
    ):
        path = found if found != path else path.with_stem(f"{path.stem}-2")
    return found


def typed_folder(typed: str) -> Path:
    """Return the folder meant, never made: an absent stick would become a directory."""
    words = clean(typed, lines=False).strip().strip(QUOTES).strip()
    if not words:
        raise BadInput(_("请填 U 盘或目录的路径，例如 /media/usb。"))
    try:
        folder = Path(words).expanduser().absolute()
        there = folder.is_dir()
    except (OSError, RuntimeError, ValueError):
        there, folder = False, Path(words)
    if not there:
        found = _("没有“{path}”这个目录，没有写；请插好 U 盘再试，或换一个路径。")
        raise BadInput(found.format(path=folder))
    return folder


def _taken(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # whoever writes there will be told why it cannot be
        return False
