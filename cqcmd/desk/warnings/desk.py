"""Warnings (3.2): issued, adjusted, acted on, lifted; recorded, not performed."""

from cqcmd import chance
from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import warning_name
from cqcmd.desk.warnings.forms import WarningForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import WarningActed, WarningIssued, WarningLifted, decode
from cqcmd.incident.warnings import Issue, Warned
from cqcmd.rules.rows import WarningItem
from cqcmd.views import WarningAction, WarningView


class WarningsDesk:
    """The verbs of 3.2."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    def issue(self, form: WarningForm, ident: str | None = None) -> str:
        """Record a warning as issued, or as issued anew under the same id; returns the id.

        Raises:
            BadInput: no such level, or no category or issuer.
        """
        open_record = self._open_record
        if form.level not in {row.level for row in open_record.plan.warnings}:
            names = "、".join(row.name for row in open_record.plan.warnings)
            raise BadInput(_("预警级别须是{names}之一。").format(names=names), "level")
        for field in ("category", "issuer"):
            if not getattr(form, field).strip():
                raise BadInput(_("请填事件类别和发布机关。"), field)
        ident = ident or str(chance.uuid())
        with open_record.act() as write:
            event = WarningIssued(
                warning=ident,
                level=form.level,
                category=form.category.strip(),
                area=form.area.strip(),
                notice=form.notice.strip(),
                measures=form.measures.strip(),
                issuer=form.issuer.strip(),
            )
            write.append(event, None)
        return ident

    def act(self, ident: str, action: str) -> None:
        """Tick one of the actions, or untick it."""
        open_record = self._open_record
        with open_record.act() as write:
            warned = self._standing(ident)
            taken = warned.actions.get(action)
            # What was done under a former level is done anew under this one, not taken back.
            done = taken is not None and taken.level == warned.issued.level
            write.append(WarningActed(warning=ident, action=action, undone=done), None)

    def undo(self) -> None:
        """Take back the tick that was set or taken away last, within 30 seconds.

        Raises:
            BadInput: nothing was, or what was done is told to others and stays.
        """
        recent = [decode(entry.kind, entry.data) for entry in self._open_record.recent()]
        ticked = [event for event in recent if isinstance(event, WarningActed)]
        if ticked:
            self.act(ticked[-1].warning, ticked[-1].action)
            self._open_record.last_act = None
        elif any(isinstance(event, WarningIssued | WarningLifted) for event in recent):
            words = _("发布和解除不能撤回：录错了，选中它按 Del 解除，写明“录错了”，再发布正确的。")
            raise BadInput(words)
        else:
            raise BadInput(_("30 秒内没有勾过行动，没有可以撤回的。"))

    def lift(self, ident: str, decided_by: str, reason: str) -> None:
        """Record that the issuer ended it."""
        if not decided_by.strip() or not reason.strip():
            raise BadInput(_("请写明解除单位和理由。"))
        with self._open_record.act() as write:
            self._standing(ident)
            event = WarningLifted(warning=ident, decided_by=decided_by.strip(), reason=reason)
            write.append(event, None)

    def issuer_of(self, level: int) -> str:
        """Return who issues a warning of that level (3.2.2)."""
        plan = self._open_record.plan
        return plan.org(plan.warning(level).issuer).name

    def shown(self) -> tuple[WarningView, ...]:
        """Return the warnings in force, gravest first, then those lifted."""
        found = [self._view(ident, warned) for ident, warned in self._by_id.items()]
        return tuple(
            sorted(found, key=lambda warning: (bool(warning.lifted), warning.level, warning.since))
        )

    @property
    def _by_id(self) -> dict[str, Warned]:
        return self._open_record.ledger.warnings.by_id

    def _standing(self, ident: str) -> Warned:
        found = self._by_id.get(ident)
        if found is None or found.lifted is not None:
            raise BadInput(_("这条预警不存在或已经解除。"))
        return found

    def _view(self, ident: str, warned: Warned) -> WarningView:
        open_record, issued = self._open_record, warned.issued
        now = open_record.clock.now()
        lifted = ""
        if warned.lifted is not None:
            at, event = warned.lifted
            lifted = _("{time} {who}解除：{why}").format(
                time=stamp(at, now), who=event.decided_by, why=event.reason
            )
        return WarningView(
            ident,
            self._words(warned.issues[-1]),
            issued.level,
            warned.since,
            issued.category,
            issued.area,
            issued.notice,
            issued.measures,
            issued.issuer,
            lifted,
            tuple(self._words(issue) for issue in reversed(warned.issues[:-1])),
            tuple(
                self._action(row, warned)
                for row in open_record.plan.warning_items
                if row.kind == "action"
            ),
        )

    def _words(self, issue: Issue) -> str:
        return _("{level} {category}（{time} 起，{issuer}）").format(
            level=warning_name(self._open_record.plan, issue.event.level),
            category=issue.event.category,
            time=stamp(issue.at, self._open_record.clock.now()),
            issuer=issue.event.issuer,
        )

    def _action(self, row: WarningItem, warned: Warned) -> WarningAction:
        taken = warned.actions.get(row.code)
        if taken is None:
            return WarningAction(row.code, row.name, row.text, None, "", "")
        former = taken.level != warned.issued.level
        rows = self._open_record.plan.warnings
        colours = {row.level: row.colour for row in rows} if former else {}
        level = colours.get(taken.level, str(taken.level) if former else "")
        return WarningAction(row.code, row.name, row.text, taken.at, taken.by, level)
