"""When an entry may be dated: not ahead, and not far back without a reason."""

from datetime import datetime, timedelta

from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _

BACK_DATING = timedelta(minutes=15)
"""How far back an entry may be dated without a reason."""

AHEAD = timedelta(minutes=1)
"""How far ahead a typed time may be, since people's watches differ."""


class NeedsReason(Refusal):
    """The time lies more than 15 minutes back: the act is done once a reason is given."""


def refuse_strange_time(at: datetime, now: datetime, reason: str) -> None:
    """Refuse a moment that cannot be, or that lies far back without a reason."""
    if at > now + AHEAD:
        raise BadInput(_("时间晚于现在，请核对。"), "at")
    if now - at > BACK_DATING and not reason:
        raise NeedsReason(_("时间早于现在 15 分钟以上，请选补记原因。"))
