"""What is filled in as files are attached, and sizes in words."""

from datetime import datetime

from msgspec import Struct

from cqcmd.i18n import _

KILO = 1024


class AttachForm(Struct, frozen=True, kw_only=True):
    """Files to be attached. ``paths`` is what was typed or dragged; one path or several.

    ``words`` say what they show, ``source`` whose they are, ``taken_at`` when they were made.
    """

    paths: str
    words: str = ""
    source: str = ""
    taken_at: datetime | None = None


def size_words(size: int) -> str:
    """Return ``2.3 MB``; of less than a kilobyte the bytes."""
    if size < KILO:
        return _("{n} 字节").format(n=size)
    value, unit = size / KILO, "KB"
    for larger in ("MB", "GB"):
        if value < KILO:
            break
        value, unit = value / KILO, larger
    return f"{value:.1f} {unit}"
