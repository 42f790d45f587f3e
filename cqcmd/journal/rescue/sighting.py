"""A copy looked at before anybody chooses it: how much there is in it, and until when."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from cqcmd.journal.engine import connect_to_read
from cqcmd.journal.faults import UNREADABLE, as_refusal, broken
from cqcmd.journal.schema import recognise
from cqcmd.journal.statements import EXTENT


class Extent(Struct, frozen=True):
    """How many entries there are, and when the last was written down."""

    entries: int
    last: datetime | None


def extent(path: Path) -> Extent:
    """Count the entries of a copy that nobody writes; no link of its chain is followed.

    Raises Refusal: it is no journal, a drill's, a newer one, or cannot be read.
    """
    with as_refusal(path, UNREADABLE), closing(connect_to_read(path, alone=True)) as link:
        if recognise(link, path) == 0:
            raise broken(path)
        [(entries, last)] = link.execute(EXTENT)
        try:
            return Extent(entries, datetime.fromisoformat(last) if last else None)
        except (TypeError, ValueError) as error:
            raise broken(path) from error
