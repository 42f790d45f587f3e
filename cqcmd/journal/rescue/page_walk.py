"""The pages of a database file read one by one, as they lie: no index is asked, none believed.

The format is SQLite's own (https://www.sqlite.org/fileformat2.html). A page that makes no sense is
passed over; whatever is read here has to prove itself.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

HEADER = 100
"""Bytes at the beginning of the file that belong to no row."""

LEAF, INDEX_LEAF, INDEX_NODE = 0x0D, 0x0A, 0x02
"""What the first byte of a page says it holds: rows; keys of an index."""

SIZES = {512 << step for step in range(8)}
"""How large a page may be."""

USUAL = 4096
"""The size of a page where the header cannot be believed."""

Value = int | float | bytes | None
"""A field of a record; a text is left as its bytes, for it may be damaged."""


class Record(Struct, frozen=True):
    """A row or a key as it lies on a page.

    Attributes:
        row: the number of the row; 0 of a key.
        width: how many fields it has.
        values: those that can be read, from the first.
        whole: whether all of them can be.
    """

    row: int
    width: int
    values: tuple[Value, ...]
    whole: bool


class Pages:
    """The pages of one file, with those that its log holds anew."""

    def __init__(self, file: bytes, log: Mapping[int, bytes]) -> None:
        """``log``: pages by number, as the log has them."""
        first = log.get(1, file[:USUAL])
        self.size = page_size(first)
        # Bytes at the end of each page may be kept for extensions; the header says how many.
        kept = first[20] if len(first) > 20 and first[20] < 64 else 0
        self.usable = self.size - kept
        self._file, self._log = file, log

    def __len__(self) -> int:
        return max(len(self._file) // self.size, max(self._log, default=0))

    def __getitem__(self, number: int) -> bytes:
        """Return the page of a number, from 1; empty where there is none."""
        start = (number - 1) * self.size
        return self._log.get(number) or self._file[start : start + self.size]

    def rows(self) -> Iterator[Record]:
        """Yield what lies on pages of rows, in the order of the pages."""
        for number in range(1, len(self) + 1):
            yield from self._cells(number, {LEAF})

    def index_keys(self) -> Iterator[Record]:
        """Yield the keys of all indexes."""
        for number in range(1, len(self) + 1):
            yield from self._cells(number, {INDEX_LEAF, INDEX_NODE})

    def _cells(self, number: int, kinds: set[int]) -> Iterator[Record]:
        page, start = self[number], HEADER if number == 1 else 0
        if len(page) < self.size or page[start] not in kinds:
            return
        kind = page[start]
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        pointers = start + (12 if kind == INDEX_NODE else 8)
        for place in range(pointers, min(pointers + 2 * count, self.size - 1), 2):
            at = int.from_bytes(page[place : place + 2], "big")
            record = self._cell(page, at + (4 if kind == INDEX_NODE else 0), kind)
            if record is not None:
                yield record

    def _cell(self, page: bytes, at: int, kind: int) -> Record | None:
        try:
            length, at = varint(page, at)
            row, at = varint(page, at) if kind == LEAF else (0, at)
            return record_of(row, self._payload(page, at, length, kind), length)
        except IndexError:
            return None

    def _payload(self, page: bytes, at: int, length: int, kind: int) -> bytes:
        """Return the bytes of a cell, those on other pages too as far as these are there."""
        here = self._local(length, kind)
        payload = page[at : at + here]
        if here == length:
            return payload
        following = int.from_bytes(page[at + here : at + here + 4], "big")
        seen = set()
        while len(payload) < length and following and following not in seen:
            seen.add(following)
            more = self[following]
            payload += more[4 : self.usable]
            following = int.from_bytes(more[:4], "big")
        return payload[:length]

    def _local(self, length: int, kind: int) -> int:
        """How many bytes of a cell lie on the page itself."""
        most = self.usable - 35 if kind == LEAF else (self.usable - 12) * 64 // 255 - 23
        if length <= most:
            return length
        least = (self.usable - 12) * 32 // 255 - 23
        fitting = least + (length - least) % (self.usable - 4)
        return fitting if fitting <= most else least


def page_size(first: bytes) -> int:
    """Return the size of a page by the header of the file, the usual one where it is none."""
    size = int.from_bytes(first[16:18], "big")
    size = 65_536 if size == 1 else size
    return size if size in SIZES else USUAL


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of one to nine bytes; it, and where the next thing begins."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9


def record_of(row: int, payload: bytes, length: int) -> Record:
    """Read the fields of a record, as many as there are."""
    end, at = varint(payload, 0)
    kinds = []
    while at < min(end, len(payload)):
        kind, at = varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    at = end
    for kind in kinds:
        size = _size(kind)
        if at + size > len(payload):
            break
        values.append(_value(kind, payload[at : at + size]))
        at += size
    whole = len(values) == len(kinds) and at == len(payload) == length
    return Record(row, len(kinds), tuple(values), whole)


def _size(kind: int) -> int:
    return (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[kind] if kind < 12 else (kind - 12) // 2


def _value(kind: int, data: bytes) -> Value:
    if kind >= 12:
        return data
    if kind in (8, 9):
        return kind - 8
    return int.from_bytes(data, "big", signed=True) if 0 < kind < 7 else None


def logged_pages(log: bytes) -> dict[int, bytes]:
    """Return the pages that a write-ahead log holds, as its last whole act left them."""
    size = int.from_bytes(log[8:12], "big")
    if size not in SIZES:
        return {}
    pages: dict[int, bytes] = {}
    act: dict[int, bytes] = {}
    for at in range(32, len(log) - 24 - size + 1, 24 + size):
        # Frames of an earlier round lie behind those of this one, and bear other marks.
        if log[at + 8 : at + 16] != log[16:24]:
            break
        act[int.from_bytes(log[at : at + 4], "big")] = log[at + 24 : at + 24 + size]
        if log[at + 4 : at + 8] != bytes(4):  # the size of the file: the act ends here
            pages |= act
            act = {}
    return pages
