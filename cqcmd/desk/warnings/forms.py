"""What is filled in of a warning and of a hazard (3.1, 3.2), and the names of the steps."""

from datetime import datetime

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.incident.events.command import How
from cqcmd.incident.events.warning import WarningStepCode as WarningStepCode

STEP_NAMES: dict[WarningStepCode, str] = {
    "consulted": _("会商研判"),
    "proposed": _("提出级别建议"),
    "approved": _("批准发布"),
    "sent": _("送预警发布机构"),
    "told_up": _("报上一级"),
    "filed": _("报备案"),
}

CONTENTS = {
    "category": _("事件类别"),
    "area": _("影响范围"),
    "notice": _("警示事项"),
    "measures": _("应采措施"),
    "issuer": _("发布机关"),
}
"""What a warning says beside its level (3.2.2)."""


class WarningForm(Struct, frozen=True, kw_only=True):
    """What a warning says (3.2.2), from when on it holds and when it was issued.

    ``higher``: a higher government adjusts the level of a lower one (3.2.4).
    """

    level: int
    category: str
    area: str
    notice: str
    measures: str
    issuer: str
    starts_at: datetime | None = None
    at: datetime | None = None
    higher: bool = False


class WarningStepForm(Struct, frozen=True, kw_only=True):
    """A step of a warning as it was taken; see `WarningStepped`."""

    step: WarningStepCode
    level: int | None = None
    category: str = ""
    area: str = ""
    harm: str = ""
    who: str = ""
    present: str = ""
    how: How = ""
    words: str = ""
    hazard: str = ""
    at: datetime | None = None


class HazardForm(Struct, frozen=True, kw_only=True):
    """A hazard as it was found: where, what, by whom, whose to remove, until when."""

    place: str
    words: str
    found_by: str
    owner: str = ""
    due: datetime | None = None
    at: datetime | None = None
