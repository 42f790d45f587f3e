"""Files as honest and dishonest senders make them."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

HEADED = [["姓名", "电话"], ["王强", "13800000000"]]


def workbook(
    *rows: Sequence[object], merged: Sequence[str] = (), **more: Sequence[Sequence[object]]
) -> bytes:
    """A workbook of these rows, some cells ``merged``; ``more`` are further sheets by name."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place in merged:
        book.active.merge_cells(place)
    for name, others in more.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The same workbook with parts put in, ``/`` in their names written ``__``."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        given = {name.replace("__", "/"): text for name, text in parts.items()}
        for name in old.namelist():
            if name not in given:
                new.writestr(name, old.read(name))
        for name, text in given.items():
            new.writestr(name, text)
    return packed.getvalue()


def part(data: bytes, name: str) -> bytes:
    """A part of a workbook."""
    with ZipFile(BytesIO(data)) as packed:
        return packed.read(name)
