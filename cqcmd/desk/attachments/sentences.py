"""An attached file in the log's words."""

from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.attachments.forms import size_words
from cqcmd.i18n import _
from cqcmd.incident.events import Attached

SIGNS = 16
"""So many characters of a checksum a person compares."""


def attached_words(event: Attached, now: datetime) -> str:
    """Return which file it is, what it shows, whose it is and when it was made."""
    told = _("{name} {size} 校验值 {digest}").format(
        name=event.name, size=size_words(event.size), digest=event.sha256[:SIGNS]
    )
    taken = _("{time} 拍录").format(time=stamp(event.taken_at, now)) if event.taken_at else ""
    about = "，".join(filter(None, (event.source, taken)))
    told += f"：{event.words}" if event.words else ""
    return told + (_("（{about}）").format(about=about) if about else "")
