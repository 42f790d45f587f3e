"""How far a call has got, as its draft keeps it: the call goes on where it was left."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

import msgspec
from msgspec import Struct

from cqcmd.clock import parse_iso
from cqcmd.desk.intake.forms import BEGUN, LEFT_OUT, READ, READ_AT
from cqcmd.errors import BadInput


class CallSoFar(Struct, frozen=True):
    """When it began, when the script was read to its end, and what of it was read.

    Attributes:
        read: the words in which each element was read.
        left_out: elements that were said not to be read.
    """

    begun: datetime
    read_at: datetime | None
    read: dict[str, str]
    left_out: tuple[str, ...]

    def written(self) -> dict[str, str]:
        """Return it as fields of a draft."""
        return {
            BEGUN: self.begun.isoformat(),
            READ_AT: self.read_at.isoformat() if self.read_at else "",
            READ: msgspec.json.encode(self.read).decode(),
            LEFT_OUT: " ".join(self.left_out),
        }


def so_far(fields: Mapping[str, str], now: datetime) -> CallSoFar:
    """Return how far the call of a draft has got; one without these fields begins now."""
    return CallSoFar(
        _moment(fields.get(BEGUN, "")) or now,
        _moment(fields.get(READ_AT, "")),
        _words(fields.get(READ, "")),
        tuple(fields.get(LEFT_OUT, "").split()),
    )


def _words(text: str) -> dict[str, str]:
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(text, type=dict[str, str])
    return {}


def _moment(text: str) -> datetime | None:
    with suppress(BadInput):
        return parse_iso(text)
    return None
