"""隐患: what was found, whose it is to remove and until when (3.1)."""

from datetime import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved, undo_last
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.warnings.consult_form import ConsultForm
from cqcmd.screens.warnings.hazard_form import HazardForm
from cqcmd.views.office.warnings import HazardView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Cell, Column, Line, Table

COLUMNS = (
    Column(_("单位、设备"), 20),
    Column(_("隐患"), 0, counted=True),
    Column(_("整改"), 12),
    Column(_("期限"), 16),
)


@form("hazards")
class HazardsScreen(PostScreen):
    """The open hazards, the first due first, over those that were removed."""

    BINDINGS = [
        Binding("f9", "add", _("新增"), id="add-hazard"),
        Binding("f8,u", "edit", _("修改"), id="edit-hazard"),
        Binding("delete", "remove", _("销号"), id="remove-hazard"),
        Binding("f7,w", "warn_of", _("会商预警"), id="warn-of-hazard"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    _shown: tuple[HazardView, ...] = ()

    purpose = _("查出的隐患：谁查的、谁整改、到什么时候；整改好了销号。")
    main_keys = ("add", "edit", "remove", "warn_of", "dismiss")

    @classmethod
    def opened(cls, desk: Desk, _wanted: Wanted) -> "HazardsScreen":
        """Open the list."""
        return cls(desk)

    def compose(self) -> ComposeResult:
        """Masthead, the hazards, the one under the cursor in full, the keys."""
        yield Masthead(_("隐患"))
        yield Table(COLUMNS, empty=_("没有记下的隐患。F9 新增一条。"), id="hazards")
        yield Lines("said", fold=True)
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the cursor on the first due."""
        self.query_one(Table).focus()

    def reload(self) -> None:
        """Read the hazards anew."""
        super().reload()
        self._shown, now = self.desk.warnings.hazards.shown(), self.desk.clock.now()
        clause = self.clause_here()
        self.query_one(Table).show([_line(hazard, clause, now) for hazard in self._shown])
        self._say_chosen()

    def clause_here(self) -> str:
        """Return where the plan speaks of hazards."""
        return self.desk.plan.clause_of("monitoring")

    @property
    def chosen(self) -> HazardView | None:
        """The hazard under the cursor."""
        line = self.query_one(Table).cursor
        return next((one for one in self._shown if line and one.ident == line.key), None)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._say_chosen()

    def _say_chosen(self) -> None:
        hazard, now = self.chosen, self.desk.clock.now()
        self.query_one("#said", Lines).show(_said(hazard, now) if hazard else "")

    @on(Table.Chosen)
    def _opened(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_edit()

    def action_add(self) -> None:
        """Write a new one down."""
        self.app.push_screen(HazardForm(self.desk))

    def action_edit(self) -> None:
        """Change what holds of the one under the cursor."""
        if self.chosen is None:
            self.warn(_("没有可修改的隐患；F9 新增一条。"))
        else:
            self.app.push_screen(HazardForm(self.desk, self.chosen))

    def action_warn_of(self) -> None:
        """Consult on a warning of what the hazard may bring about."""
        if self.chosen is None:
            self.warn(_("先选中一条隐患，再按 F7 会商预警。"))
        else:
            self.app.push_screen(ConsultForm(self.desk, hazard=self.chosen.ident))

    @work
    async def action_remove(self) -> None:
        """Record that it was removed, and who saw that it was."""
        hazard = self.chosen
        if hazard is None:
            self.warn(_("没有可销号的隐患；F9 新增一条。"))
            return
        if hazard.removed_at is not None:
            self.warn(_("这条隐患已经销号；又出现的，回车修改，它就重新列出。"))
            return
        title = _("销号：{place} {words}").format(place=hazard.place, words=hazard.words)
        question = AskWords(
            title,
            _("复查人"),
            self.desk.watch.officer,
            lambda who: self.desk.warnings.hazards.remove(hazard.ident, who),
        )
        if await self.app.push_screen_wait(question) is not None:
            self.reload()
            notify_saved(self, _("已记入：隐患销号。"))

    def action_undo(self) -> None:
        """Take back what was recorded last."""
        if undo_last(self, self.desk):
            self.reload()


def _line(hazard: HazardView, clause: str, now: datetime) -> Line:
    late = hazard.removed_at is None and hazard.due is not None and hazard.due < now
    due = stamp(hazard.due, now) if hazard.due else _("没有定")
    if hazard.removed_at is not None:
        due = _("已销 {time}").format(time=stamp(hazard.removed_at, now))
    elif late:
        due = _("逾期 {time}").format(time=due)
    removed = hazard.removed_at is not None
    state = "dim" if removed else "urgent" if late else ""
    cells = (Cell(hazard.place), Cell(hazard.words), Cell(hazard.owner), Cell(due, state))
    return Line(hazard.ident, cells, clause, "dim" if removed else "", not removed)


def _said(hazard: HazardView, now: datetime) -> str:
    words = _("{place}：{words}\n{time} {who}查出；{owner}整改，期限 {due}").format(
        place=hazard.place,
        words=hazard.words,
        time=stamp(hazard.since, now),
        who=hazard.found_by,
        owner=hazard.owner or _("没有定谁"),
        due=stamp(hazard.due, now) if hazard.due else _("没有定（预案没有写期限）"),
    )
    if hazard.removed_at is not None:
        time = stamp(hazard.removed_at, now)
        words += _("\n{time} {who}复查销号").format(time=time, who=hazard.removed_by)
    return words
