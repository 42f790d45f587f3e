"""An incident whose plan is lost: what is known without it, and notes go on being taken."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.acts import undo
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import Wanted, find_form
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead


class WithoutPlanScreen(PostScreen):
    """Nothing is graded, timed or asked here: no other plan stands in for the one that is lost."""

    BINDINGS = [
        Binding("full_stop,。,ctrl+o", "note", _("记事"), id="note"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("escape", "app.pop_screen", _("值班台"), id="leave-without-plan"),
    ]

    purpose = _("这起接报时用的预案不在了，先只能记事。")
    main_keys = ("note", "undo", "app.pop_screen")

    def __init__(self, desk: Desk, ident: str, why: str) -> None:
        """``why``: what became of the plan, and what to do."""
        super().__init__(desk)
        # Not `ident`: the desk of an incident reads through its plan, and there is none.
        self._incident, self._why = ident, why

    def compose(self) -> ComposeResult:
        """Masthead, why nothing is judged, what is known, the keys."""
        yield Masthead(_("预案丢失：未判定、未计时"))
        yield Prose("why")
        with VerticalScroll(id="page"):
            yield Prose("known")
        yield KeysLine()

    def on_mount(self) -> None:
        """Take the focus, so that the arrows scroll at once."""
        self.query_one("#page").focus()

    def reload(self) -> None:
        """Read it anew."""
        super().reload()
        words = _("{why}在此之前本事件不判定等级、不计时限，也不按别的预案代替；可以记事。")
        self.query_one("#why", Prose).show(plain(words.format(why=self._why)))
        known = "\n".join(self.desk.plans.known_without_plan(self._incident))
        self.query_one("#known", Prose).show(plain(known, limit=len(known)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open no clause: the one there is belongs to another plan."""
        return action != "clause"

    def action_undo(self) -> None:
        """Strike the note just written as a slip, within 30 seconds."""
        if undo(self, self.desk, self._incident):
            self.reload()

    def action_note(self) -> None:
        """Write a note on it."""
        form = find_form("note", "log")
        screen = form.make(self.desk, Wanted("note", self._incident)) if form else None
        if screen is not None:
            self.app.push_screen(screen)
