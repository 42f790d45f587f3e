"""Deadlines as a calendar takes them (iCalendar, RFC 5545): as a file, and one by one as codes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from msgspec import Struct

from cqcmd.text import clean

LONGEST_LINE = 75
"""Bytes of a line; a longer one goes on behind a blank."""

BEFORE = 10
"""Minutes before it is due at which a telephone rings."""

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Appointment(Struct, frozen=True):
    """Something due: ``ident`` stays the same however often it is handed out."""

    ident: str
    due: datetime
    title: str
    words: str = ""


def calendar(appointments: Iterable[Appointment], made_at: datetime, mark: str = "") -> bytes:
    """Return a calendar file; ``mark`` stands before each title of what is not real (演练)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cqcmd//deadlines//ZH", "METHOD:PUBLISH"]
    for one in appointments:
        lines += _event(one, made_at, mark)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(one: Appointment, made_at: datetime, mark: str) -> Iterator[str]:
    title = _text(_marked(one.title, mark))
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
    """Return the text of a code that a telephone puts into its calendar: as short as it can be."""
    lines = ["BEGIN:VEVENT", f"DTSTART:{_moment(one.due)}"]
    return "\n".join([*lines, f"SUMMARY:{_text(_marked(one.title, mark))}", "END:VEVENT"])


def folded(line: str) -> str:
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


def _marked(title: str, mark: str) -> str:
    return f"〔{mark}〕{title}" if mark else title


def _text(words: str) -> str:
    return clean(words).translate(_ESCAPED)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
