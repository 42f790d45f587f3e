"""What a draft of a call, taken or made, holds besides what somebody typed."""

from collections.abc import Mapping

KIND = "intake"
"""The form under whose name, with the id of the call, a draft of one is kept."""
ID, OPENED_AT, PENDING = "id", "opened_at", "pending"
FILLED, SETTLED = "filled", "settled"
WARNING = "warning"
"""The id of the warning that the call is about, where it was begun from one."""
BEGUN, READ_AT, READ, LEFT_OUT = "call_begun", "call_read_at", "call_read", "call_left_out"
"""How far a telephone report has got."""
OURS = (ID, OPENED_AT, PENDING, FILLED, SETTLED, WARNING, BEGUN, READ_AT, READ, LEFT_OUT)
LINE = "line"
"""The field of the quick line."""


def typed_in(fields: Mapping[str, str]) -> dict[str, str]:
    """Of a draft, what stands in its fields."""
    return {code: text for code, text in fields.items() if code not in OURS}


def told_once(fields: Mapping[str, str]) -> dict[str, str]:
    """Of a draft, what somebody typed: of what the quick line filled in, the line alone."""
    line, filled = fields.get(LINE, ""), marks_of(fields.get(FILLED, ""))
    return {
        code: text
        for code, text in typed_in(fields).items()
        if code == LINE or not line or not (text in line or text == filled.get(code))
    }


def written(fields: Mapping[str, str]) -> int:
    """How many characters of a draft somebody typed."""
    return sum(map(len, told_once(fields).values()))


def marks_of(text: str) -> dict[str, str]:
    """Read what a draft notes of fields, a line a field: its code, a space, the words."""
    lines = (line.partition(" ") for line in text.splitlines() if line)
    return {code: words for code, _space, words in lines}
