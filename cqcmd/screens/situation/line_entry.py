"""The first field of 情况更新, a quick line, and the other fields, which it fills."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.acts import WarnOnce
from cqcmd.screens.common.field_form import Field
from cqcmd.screens.situation.update_line import UpdateLine
from cqcmd.widgets.fields.text_field import TextField

LINE = "line"
NAMED = 3
"""Of fields that were not looked over so many are named, the others counted."""
AFTER = ("source", "at")
"""Where Enter on the line leads when it asks nothing: who said so, else when."""


class LineEntry:
    """Keeps the fields in step with the line.

    Attributes:
        filling: whether the line is filling fields just now: that is nobody's typing.
    """

    def __init__(self, reader: UpdateLine, fields: Callable[[], Mapping[str, Field]]) -> None:
        self._reader = reader
        self._fields = fields
        self._warned = WarnOnce()
        self.filling = False

    def restore(self, texts: Mapping[str, str]) -> None:
        """Go on with a form that was left with these texts."""
        # A line that came without other fields was typed elsewhere, and fills them now.
        if texts.keys() - {LINE}:
            self._reader.restore(texts, texts.get(LINE, ""))

    def preload(self) -> None:
        """Load what the line is read with; in a thread."""
        self._reader.preload()

    @property
    def owing(self) -> bool:
        """Whether what was typed before 登记簿 was loaded can be looked up in it by now."""
        return self._reader.offers.owing

    def follow(self) -> None:
        """Let what the line says now stand in the fields, and mark what is to be looked at."""
        fields = self._fields()
        self._fill(self._reader.changes(fields[LINE].text.strip(), self._texts()))
        self._reader.filling.typed_over(self._texts())
        for code, field in fields.items():
            if isinstance(field, TextField):
                field.mark = "?" if code in self._reader.pending else " "

    def question(self, code: str) -> str:
        """Return what is asked about a field that the line filled; empty where nothing is."""
        if code not in self._reader.pending:
            return ""
        return self._reader.pending[code] or _("快录行填入，请核对。")

    def passed_over(self, code: str) -> None:
        """Confirm what the line put into a field, since the officer went on from there."""
        if code == LINE:
            self._place_rest()
        self._reader.filling.looked_at(code)

    def offer(self, code: str) -> tuple[str, ...]:
        """Fill in what 登记簿 has under a field that was left; return the units it may mean."""
        filling, fields, offers = self._reader.filling, self._fields(), self._reader.offers
        offered = offers.left(code, self._texts(), filling)
        filling.pending = {name: why for name, why in filling.pending.items() if name in fields}
        self._fill({name: text for name, text in offered.items() if name in fields})
        return () if offered else offers.several(code, self._texts())

    def take(self) -> str:
        """Enter on the line: what it is sure of is taken; return the field to go to."""
        self._place_rest()
        self._reader.filling.taken()
        fields = self._fields()
        asked = [code for code in fields if code in self._reader.pending]
        blank = [code for code in AFTER if not fields[code].text]
        return (*asked, *blank, AFTER[0])[0]

    def refuse_unseen(self) -> None:
        """Refuse once what the line filled and nobody looked at; the second time it is meant.

        Raises:
            BadInput: naming the fields; the cursor goes to the first of them.
        """
        self._place_rest()
        pending = tuple(self._reader.pending)
        if not self._warned.holds(pending):
            return
        labels = "、".join(self._fields()[code].caption for code in pending[:NAMED])
        more = _("等{count}项").format(count=len(pending)) if len(pending) > NAMED else ""
        words = _("还没核对：{labels}{more}；再按 F9 就按现在的内容保存。")
        raise BadInput(words.format(labels=labels, more=more), pending[0])

    def _texts(self) -> dict[str, str]:
        return {code: field.text for code, field in self._fields().items()}

    def _place_rest(self) -> None:
        self._fill(self._reader.place_rest(self._texts()))

    def _fill(self, texts: Mapping[str, str]) -> None:
        with self._fills():
            for code, text in texts.items():
                self._fields()[code].fill(text)

    @contextmanager
    def _fills(self) -> Iterator[None]:
        """Several fields change as one."""
        self.filling = True
        try:
            yield
        finally:
            self.filling = False
