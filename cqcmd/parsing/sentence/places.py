"""The place, where a line says that it is one: 地点：鸳鸯街道金开大道88号."""

import re

from cqcmd.parsing.words.scanned_line import Found

_LABELLED = re.compile(r"(?:地点|地址|位置)(?:在|是|为)?[: ][ ]?(?P<place>[^,;.()]{3,40})")


def place_found(half: str, text: str) -> Found | None:
    """Return the place behind its label; other words of place stay in the summary."""
    found = _LABELLED.search(half)
    if found is None:
        return None
    start, end = found.span("place")
    return Found("place", text[start:end].strip(), start, end)
