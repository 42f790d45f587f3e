"""条款: the plan to be read and searched, and what rests on each of its clauses."""

from textual.binding import Binding

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.messages import OpenForm
from cqcmd.screens.plan.reading import ReadingScreen
from cqcmd.widgets.table import Cell, Column, Line

LAWS = "laws"
"""The key of the line over the law around the plan."""

SERVICES = "services"
"""The key of the line of the services to which people are referred."""


class ClauseScreen(ReadingScreen):
    """The list of clauses beside the text of the one under the cursor."""

    BINDINGS = [
        Binding("question_mark,？", "clause", _("凭据"), id="verdict"),
        Binding("f9", "upkeep", _("预案管理"), id="plan-upkeep"),
    ]

    name_of_text = _("预案")
    columns = (Column(_("条款"), 8), Column("", 0))
    purpose = _("预案和相关法规的原文，逐条看，可以搜索。")
    main_keys = ("search", "next(1)", "read", "upkeep", "leave")

    def __init__(self, desk: Desk, number: str = "", incident: str = "", entry: str = "") -> None:
        """Open at a clause; ``incident`` and ``entry``: the verdict beside which it was asked."""
        law = desk.plan_reader.laws.named(number)
        super().__init__(desk, law.title if law else number)
        self._verdict = incident, entry

    def clause_here(self) -> str:
        """Return the clause that is being read."""
        return self.here

    def action_clause(self) -> None:
        """Open the record of the verdict beside which the clause was asked for, if there is one."""
        incident, entry = self._verdict
        if incident:
            self.post_message(OpenForm("log/verdict", incident, entry))

    def action_upkeep(self) -> None:
        """Open 预案管理: age, causes of revision, other plans."""
        self.post_message(OpenForm("plan/upkeep", ""))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Have no record to open where the plan was opened by itself."""
        return action != "clause" or bool(self._verdict[0])

    def parts(self) -> list[Line]:
        """List the clauses, the other sources, the services, the law around the plan."""
        lines = []
        for clause in self.desk.plan.clauses.values():
            heading = self.desk.plan_reader.heading(clause.number)
            state = "strong" if "." not in clause.number else ""
            lines.append(Line(clause.number, (Cell(clause.number), Cell(heading)), state=state))
        laws = self.desk.plan_reader.laws
        for name in self.desk.plan_reader.sources:
            if laws.named(name) is None:
                lines.append(Line(name, (Cell(_("另据")), Cell(name))))
        if services := laws.services:
            lines.append(Line(SERVICES, (Cell(""), Cell(services.title)), state="strong"))
        lines.append(Line(LAWS, (Cell(""), Cell(_("相关法规"))), state="strong"))
        lines += [Line(law.title, (Cell(laws.mark(law)), Cell(law.short))) for law in laws]
        return lines

    def text(self, key: str) -> str:
        """Return the clause with what rests on it, or the other source's own words."""
        laws = self.desk.plan_reader.laws
        if key == LAWS:
            return laws.overview()
        if key == SERVICES and (services := laws.services):
            return services.text
        if law := laws.named(key):
            return laws.text(law)
        source = self.desk.plan_reader.sources.get(key)
        if source is not None:
            outside = _("（不在预案之内，{date}）").format(date=source.date)
            return f"{key} {outside}\n\n{source.text}"
        clause = self.desk.plan.clauses[key]
        parts = [f"{clause.number} {clause.heading}".rstrip(), clause.text]
        rows = self.desk.plan_reader.rows_on(key)
        if rows:
            parts.append("\n".join((_("据此条的条目："), *rows)))
        beside = laws.beside(key)
        if beside:
            parts.append("\n".join((_("相关法规（不在预案之内）："), *beside)))
        return "\n\n".join(part for part in parts if part)

    def counted(self) -> str:
        """Say which plan it is, and how many clauses it has."""
        return _("{title}　共 {count} 条").format(
            title=self.desk.plan.meta.title, count=len(self.desk.plan.clauses)
        )
