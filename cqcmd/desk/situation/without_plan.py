"""What is still said of an incident whose plan is lost: never what another plan would say."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.plan.lost import grades_last_shown, told_since
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.views import GradeView, Strip


def strip_without_plan(open_record: OpenRecord, ident: str) -> Strip:
    """Return number and words of an incident that nothing can grade; nobody counts its duties."""
    incident = open_record.incident(ident)
    parts = [
        incident.details.get("unit") or incident.details.get("district", ""),
        incident.details.get("summary", ""),
    ]
    return Strip(
        incident.number,
        open_record.damage.mark_of(incident)
        + (" ".join(part for part in parts if part) or _("（未填）")),
        GradeView(None, _("预案丢失"), "", ""),
        GradeView(None, "", "", ""),
        "",
        "",
        None,
        "",
        None,
        _status(incident),
        incident.dismissed is not None,
        incident.out_of_scope is not None,
        incident.closed is not None,
    )


def _status(incident: Incident) -> str:
    sure, maybe = grades_last_shown(incident)
    if not sure:
        return _("未判定、未计时")
    # The board has room for some twelve characters.
    words = _("上次{grade}，此后有变") if told_since(incident) else _("未计时，上次{grade}")
    return words.format(grade=f"{sure}?{maybe}" if maybe else sure)
