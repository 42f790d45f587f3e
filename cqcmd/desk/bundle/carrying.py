"""What writing a bundle and taking one in both need: the record, and what lies beside it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cqcmd.desk.bundle.plans import BundlePlans
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.incident.events import Attached, Event, Undecodable, decode
from cqcmd.journal.attachments.folder import AttachmentFolder
from cqcmd.journal.chain import FIELDS, Row

_KIND, _DATA = FIELDS.index("kind"), FIELDS.index("data")


class Carrying:
    """One record, the attachments and the plans that its entries name."""

    def __init__(self, open_record: OpenRecord, data: Path, mark: str) -> None:
        self._open_record, self._mark = open_record, mark
        self._folder, self._plans = AttachmentFolder(data), BundlePlans(data)

    def _met(self, bundle: str) -> frozenset[str]:
        """Return the entries by which this station took a bundle in, by its id."""
        met = self._open_record.ledger.meetings.receipts(bundle)
        own = self._open_record.journal.station
        return frozenset(one.entry for one in met if one.station == own)


def told_in(rows: Iterable[Row], *kinds: str) -> Iterator[Event]:
    """Yield what entries of these kinds say; of one that cannot be read nothing."""
    for row in rows:
        if row[_KIND] in kinds:
            with suppress(Undecodable):
                yield decode(str(row[_KIND]), str(row[_DATA]))


def attached_in(rows: Iterable[Row]) -> Iterator[Attached]:
    """Yield what entries say of attached files."""
    found = told_in(rows, Attached.kind)
    return (event for event in found if isinstance(event, Attached))
