"""The notice as a message of the Common Alerting Protocol 1.2 (OASIS), for the release body."""

import re
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cqcmd.clock import local
from cqcmd.documents.warning.content import Notice
from cqcmd.documents.warning.notice import title_of
from cqcmd.i18n import _
from cqcmd.text import clean

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"

KINDS = {"issued": "Alert", "adjusted": "Update", "lifted": "Cancel"}

SEVERITIES = ("Extreme", "Severe", "Moderate", "Minor")
"""By the rank of the level, the gravest first; whatever lies below is Minor too."""

_FORBIDDEN = re.compile(r"[\s,&<]+")
"""What identifiers and senders may not hold, as references are made of them."""


def as_cap(notice: Notice, *, exercise: bool) -> bytes:
    """Write the message; ``exercise``: it is of a drill, and nobody is to act on it."""
    sent = notice.issued_at
    assert sent is not None, "what was not issued is no message"
    alert = Element("alert", xmlns=NAMESPACE)
    _put(alert, "identifier", bare(notice.identifier))
    _put(alert, "sender", bare(notice.issuer))
    _put(alert, "sent", stamped(sent))
    _put(alert, "status", "Exercise" if exercise else "Actual")
    _put(alert, "msgType", KINDS[notice.what])
    _put(alert, "scope", "Public")
    if notice.earlier:
        before = (f"{bare(s.sender)},{bare(s.identifier)},{stamped(s.at)}" for s in notice.earlier)
        _put(alert, "references", " ".join(before))
    _put_info(alert, notice)
    indent(alert)
    return bytes(tostring(alert, encoding="utf-8", xml_declaration=True))


def _put_info(alert: Element, notice: Notice) -> None:
    info = SubElement(alert, "info")
    _put(info, "language", "zh-CN")
    _put(info, "category", "Safety")
    _put(info, "event", notice.category)
    # The plan says nothing of how soon and how sure, and the protocol wants a word for both.
    _put(info, "urgency", "Unknown")
    _put(info, "severity", SEVERITIES[min(notice.rank, len(SEVERITIES)) - 1])
    _put(info, "certainty", "Unknown")
    if notice.starts_at is not None:
        _put(info, "onset", stamped(notice.starts_at))
    _put(info, "senderName", notice.issuer)
    _put(info, "headline", title_of(notice))
    _put(info, "description", notice.ended or notice.notice)
    _put(info, "instruction", notice.measures)
    for name, value in ((_("预警级别"), notice.level), (_("预警颜色"), notice.colour)):
        parameter = SubElement(info, "parameter")
        _put(parameter, "valueName", name)
        _put(parameter, "value", value)
    _put(SubElement(info, "area"), "areaDesc", notice.area or _("未写明"))


def _put(parent: Element, name: str, words: str) -> None:
    """Put an element with words below another; nothing where there are none."""
    if words := clean(words, lines=False).strip():
        SubElement(parent, name).text = words


def bare(words: str) -> str:
    """Return words without what an identifier may not hold."""
    return _FORBIDDEN.sub("_", clean(words, lines=False).strip())


def stamped(at: datetime) -> str:
    """Write a moment with its offset, ``2026-07-25T14:05:00+08:00``, as the protocol wants it."""
    return local(at).isoformat(timespec="seconds")
