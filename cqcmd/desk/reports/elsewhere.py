"""What other stations recorded instead of what a report says, until somebody settles it."""

from cqcmd.desk.common.code_words import value_words
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.state import Incident


def recorded_elsewhere(open_record: OpenRecord, incident: Incident, name: str) -> str:
    """Return ``（另一处记为12人，尚未核定）`` of a fact or a word; empty where nobody differs."""
    conflict = incident.conflicts.get(name)
    if conflict is None:
        return ""
    plan, now = open_record.plan, open_record.clock.now()
    values = (value_words(plan, name, one.value, now) or _("空白") for one in conflict.others)
    return _("（另一处记为{values}，尚未核定）").format(values="、".join(values))
