"""Calls set aside in this session and not accepted yet."""

from collections.abc import Iterator

from cqcmd.clock import parse_iso
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.screens.common.form_draft import every_waiting

KIND = "intake"
"""The form of a call, under which it is set aside."""

NAMES = ("unit", "place", "summary")
"""What a call is told by."""


def parked_calls(desk: Desk, ident: str) -> Iterator[str]:
    """Yield in words the calls that may be about an incident."""
    for fields in every_waiting(desk, KIND):
        try:
            opened_at = parse_iso(fields.get("opened_at", ""))
        except BadInput:
            opened_at = desk.clock.now()
        if desk.intake.may_belong(ident, fields, opened_at):
            yield " ".join(text for name in NAMES if (text := fields.get(name, "").strip()))
