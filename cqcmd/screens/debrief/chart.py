"""经过图: a drill on its axis, an expectation a line; enlarged and moved."""

from textual.app import ComposeResult
from textual.containers import Vertical

from cqcmd.desk.debrief.looked_back import LookedBack
from cqcmd.i18n import _
from cqcmd.screens.debrief.lines import axis_words, bar_columns, bar_lines, chart_room, legend_words
from cqcmd.views.debrief import DebriefView, PictureView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Table


class DebriefPicture(Vertical):
    """The axis and what happened stay in sight; the bars scroll under them."""

    def __init__(self, debrief: LookedBack) -> None:
        super().__init__(id="picture")
        self._debrief = debrief
        self._view: DebriefView | None = None
        self._picture: PictureView | None = None
        self._times, self._part = 1, 0

    def compose(self) -> ComposeResult:
        """Build the axis over the bars."""
        yield Lines("axis")
        yield Table((), id="bars")

    @property
    def zoomed(self) -> str:
        """How far it is enlarged, and what it shows then; empty for the whole."""
        if self._picture is None or self._times == 1:
            return ""
        words = _("{times}倍 {span}")
        return words.format(times=self._times, span=self._picture.span)

    @property
    def legend(self) -> str:
        """What its marks mean; empty before anything is drawn."""
        if self._picture is None:
            return ""
        return legend_words(self._picture, typed=self.app.has_class("-ascii"))

    def show(self, view: DebriefView) -> None:
        """Draw it, as wide as there is room."""
        self._view = view
        width = self.app.size.width
        picture = self._debrief.picture(chart_room(width), self._times, self._part)
        self._picture = picture
        table, axis = self.query_one(Table), self.query_one(Lines)
        table.columns = bar_columns(width)
        table.show(list(bar_lines(picture, view, typed=self.app.has_class("-ascii"))))
        table.refresh()
        axis.styles.height = 1 + len(picture.lanes)
        axis.show(axis_words(picture, width))

    def zoom(self, step: int) -> str:
        """Twice as near, or half, around the mark of the line under the cursor; why not, if not."""
        times = self._times * 2 if step > 0 else self._times // 2
        if not 1 <= times <= self._debrief.deepest:
            return _("不能再放大了。") if step > 0 else _("已经是全部。")
        middle = self._marked()
        self._times = times
        self._move_to(round(middle * 2 * times - 1))
        return ""

    def pan(self, step: int) -> None:
        """Half a window on, or back."""
        self._move_to(self._part + step)

    def _move_to(self, part: int) -> None:
        self._part = max(0, min(part, 2 * self._times - 2))
        if self._view is not None:
            self.show(self._view)

    def _marked(self) -> float:
        """Where in the drill the line under the cursor was done, or due: 0 its start, 1 its end."""
        line, view = self.query_one(Table).cursor, self._view
        here = (
            [outcome for outcome in view.outcomes if line and outcome.key == line.key]
            if view
            else []
        )
        at = next((outcome.at or outcome.due or outcome.begin for outcome in here), None)
        if at is None or view is None or view.start == view.end:
            return (self._part + 1) / (2 * self._times)
        return min(1.0, (at - view.start) / (view.end - view.start))
