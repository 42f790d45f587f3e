"""What a draft of a call, taken or made, holds besides what somebody typed."""

from collections.abc import Mapping

KIND = "intake"
"""The form under whose name, with the id of the call, a draft of one is kept."""
ID, OPENED_AT, PENDING = "id", "opened_at", "pending"
FILLED, SETTLED = "filled", "settled"
BEGUN, READ_AT, READ, LEFT_OUT = "call_begun", "call_read_at", "call_read", "call_left_out"
"""How far a telephone report has got."""
OURS = (ID, OPENED_AT, PENDING, FILLED, SETTLED, BEGUN, READ_AT, READ, LEFT_OUT)
LINE = "line"
"""The field of the quick line."""


def typed_in(fields: Mapping[str, str]) -> dict[str, str]:
    """Of a draft, what somebody typed."""
    return {code: text for code, text in fields.items() if code not in OURS}
