"""The line above the keys: what happened, and how long it can still be taken back."""

from collections.abc import Iterator

from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.text import cells, clean
from cqcmd.views.message import Said, Tone
from cqcmd.widgets.drawing.cells import CellWidget, Piece, row_of

CALM = 60
"""Seconds for which a sentence stands that asks for nothing."""

MORE = _("… Ctrl+B 看全文")
"""What ends a sentence that the line has no room for."""

FOLDERS = regex(r"(?:[A-Za-z]:)?(?:[/\\][^/\\\s“”，。；：（）]+)+(?=[/\\])")
"""The folders of a path: where there is no room its name alone is told, the list has all of it."""

GAP = 2
"""Cells between what is said and what stands at the end."""

NO_REMARK: tuple[str, Tone] = ("", "calm")


class MessageLine(CellWidget):
    """One sentence: what the post said last, or why the screen did not do what was asked.

    A remark is the screen's own, and ends with the next key that does something.
    A second changes the cells of the countdown alone.
    """

    STYLE_PREFIX = "said"
    STYLES = {"calm", "warning", "error", "undo", "beside"}
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._said: Said | None = None
        self._latest: Said | None = None
        self._remark: tuple[str, Tone] = NO_REMARK
        self._age = self._left = 0
        self._under_way = ""
        self._beside = ("", False)

    def show(self, said: Said | None, left: int = 0) -> None:
        """Set what the post says, and for how many seconds it can be taken back from here."""
        if said is not None and said is not self._latest:
            self._latest, self._remark = said, NO_REMARK
        self._said, self._left = said, left
        self._draw()

    def under_way(self, words: str) -> None:
        """Set what goes on meanwhile and can be given up; it stands behind whatever is said."""
        if words != self._under_way:
            self._under_way = words
            self._draw()

    def beside(self, words: str, *, firm: bool) -> None:
        """Set what stands at the end of the line, whoever else is here.

        ``firm``: it makes what is said shorter; otherwise it stands where there is room.
        """
        if self._beside != (words, firm):
            self._beside = (words, firm)
            self._draw()

    def remark(self, words: str, tone: Tone) -> None:
        """Set what the screen itself says, instead of what the post said last."""
        self._remark, self._age = (words, tone), 0
        self._draw()

    def unsay(self) -> None:
        """End the remark: what it was about has been done."""
        self.remark(*NO_REMARK)

    def end_remark(self) -> None:
        """End what was said of a key or refused; what tells how the screen stands goes on."""
        if self._remark[1] != "calm":
            self.unsay()

    def second(self) -> None:
        """End a remark that asks for nothing, in time."""
        self._age += 1
        if self._remark[1] != "error" and self._age == CALM:
            self.unsay()

    def on_resize(self) -> None:
        """Take the new width."""
        self._draw()

    def _draw(self) -> None:
        if self.size.width:
            self.draw([row_of(self._pieces(self.size.width), self.size.width)])

    def _pieces(self, width: int) -> Iterator[Piece]:
        hint = ""
        words, tone = self._remark
        if not words and self._said is not None:
            words, tone = self._said.words, self._said.tone
            hint = _("  退格撤回 {left}").format(left=self._left) if self._left else ""
        going_on = _("  {words}  Ctrl+Z 取消").format(words=self._under_way)
        hint += going_on if self._under_way else ""
        room = width - 2 - cells(hint)
        at_end, firm = self._beside
        taken = cells(at_end) + GAP if at_end else 0
        if not firm and taken and cells(words) + taken > room:
            at_end, taken = "", 0
        words = shortened(words, room - taken)
        yield " ", tone
        yield words, tone
        yield hint, "undo"
        # Ever at the same end, so that a sentence that comes or goes moves nothing.
        yield " " * (room - cells(words) - cells(at_end)), tone
        yield at_end, "warning" if firm else "beside"


def shortened(words: str, room: int) -> str:
    """Return the words on one line; where they have no room, their beginning and the key to all.

    Folders of a path go first: what is said of it must not be lost behind them.
    """
    words = "  ".join(clean(words).split("\n"))
    if cells(words) > room:
        words = FOLDERS.sub("…", words)
    if cells(words) <= room:
        return words
    kept = ""
    for character in words:
        if cells(kept) + cells(character) + cells(MORE) > room:
            break
        kept += character
    return kept + MORE
