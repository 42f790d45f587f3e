"""What cannot be done with a warning as it stands, and why, in a sentence each."""

from cqcmd.desk.warnings.forms import CONTENTS, STEP_NAMES, WarningForm, WarningStepCode
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.warnings import PREPARING, Warned
from cqcmd.rules.plan import Plan

NEEDED = ("category", "issuer")
"""What any warning says that is recorded, whoever issued it."""

WHO_NEEDED: dict[WarningStepCode, str] = {
    "proposed": _("请填由谁提出建议。"),
    "approved": _("请填由谁批准。"),
    "sent": _("请填送给哪个发布机构、谁收的。"),
    "told_up": _("请填报给了谁。"),
    "filed": _("请填报给了谁备案。"),
}


def refuse_level(plan: Plan, level: int | None) -> None:
    """Refuse a level that the plan does not have."""
    if level not in {row.level for row in plan.warnings}:
        names = "、".join(row.name for row in plan.warnings)
        raise BadInput(_("预警级别须是{names}之一。").format(names=names), "level")


def refuse_blanks(form: WarningForm, *, every: bool) -> None:
    """Refuse a warning without category or issuer; with ``every`` one that lacks any content."""
    for field in CONTENTS if every else NEEDED:
        if not getattr(form, field).strip():
            words = _("请填{name}：预警要写全六项内容。") if every else _("请填{name}。")
            raise BadInput(words.format(name=CONTENTS[field]), field)


def refuse_lifted(warned: Warned) -> None:
    """Refuse what cannot be done once it ended."""
    if warned.lifted is None:
        return
    if warned.issues:
        raise BadInput(_("这条预警已经解除，不能再办；情况又起变化，请另起一条。"))
    raise BadInput(_("这条预警没有发布就已作罢；要再办，请另起一条。"))


def refuse_unissued(warned: Warned) -> None:
    """Refuse what can only follow an issue."""
    if not warned.issues:
        raise BadInput(_("这条预警还没有发布，发布以后再记这一项。"))


def refuse_early(warned: Warned, step: WarningStepCode) -> None:
    """Refuse a step before the one that it rests on."""
    if step not in PREPARING:
        refuse_unissued(warned)
        return
    missing = [one for one in PREPARING[: PREPARING.index(step)] if one not in warned.preparing]
    if missing:
        words = _("还没有{missing}，先记下它，再记{step}。")
        raise BadInput(words.format(missing=STEP_NAMES[missing[0]], step=STEP_NAMES[step]))


def refuse_unapproved(warned: Warned, form: WarningForm, plan: Plan) -> None:
    """Refuse to issue what was prepared here and is not approved at that level (3.2.2)."""
    approved = warned.preparing.get("approved")
    if approved is None:
        words = _("还没有批准，不能发布：先按 F9 把会商、建议、批准逐项记下。")
        if warned.issues:
            words = _("调整级别要重走程序，还没有批准：先按 F9 把会商、建议、批准逐项记下。")
        raise BadInput(words)
    if approved.event.level != form.level:
        name = next((r.name for r in plan.warnings if r.level == approved.event.level), "")
        words = _("批准的是{name}，级别改了要重新批准。").format(name=name)
        raise BadInput(words, "level")


def refuse_not_higher(warned: Warned, form: WarningForm) -> None:
    """Refuse an adjustment by a higher government that names no other issuer (3.2.4)."""
    issued = warned.issued
    if issued is None:
        raise BadInput(_("还没有发布，上级政府没有可以调整的级别。"))
    if issued.issuer.strip() == form.issuer.strip():
        raise BadInput(_("上级政府调整的，发布机关请写上级政府。"), "issuer")
