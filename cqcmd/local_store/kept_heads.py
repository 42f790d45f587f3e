"""The last head of the journal that this installation has seen, kept outside the journal."""

from pathlib import Path
from typing import Any

from cqcmd.errors import Refusal
from cqcmd.local_store.json_document import opened, read_document

HEADS = "heads.json"
TABLE = "heads"


class KeptHeads:
    """A row a station: number and hash of its last entry, and when that was seen.

    Beside the journal and not in it: whoever cuts off the end of the journal, writes it anew or
    puts another in its place leaves this behind.
    """

    def __init__(self, data: Path) -> None:
        self._path = data / HEADS

    def all(self) -> tuple[dict[str, Any], ...]:
        """Return the rows; none where there is no document, or one that cannot be read."""
        if not self._path.exists():
            return ()
        try:
            rows = read_document(self._path)[0].get(TABLE, [])
        except Refusal:
            return ()
        return tuple(row for row in rows if _is_head(row))

    def keep(self, station: str, seq: int, head: str, at: str) -> None:
        """Keep the head of a station in place of all kept before. Raises Refusal."""
        row = {"station": station, "seq": seq, "hash": head, "at": at}
        if [row | {"at": ""}] == [kept | {"at": ""} for kept in self.all()]:
            return
        with opened(self._path) as file:
            table = file.table(TABLE)
            table.truncate()
            table.insert(row)


def _is_head(row: dict[str, Any]) -> bool:
    texts = (row.get("station"), row.get("hash"), row.get("at"))
    return isinstance(row.get("seq"), int) and all(isinstance(text, str) for text in texts)
