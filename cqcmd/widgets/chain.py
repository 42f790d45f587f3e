"""The reporting chain as boxes and lines, where there is room for them (4.1.1, 4.2)."""

from collections.abc import Sequence
from datetime import datetime

from cqcmd.i18n import _
from cqcmd.text import cells
from cqcmd.views.reports import ChainCell, ChainStep
from cqcmd.widgets.chain_layout import Place, layout
from cqcmd.widgets.chain_words import cell_look, copy_look, duty_words
from cqcmd.widgets.drawing.canvas import Canvas
from cqcmd.widgets.drawing.cells import CellWidget

BOX, LINE = 11, 15
"""Cells of a box, and of a line between two boxes."""
BOX_HEIGHT, ROW = 3, 4
"""Lines of a box, and from one row of boxes to the next."""

HIGH, LISTS = 11, 25
"""Lines that a picture may always have; of a higher screen all that the lists do not need."""

NOTES, ROOM = 5, 55
"""The line on which the notes on the left begin where no box stands there, and their cells."""


class ChainPicture(CellWidget):
    """From the scene upwards; hidden where there is no room for it, or no way to draw it.

    Over a line stands the duty by telephone, under it the written one; on the left below who has
    a copy, and what another source asks for. Drawn from the sentences of 4.1.1, because the figure
    of 4.2 is not in our copy of the plan.
    """

    STYLE_PREFIX = "strip"
    STYLES = {"quiet", "strong", "met", "soon", "urgent", "overdue"}

    def __init__(self) -> None:
        super().__init__(id="picture")
        self._steps: tuple[ChainStep, ...] = ()
        self._places: dict[str, Place] = {}
        self._now: datetime | None = None

    def show(self, steps: Sequence[ChainStep], now: datetime) -> None:
        """Set the steps; a chain with an organisation that has no place here is not drawn."""
        self._steps, self._now = tuple(steps), now
        self._places = layout([(one.sender, one.receiver) for one in steps if not one.source])
        self.fit()
        self._redraw()

    def on_resize(self) -> None:
        """Take the new width."""
        self._redraw()

    @property
    def _lines(self) -> int:
        """How high the picture is."""
        notes = sum(bool(step.copies) + 2 * bool(step.source) for step in self._steps)
        return max(self._boxes, self._notes_from + notes if notes else 0)

    @property
    def _boxes(self) -> int:
        """How far down the boxes reach."""
        return max((row for _column, row in self._places.values()), default=0) * ROW + BOX_HEIGHT

    @property
    def _boxed(self) -> list[ChainStep]:
        """The steps that are lines between boxes; what another source asks for is a note."""
        return [step for step in self._steps if step.sender in self._places and not step.source]

    @property
    def _notes_from(self) -> int:
        """The line on which the notes begin: on the left where no line runs, else beneath all."""
        pairs = [(self._places[one.sender], self._places[one.receiver]) for one in self._boxed]
        down = [_left(column) + BOX // 2 for (column, row), (_end, last) in pairs if last > row]
        if min(down, default=ROOM + 2) > ROOM + 1:
            return NOTES
        return self._boxes

    def fit(self) -> None:
        """Take as many lines as are needed; none where it cannot be drawn."""
        widest = max((_left(column) + BOX for column, _row in self._places.values()), default=0)
        width, height = self.app.size
        drawn = 0 < widest <= width and self._lines <= max(HIGH, height - LISTS)
        self.set_class(not drawn, "-hidden")
        if drawn:
            self.styles.height = self._lines

    def _redraw(self) -> None:
        width = self.size.width
        if not width or not self._steps or self._now is None or self.has_class("-hidden"):
            return
        canvas = Canvas(width, self._lines, typed=self.app.has_class("-ascii"))
        for step in self._boxed:
            self._line(canvas, step, self._now)
        self._notes(canvas, self._now)
        for code, (name, mine) in self._organisations().items():
            # Whom another source alone names has no box: a note says what is owed to it.
            if code in self._places:
                column, row = self._places[code]
                canvas.box(_left(column), row * ROW, BOX, name, "strong" if mine else "")
        self.draw(canvas.rows)

    def _organisations(self) -> dict[str, tuple[str, bool]]:
        found: dict[str, tuple[str, bool]] = {}
        for step in self._steps:
            found.setdefault(step.receiver, (step.receiver_name, False))
        for step in self._steps:
            own = _("*{name}").format(name=step.sender_name) if step.mine else step.sender_name
            found[step.sender] = (own, step.mine)
        return found

    def _line(self, canvas: Canvas, step: ChainStep, now: datetime) -> None:
        (column, row), (end, last) = self._places[step.sender], self._places[step.receiver]
        top, below = row * ROW, last * ROW
        look = "strong" if step.mine else "quiet"
        x, y = _left(column) + BOX, below + 1
        if below > top:
            canvas.down(_left(column) + BOX // 2, top + BOX_HEIGHT, y, look, corner="sw")
            canvas.across(
                _left(column) + BOX // 2 + 1, y, _left(end) - _left(column) - BOX // 2 - 1
            )
        elif below < top:
            canvas.across(x, top + 1, _left(end) + BOX // 2 - x, look, tip=False)
            canvas.down(_left(end) + BOX // 2, below + BOX_HEIGHT, top + 1, look, corner="se")
            y = top + 1
        else:
            canvas.across(x, y, _left(end) - x, look)
        self._label(canvas, x, y - 1, step.cell("phone"), step, now)
        self._label(canvas, x, y + 1, step.cell("written"), step, now)

    def _notes(self, canvas: Canvas, now: datetime) -> None:
        """Return what has no line of its own: copies, and the steps owed beside the plan."""
        y = self._notes_from
        for step in self._steps:
            if step.copies:
                words = _("{sender} 抄送 {names}：{words}")
                words = words.format(
                    sender=step.sender_name,
                    names=step.copies,
                    words=step.copied or _("书面报告同时抄送"),
                )
                canvas.words(1, y, words, copy_look(step) if step.copied else "quiet", room=ROOM)
                y += 1
        for step in self._steps:
            if step.source:
                words = _("另据 {source}：").format(source=step.source)
                canvas.words(1, y, words, "quiet", room=ROOM)
                words = _("  {sender} 报 {receiver}").format(
                    sender=step.sender_name, receiver=step.receiver_name
                )
                canvas.words(1, y + 1, words, "strong" if step.mine else "quiet", room=ROOM)
                for cell in step.cells:
                    state = duty_words(cell, now)
                    canvas.words(2 + cells(words), y + 1, state, cell_look(cell, step.mine, now))
                y += 2

    def _label(
        self, canvas: Canvas, x: int, y: int, cell: ChainCell | None, step: ChainStep, now: datetime
    ) -> None:
        if cell is None:
            return
        channel = {"phone": _("电"), "written": _("书"), "any": ""}[cell.channel]
        words = f"{channel} {duty_words(cell, now)}".strip()
        if cells(words) > LINE:
            words = words.partition("（")[0]
        canvas.words(x + 1, y, words, cell_look(cell, step.mine, now), room=LINE - 1)


def _left(column: int) -> int:
    return 1 + column * (BOX + LINE)
