"""判定凭据: what was shown when somebody acted, with every value and who told it."""

from collections.abc import Iterator

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain


@form("verdict")
class VerdictScreen(IncidentScreen):
    """The record kept with an entry of the log; without one, the verdict as it is now."""

    BINDINGS = [Binding("escape", "dismiss", _("返回"), id="back")]

    name_of_room = _("判定凭据")

    purpose = _("这次判定依据了哪些事实和条款，留作凭据。")
    main_keys = ("dismiss", "clause")

    def __init__(self, desk: Desk, ident: str, entry: str = "") -> None:
        super().__init__(desk, ident)
        self._entry = entry

    def body(self) -> Iterator[Widget]:
        """Build the text, which the arrows scroll."""
        with VerticalScroll(id="page"):
            yield Prose("text")

    def on_mount(self) -> None:
        """Take the focus, so that the arrows scroll at once."""
        self.query_one("#page").focus()

    def reload(self) -> None:
        """Read the record anew."""
        super().reload()
        words = self.desk.verdict(self.ident, self._entry)
        self.query_one(Prose).show(plain(words, limit=len(words)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open no clause: they stand in the record, and the plan lies beneath."""
        return action != "clause"
