"""The draft of one form: written by one thread at a time, never again once it was discarded."""

from collections.abc import Iterator, Mapping
from threading import Lock

from cqcmd.clock import parse_iso
from cqcmd.desk.desk import Desk
from cqcmd.desk.intake.forms import OPENED_AT
from cqcmd.errors import BadInput

CALL_NAMES = ("unit", "place", "summary")
"""What a call is told by."""

DELAY = 0.7
"""Seconds from a key to its draft: with the writing itself less than one."""


class FormDraft:
    """Keeps what a form holds. ``fields`` is set by the screen, ``remember`` may run in a
    thread."""

    def __init__(self, desk: Desk, name: str, *, on_disk: bool = False) -> None:
        """``on_disk``: there is a draft of that name already."""
        self.name = name
        self.fields: Mapping[str, str] = {}
        self._desk = desk
        self._written: Mapping[str, str] = {}
        self._on_disk = on_disk
        self._ended = False
        # A timer's thread and the end of the form may both be at the file.
        self._turn = Lock()

    def remember(self) -> None:
        """Write the fields if they changed; forget them if nothing is left. Raises Unwritable."""
        with self._turn:
            fields = self.fields
            # A thread that was still waiting must not bring a discarded draft back.
            if self._ended or fields == self._written:
                return
            if fields:
                self._desk.drafts.keep(self.name, fields)
            elif self._on_disk:
                self._desk.drafts.discard(self.name)
            self._written, self._on_disk = fields, bool(fields)

    def discard(self) -> None:
        """Delete the draft of a saved or unwanted form, and write none again. Raises Unwritable."""
        with self._turn:
            self._ended = True
            if self._on_disk:
                self._desk.drafts.discard(self.name)
                self._on_disk = False


def parked_calls(desk: Desk, ident: str) -> Iterator[str]:
    """Yield in words the calls that wait and may be about an incident."""
    for fields in desk.waiting.forms():
        try:
            opened_at = parse_iso(fields.get(OPENED_AT, ""))
        except BadInput:
            opened_at = desk.clock.now()
        if desk.intake.may_belong(ident, fields, opened_at):
            yield " ".join(text for name in CALL_NAMES if (text := fields.get(name, "").strip()))
