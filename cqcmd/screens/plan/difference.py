"""新旧对照: two plans clause by clause, before the new one is put in force."""

from textual import work
from textual.binding import Binding

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.plan.reading import ReadingScreen
from cqcmd.views.office.upkeep import Comparison
from cqcmd.widgets.table import Cell, Column, Line

OVERVIEW = "overview"
"""The key of the line that says which plans these are."""

MARKS = {"added": _("新增"), "removed": _("删去"), "changed": _("改动")}

HOW_TO_READ = _("～ 改动，〔原：〕是原来的字，〔新：〕是新的；＋ 新增，－ 删去；没有记号的没变。")


class PlanDifferenceScreen(ReadingScreen):
    """The clauses that differ beside what is other about the one under the cursor."""

    BINDINGS = [
        Binding("f9", "bring_into_force", _("启用这份预案"), id="bring-into-force"),
    ]

    name_of_text = _("新旧对照")
    columns = (Column(_("条款"), 8), Column("", 0))
    purpose = _("两份预案逐条对照；新的看过差别再启用。")
    main_keys = ("search", "next(1)", "read", "bring_into_force", "leave")

    def __init__(self, desk: Desk, comparison: Comparison) -> None:
        super().__init__(desk)
        self._comparison = comparison
        self._by_number = {one.number: one for one in comparison.differences}

    def clause_here(self) -> str:
        """Return the clause that is being read, where the plan in force has it."""
        return self.here if self.here in self.desk.plan.clauses else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Put nothing in force that is only looked back on; in a drill nothing at all."""
        may = bool(self._comparison.path) and self.desk.drilling is None
        return action != "bring_into_force" or may

    def parts(self) -> list[Line]:
        """Which plans these are, then a line a clause."""
        lines = [Line(OVERVIEW, (Cell(""), Cell(_("哪两份预案"))), state="strong")]
        for one in self._comparison.differences:
            words = f"{MARKS[one.what]} {one.heading}"
            lines.append(Line(one.number, (Cell(one.number), Cell(words))))
        return lines

    def text(self, key: str) -> str:
        """Return what is other about a clause, or what is compared."""
        if key in self._by_number:
            one = self._by_number[key]
            return f"{one.number} {one.heading}".rstrip() + f"（{MARKS[one.what]}）\n\n{one.text}"
        comparison = self._comparison
        parts = [
            comparison.older,
            _("原：{name}").format(name=comparison.former),
            _("新：{name}").format(name=comparison.present),
            self._counts(),
            HOW_TO_READ,
        ]
        return "\n\n".join(filter(None, parts))

    def _counts(self) -> str:
        every = [one.what for one in self._comparison.differences]
        if not every:
            return _("两份预案的条款和数据没有差别，只是文件不同。")
        counts = [
            _("{what} {count} 条").format(what=MARKS[what], count=every.count(what))
            for what in MARKS
            if what in every
        ]
        return _("不同的条款：{counts}。").format(counts="，".join(counts))

    def counted(self) -> str:
        """Say how many clauses differ, and whether the new plan is the older one."""
        return self._comparison.older or self._counts()

    @work
    async def action_bring_into_force(self) -> None:
        """Ask once, then put the plan in force for every terminal of the post."""
        question = self._comparison.older + self._comparison.question
        if not await self.app.push_screen_wait(Confirm(question, _("启用"), _("先不启用"))):
            return
        try:
            title = self.desk.upkeep.versions.bring_into_force(self._comparison.path)
        except Refusal as refusal:
            self.refused(refusal)
            return
        notify_saved(self, _("已启用《{title}》。").format(title=title))
        self.dismiss()
