"""The register itself: rows taken in all at once, and found as one types."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection, Engine, func, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from cqcmd.i18n import _
from cqcmd.parsing.spelling import Spelling
from cqcmd.registers.file import LOOKING, engine_of, told, writing
from cqcmd.registers.finding import AFTER_ALL, COUNTED, devices_that_fit, units_that_fit
from cqcmd.registers.found_by import said_words, sought, words_of
from cqcmd.registers.rows import FIELDS, IDENTIFIERS, OF_UNIT, DeviceRow
from cqcmd.registers.sorting import Kept, Sorter
from cqcmd.registers.tables import (
    COLUMNS,
    DEVICES,
    UNITS,
    Device,
    Spelled,
    Unit,
    device_of,
    unit_of,
)

Numbered = Iterable[tuple[int, DeviceRow]]


class Registered(Struct, frozen=True):
    """A device or a unit as it stands; ``devices``: how many the unit has."""

    ident: int
    row: DeviceRow
    devices: int = 0


class Found(Struct, frozen=True):
    """What was found, as much of it as was asked for, and how much there is up to a limit."""

    rows: tuple[Registered, ...]
    count: int


class Registers:
    """The register in a file; nothing is opened before somebody asks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._spelling = Spelling()

    @cached_property
    def _engine(self) -> Engine:
        return engine_of(self._path, LOOKING)

    # Taking in

    def sorted(self, rows: Numbered) -> Sorter:
        """Return what taking rows in would do. Raises Unread."""
        if not self._path.is_file():
            return _sorted((), rows)
        with told(self._path), self._engine.connect() as connection:
            return _sorted(_known(connection), rows)

    def take_in(self, rows: Numbered) -> Sorter:
        """Take rows in, all of them or none; what was taken in meanwhile is known by then.

        Raises:
            Unwritable: nothing was written.
        """
        with writing(self._path) as connection:
            sorter = _sorted(_known(connection), rows)
            self._write(connection, [one for one in sorter.told if one.is_new or one.is_changed])
        return sorter

    def _write(self, connection: Connection, kept: list[Kept]) -> None:
        units = self._write_units(connection, kept)
        devices = [one for one in kept if one.row.is_device]
        _write_devices(connection, devices, units)
        found_by = [(-ident, words_of(row)) for ident, row in units.values()]
        found_by += [(one.ident or 0, words_of(one.row)) for one in devices]
        connection.exec_driver_sql(
            "DELETE FROM sought WHERE rowid = ?", [(ident,) for ident, _words in found_by]
        )
        connection.exec_driver_sql("INSERT INTO sought (rowid, words) VALUES (?, ?)", found_by)

    def _write_units(
        self, connection: Connection, kept: list[Kept]
    ) -> dict[str, tuple[int, DeviceRow]]:
        """Write the units of rows; return each by its name."""
        known = {row.unit: (ident, row) for ident, row in _units(connection)}
        last = connection.scalar(select(func.max(UNITS.c.id))) or 0
        found: dict[str, tuple[int, DeviceRow]] = {}
        for one in kept:
            if name := one.row.unit:
                ident, before = found.get(name) or known.get(name) or (0, DeviceRow())
                if not ident:
                    ident = last = last + 1
                found[name] = ident, _unit_told(before, one)
        self._spelling.learn(found)
        rows = [
            {"id": ident} | {field: getattr(row, field) for field in OF_UNIT}
            for ident, row in found.values()
        ]
        _put(connection, Unit, rows)
        self._write_said(connection, {name: ident for name, (ident, _row) in found.items()})
        return found

    def _write_said(self, connection: Connection, units: Mapping[str, int]) -> None:
        """Write how units are said; those that were there already are said as before."""
        said = ((word, ident) for name, ident in units.items() for word in self._said(name))
        # As plain text: half a million rows, of which SQLAlchemy would take each in hand.
        add = str(upsert(Spelled).on_conflict_do_nothing().compile(dialect=connection.dialect))
        if rows := sorted(said):
            connection.exec_driver_sql(add, rows)

    def _said(self, name: str) -> set[str]:
        return said_words(name, self._spelling)

    # Finding

    def find(self, typed: str, most: int) -> Found:
        """Return what every word of a line fits, an identifier that is one of its words first.

        Raises:
            Unread: the file cannot be read.
        """
        if not self._path.is_file() or not any(character.isalnum() for character in typed or "x"):
            return Found((), 0)
        with told(self._path), Session(self._engine) as session:
            asked = sought(typed)
            connection = session.connection()
            ids = [one.id or 0 for one in _exactly(session, typed.split(), whole=False)]
            for fitting in (units_that_fit(asked), devices_that_fit(asked)):
                ids += connection.scalars(fitting.limit(COUNTED + 1))
            ids = list(dict.fromkeys(ids))
            return Found(tuple(_registered(session, ids[:most])), len(ids))

    def named(self, word: str, most: int) -> tuple[Registered, ...]:
        """Return the devices with that identifier, else the units that may be called so.

        Raises:
            Unread: the file cannot be read.
        """
        if not self._path.is_file() or not word.strip():
            return ()
        with told(self._path), Session(self._engine) as session:
            ids = [one.id or 0 for one in _exactly(session, [word], whole=True)]
            fitting = units_that_fit(sought(word)).limit(most)
            ids = ids or list(session.connection().scalars(fitting))
            return tuple(_registered(session, ids[:most]))

    def of_unit(self, ident: int, most: int) -> tuple[Registered, ...]:
        """Return the devices of a unit that was found. Raises Unread."""
        with told(self._path), Session(self._engine) as session:
            mine = select_rows(Device).where(Device.unit_id == -ident).limit(most)
            return tuple(Registered(one.id or 0, device_of(one)) for one in session.exec(mine))

    @property
    def count(self) -> tuple[int, int]:
        """How many devices there are, and how many units. Raises Unread."""
        if not self._path.is_file():
            return 0, 0
        with told(self._path), self._engine.connect() as connection:
            totals = (select(func.count()).select_from(each) for each in (DEVICES, UNITS))
            devices, units = (connection.scalar(total) or 0 for total in totals)
            return devices, units

    def preload(self) -> None:
        """Open the file once, so that the first question is answered within a key."""
        # Of each sort of question one: SQLAlchemy words each sort once, and the pages are read.
        for typed in ("x", _("登记"), _("x 登记")):
            self.find(typed, 1)


def _sorted(known: Numbered, rows: Numbered) -> Sorter:
    sorter = Sorter(known)
    for number, row in rows:
        sorter.take(number, row)
    return sorter


def _known(connection: Connection) -> Iterator[tuple[int, DeviceRow]]:
    for ident, *texts in connection.execute(select(DEVICES.c.id, *COLUMNS)):
        yield ident, DeviceRow(**dict(zip(FIELDS, texts, strict=True)))
    yield from _units(connection)


def _units(connection: Connection) -> Iterator[tuple[int, DeviceRow]]:
    columns = [UNITS.c[name] for name in OF_UNIT]
    for ident, *texts in connection.execute(select(UNITS.c.id, *columns)):
        yield ident, DeviceRow(**dict(zip(OF_UNIT, texts, strict=True)))


def _unit_told(before: DeviceRow, kept: Kept) -> DeviceRow:
    """Return a unit as a row tells of it: one of its devices only fills what is blank."""
    row = kept.row
    if row.is_device:
        pairs = ((name, getattr(before, name) or getattr(row, name)) for name in OF_UNIT)
    else:
        pairs = ((name, getattr(row, name) or getattr(before, name)) for name in OF_UNIT)
    return DeviceRow(**dict(pairs))


def _write_devices(
    connection: Connection, kept: list[Kept], units: Mapping[str, tuple[int, DeviceRow]]
) -> None:
    last = connection.scalar(select(func.max(DEVICES.c.id))) or 0
    for one in kept:
        if one.ident is None:
            one.ident = last = last + 1
    rows = [
        {"id": one.ident, "unit_id": units.get(one.row.unit, (None,))[0]}
        | {name: getattr(one.row, name) for name in FIELDS}
        for one in kept
    ]
    _put(connection, Device, rows)


def _put(connection: Connection, kind: type[Unit | Device], rows: list[dict[str, object]]) -> None:
    """Write rows; one that is there already under its id is replaced."""
    if not rows:
        return
    write = upsert(kind)
    said = {name: write.excluded[name] for name in rows[0] if name != "id"}
    connection.execute(write.on_conflict_do_update(index_elements=["id"], set_=said), rows)


def _exactly(session: Session, words: list[str], *, whole: bool) -> list[Device]:
    """Return what has one of the words as an identifier, then those that a lone word begins."""
    spelled = sorted({form for word in words for form in (word, word.upper(), word.lower())})
    fields = [col(getattr(Device, name)) for name in IDENTIFIERS]
    if whole or len(words) != 1:
        has = [field.in_(spelled) for field in fields]
    else:
        has = [field.between(form, form + AFTER_ALL) for field in fields for form in spelled]
    found = list(session.exec(select_rows(Device).where(or_(*has)).limit(COUNTED)))
    return sorted(
        found, key=lambda one: {*spelled}.isdisjoint(getattr(one, n) for n in IDENTIFIERS)
    )


def _registered(session: Session, idents: list[int]) -> Iterator[Registered]:
    """Yield what has these ids, in their order; a unit has one below zero."""
    chosen = [ident for ident in idents if ident > 0]
    devices = session.exec(select_rows(Device).where(col(Device.id).in_(chosen)))
    found = {one.id: Registered(one.id or 0, device_of(one)) for one in devices}
    ours = [-ident for ident in idents if ident < 0]
    counts: dict[int | None, int] = dict(
        session.connection()
        .execute(
            select(DEVICES.c.unit_id, func.count())
            .where(DEVICES.c.unit_id.in_(ours))
            .group_by(DEVICES.c.unit_id)
        )
        .all()
    )
    for unit in session.exec(select_rows(Unit).where(col(Unit.id).in_(ours))):
        ident = unit.id or 0
        found[-ident] = Registered(-ident, unit_of(unit), counts.get(ident, 0))
    yield from (found[ident] for ident in idents if ident in found)
