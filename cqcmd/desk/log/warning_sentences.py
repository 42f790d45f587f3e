"""Entries about warnings and hazards in words, for the log of the station."""

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import warning_name
from cqcmd.desk.warnings.forms import STEP_NAMES
from cqcmd.i18n import _
from cqcmd.incident import events


def say_warning(open_record: OpenRecord, event: events.Event) -> str:
    """Return what an entry about a warning or a hazard says, in one line."""
    match event:
        case events.WarningStepped() as step:
            return _step(open_record, step)
        case events.WarningIssued() as warning:
            return _issued(open_record, warning)
        case events.WarningActed(action=code, undone=undone):
            return _ticked(_name(open_record, code), undone=undone)
        case events.WarningSpread(channel=code, undone=undone):
            return _ticked(_name(open_record, code), undone=undone)
        case events.WarningActionOwned(action=code, owner=owner):
            return _("{name}：{owner}").format(
                name=_name(open_record, code), owner=owner or _("不再指定")
            )
        case events.WarningLifted(decided_by=who, reason=why):
            return f"{who}：{why}"
        case events.WarningWithdrawn(action=code, undone=undone):
            words = _("没有撤：{name}") if undone else _("已撤：{name}")
            return words.format(name=_name(open_record, code))
        case events.WarningBecame(incident=ident):
            found = open_record.ledger.find(ident)
            return _("转为事件 {number}").format(number=found.number if found else "")
        case other:
            return _say_hazard(open_record, other)


def _say_hazard(open_record: OpenRecord, event: events.Event) -> str:
    match event:
        case events.HazardFound() as found:
            words = _("{place}：{words}（{who}查出").format(
                place=found.place, words=found.words, who=found.found_by
            )
            if found.owner:
                words += _("，{owner}整改").format(owner=found.owner)
            if found.due:
                due = stamp(found.due, open_record.clock.now())
                words += _("，{time} 前").format(time=due)
            return words + "）"
        case events.HazardRemoved(hazard=ident, who=who, words=words):
            known = open_record.ledger.hazards.by_id.get(ident)
            said = (known.found.place, known.found.words) if known else ()
            return " ".join((*said, _("{who}复查销号").format(who=who), words)).strip()
        case other:
            raise KeyError(other.kind)


def _step(open_record: OpenRecord, step: events.WarningStepped) -> str:
    level = warning_name(open_record.plan, step.level) if step.level is not None else ""
    said = (level, step.category, step.area, step.harm, step.who, step.present, step.words)
    return _("{step} {words}").format(
        step=STEP_NAMES[step.step], words=" ".join(part for part in said if part)
    )


def _issued(open_record: OpenRecord, warning: events.WarningIssued) -> str:
    level = warning_name(open_record.plan, warning.level)
    words = f"{level} {warning.category}（{warning.issuer}）"
    if warning.higher:
        words += _("（上级政府调整）")
    if warning.late_reason:
        words += _("〔补记：{reason}〕").format(reason=warning.late_reason)
    return words


def _ticked(name: str, *, undone: bool) -> str:
    return _("撤销：{name}").format(name=name) if undone else name


def _name(open_record: OpenRecord, code: str) -> str:
    rows = open_record.plan.warning_items
    return next((row.name for row in rows if row.code == code), code)
