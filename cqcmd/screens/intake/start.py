"""What an intake form begins with: nothing, the form of a call that waits, or a found draft."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from msgspec import Struct

from cqcmd.clock import parse_iso
from cqcmd.desk.common.preferences import Draft
from cqcmd.desk.desk import Desk
from cqcmd.desk.intake.forms import (
    FILLED,
    ID,
    KIND,
    OPENED_AT,
    PENDING,
    SETTLED,
    WARNING,
    marks_of,
    typed_in,
    written,
)
from cqcmd.errors import BadInput
from cqcmd.screens.common.quick_fill import QuickFill

MOST_LETTERS = 64


class Start(Struct, frozen=True):
    """The call's id, the moment its form was opened, and what stood in it.

    Attributes:
        pending: fields that the quick line filled and nobody had looked at, with the question.
        filled: what the quick line had written into each field; ``None`` where nobody noted it.
        settled: fields that it filled and somebody had looked at, with the question.
        warning: the id of the warning that it was before, if it was one.
    """

    ident: str
    opened_at: datetime
    values: dict[str, str]
    pending: dict[str, str]
    filled: dict[str, str] | None
    settled: dict[str, str]
    recovered: Draft | None = None
    warning: str = ""

    @property
    def form(self) -> str:
        """The name of its draft."""
        return f"{KIND}:{self.ident}"

    @property
    def count(self) -> int:
        """How many characters somebody had typed."""
        return written({**self.values, FILLED: _written(self.filled or {})})

    def fields(self, values: Mapping[str, str], line: QuickFill) -> dict[str, str]:
        """Return what a draft of it holds; empty where nothing was typed."""
        if not values:
            return {}
        return {
            ID: self.ident,
            OPENED_AT: self.opened_at.isoformat(),
            PENDING: _written(line.pending),
            FILLED: _written(line.filled),
            SETTLED: _written(line.settled),
            **({WARNING: self.warning} if self.warning else {}),
            **values,
        }


def begin(desk: Desk, recovered: Draft | None, waiting: str = "") -> Start:
    """Where the form begins: a draft, the call ``waiting`` that was set aside, else blank.

    Only who names a call gets its form: the words of a new caller never go into an old one.
    """
    kept = recovered.fields if recovered else desk.waiting.parked(waiting)
    values = typed_in(kept)
    opened_at = recovered.saved_at if recovered else desk.clock.now()
    with suppress(BadInput):
        opened_at = parse_iso(kept.get(OPENED_AT, ""))
    ident = kept.get(ID, "")
    return Start(
        ident if 0 < len(ident) <= MOST_LETTERS else desk.intake.new_call(),
        opened_at,
        values,
        marks_of(kept.get(PENDING, "")),
        marks_of(kept[FILLED]) if FILLED in kept else None,
        marks_of(kept.get(SETTLED, "")),
        recovered,
        kept.get(WARNING, ""),
    )


def _written(words_of: Mapping[str, str]) -> str:
    """Write a line a field: its code, a space, the words."""
    return "\n".join(f"{code} {words}" for code, words in words_of.items())
