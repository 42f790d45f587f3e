"""What is about to be handed to a centre, on the disk first: a crash between two commits heals.

An act is committed at the centre before it is committed here. Between the two its entries stand
in a file beside the journal; whoever next has the write lock finds those that are not in the
journal there, and brings the act to its end (docs/decisions/034).
"""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from cqcmd.journal.chain import FIELDS, Row
from cqcmd.journal.checked_copy import flush_folder
from cqcmd.journal.faults import as_refusal

PIECE = 1 << 14
"""The file grows by so many bytes: what stays as long as it was is forced to the disk sooner."""

_HEADER = 64
"""Bytes of the digest in front of what is told, which is JSON up to the zero byte behind it."""

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
_PREV, _SEQ = FIELDS.index("prev"), FIELDS.index("seq")
_decode = msgspec.json.Decoder(list[tuple[str | int | None, ...]]).decode


class Prepared:
    """The entries of the last act that was handed over; asked and written under the write lock."""

    def __init__(self, journal: Path) -> None:
        self._path = journal.with_name(journal.name + "-centre")

    def lost(self, head: tuple[int, str]) -> list[Row]:
        """Return the entries that follow on ``head``, the last one of the journal; mostly none."""
        rows = self._read()
        here = [(int(str(row[_SEQ])) - 1, row[_PREV]) for row in rows]
        return rows[here.index(head) :] if head in here else []

    def keep(self, rows: Sequence[Row]) -> None:
        """Put these entries on the disk in place of the last ones. Raises Unwritable."""
        told = msgspec.json.encode(rows)
        words = sha256(told).hexdigest().encode() + told + b"\0"
        with as_refusal(self._path):
            number = os.open(self._path, _FLAGS, 0o600)
            try:
                if not os.fstat(number).st_size:
                    # Before anything is in it: whoever finds something knows that its name stays.
                    flush_folder(self._path.parent)
                _write(number, words + bytes(-len(words) % PIECE))
            finally:
                os.close(number)

    def forget(self, but: Sequence[Row] = ()) -> None:
        """Have nothing prepared, ``but`` these: of an act given up the centre has nothing."""
        if self._read() != [*but]:
            self.keep(but)

    def _read(self) -> list[Row]:
        """Return what was prepared last; nothing where its writing was cut off."""
        with as_refusal(self._path):
            words = self._path.read_bytes() if self._path.exists() else b""
        told, _end, _rest = words[_HEADER:].partition(b"\0")
        if sha256(told).hexdigest().encode() != words[:_HEADER]:
            return []
        return list(_decode(told))


def _write(number: int, data: bytes) -> None:
    """Put it at the beginning, and force it to the disk."""
    # In place: a writing that was cut off shows by the digest in front.
    while data:
        data = data[os.write(number, data) :]
    os.fsync(number)
