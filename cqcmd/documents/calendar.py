"""Deadlines as a calendar takes them (iCalendar, RFC 5545): as a file, and one by one as codes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from msgspec import Struct

from cqcmd.text import clean

LONGEST_LINE = 75
"""Bytes of a line; a longer one goes on behind a blank."""

BEFORE = 10
"""Minutes before it is due at which a telephone rings."""

LARGEST_CODE = 84
"""Bytes of a code that a window of 80 by 24 has room for."""

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Appointment(Struct, frozen=True):
    """Something due: ``ident`` stays the same however often it is handed out."""

    ident: str
    due: datetime
    title: str
    words: str = ""


def calendar(appointments: Iterable[Appointment], made_at: datetime) -> bytes:
    """Return a calendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cqcmd//deadlines//ZH", "METHOD:PUBLISH"]
    for one in appointments:
        lines += _event(one, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{octet_lines(line)}\r\n" for line in lines).encode()


def _event(one: Appointment, made_at: datetime) -> Iterator[str]:
    title = _text(one.title)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(one.ident)}@cqcmd"
    yield f"DTSTAMP:{_moment(made_at)}"
    yield f"DTSTART:{_moment(one.due)}"
    yield f"SUMMARY:{title}"
    if one.words:
        yield f"DESCRIPTION:{_text(one.words)}"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{BEFORE}M", f"DESCRIPTION:{title}")
    yield from ("END:VALARM", "END:VEVENT")


def event_code(one: Appointment, mark: str = "") -> str:
    """Return the text of a code that a telephone puts into its calendar.

    Its title is cut to what a code on the least window holds. With a mark it is a text and no
    appointment: a drill's is to ring on nobody's telephone.
    """
    title = clean(one.title, lines=False)
    while len((code := _code_of(one.due, title, mark)).encode()) > LARGEST_CODE and title:
        title = title[:-1]
    return code


def _code_of(due: datetime, title: str, mark: str) -> str:
    lines = ["BEGIN:VEVENT", f"DTSTART:{_moment(due)}", f"SUMMARY:{_text(title)}", "END:VEVENT"]
    return "\n".join([mark, *lines] if mark else lines)


def octet_lines(line: str) -> str:
    """Fold a line at the bytes a calendar allows, never within a character."""
    parts, size = [""], 0
    for character in line:
        wide = len(character.encode())
        if size + wide > LONGEST_LINE:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += wide
    return "\r\n".join(parts)


def _text(words: str) -> str:
    return clean(words).translate(_ESCAPED)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
