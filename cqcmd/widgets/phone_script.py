"""Sentences to be read out, each with a mark once it was read."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding
from textual.message import Message

from cqcmd.i18n import _
from cqcmd.widgets.sentences import ReadProgress, ScriptSentence, Sentences
from cqcmd.widgets.table import Cell


class PhoneScript(Sentences):
    """Left takes a mark away, Right sets it; it stays unless its sentence says something else.

    Only what has stood whole on the screen can be marked as read. What was left out by Left is
    not marked with the others.
    """

    BINDINGS = [
        Binding("left", "mark(False)", _("这句没读"), show=False, id="unread-sentence"),
        Binding(
            "right,space,ideographic_space",
            "mark(True)",
            _("这句读了"),
            show=False,
            id="read-sentence",
        ),
    ]

    class Marked(Message):
        """What was read out is otherwise now."""

    def __init__(self, id: str, clause: str) -> None:
        super().__init__(id, clause)
        self._shown = ReadProgress()
        self._read: dict[str, str] = {}
        self._left_out: set[str] = set()

    @property
    def unread_sentences(self) -> tuple[str, ...]:
        """Names of what was not read out."""
        return tuple(
            sentence.name
            for sentence in self._said
            if sentence.name and not self._is_read(sentence)
        )

    # Kept

    @property
    def read_words(self) -> dict[str, str]:
        """What was read out, by its element, in the words of then."""
        return dict(self._read)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The elements that Left took out, in a fixed order."""
        return tuple(sorted(self._left_out))

    def go_on(self, read: Mapping[str, str], left_out: Iterable[str]) -> None:
        """Begin with what was read before; a sentence that says something else by now is not."""
        self._read, self._left_out = dict(read), set(left_out)
        self.draw_lines()

    # Reading

    def read_on(self) -> bool:
        """Mark what is known and was on the screen as read; true once all was, else page on."""
        self._note_shown(self.scroll_y)
        for sentence in self._said:
            if (
                not sentence.missing
                and not sentence.optional
                and sentence.code not in self._left_out
            ):
                self._mark_read(sentence)
        self.draw_lines()
        self.post_message(self.Marked())
        return not self._turn_page()

    def _turn_page(self) -> bool:
        """On to the first line that was not on the screen yet; false: all of them were."""
        for row, part in enumerate(self._parts):
            if part and not part.sentence.optional and not self._shown.has(part):
                self.go_to(row)
                self.scroll_to(y=row, animate=False, immediate=True)
                return True
        return False

    def action_mark(self, read: bool) -> None:
        """One sentence was read, or was not."""
        self._note_shown(self.scroll_y)
        if self.current is None:
            return
        if read:
            self._mark_read(self.current)
        else:
            self._read.pop(self.current.code, None)
            self._left_out.add(self.current.code)
        self.draw_lines()
        self.post_message(self.Marked())

    def _mark_read(self, said: ScriptSentence) -> None:
        if self._shown.whole(said):
            self._read[said.code] = said.words
            self._left_out.discard(said.code)

    def _is_read(self, sentence: ScriptSentence) -> bool:
        """Tell whether it was read in these words, or in these with a label before them."""
        return self._read.get(sentence.code, "").endswith(sentence.words)

    def _note_shown(self, top: float) -> None:
        """Note what stands on the screen, scrolled to that line, as shown."""
        seen = self._parts[int(top) : int(top) + self.size.height]
        self._shown.add(part for part in seen if part)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Note what was scrolled past as shown."""
        # Both ends of the scroll were on the screen; what flew past between them was not.
        self._note_shown(old_value)
        super().watch_scroll_y(old_value, new_value)
        self._note_shown(new_value)

    def mark(self, said: ScriptSentence) -> Cell:
        """Read; or 未念: what need not be."""
        if self._is_read(said):
            return Cell(_("已读"), "met")
        return Cell(_("未念") if said.optional else "", "dim")
