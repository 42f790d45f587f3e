"""What the post's time rested on last, kept beside the journal for the next start."""

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from cqcmd.errors import Refusal
from cqcmd.local_store.json_document import opened, read_document
from cqcmd.time_base import TimeBase

TABLE = "time"


class KeptTime(Struct, frozen=True):
    """A base, and the entry of the journal by which the time was told then; empty: by none."""

    base: TimeBase
    entry: str = ""


class TimeFile:
    """The document of one base, written over by every terminal of the station."""

    def __init__(self, path: Path) -> None:
        """Nothing is read or written yet."""
        self._path = path

    def read(self) -> KeptTime | None:
        """Return what was kept last; ``None``: nothing that can be read."""
        with suppress(Refusal, msgspec.ValidationError):
            if self._path.exists():
                tables, _digest = read_document(self._path)
                found = msgspec.convert(tables.get(TABLE, []), list[KeptTime])
                return next((kept for kept in found if kept.base.sane), None)
        return None

    def write(self, kept: KeptTime) -> None:
        """Keep this one in its place. Raises Refusal."""
        with opened(self._path) as file:
            file.storage.write({TABLE: {"1": msgspec.to_builtins(kept)}})
