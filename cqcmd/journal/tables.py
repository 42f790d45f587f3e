"""The journal's tables, declared once; the numbered migrations must arrive at exactly these."""

from datetime import UTC, datetime

from sqlalchemy import ClauseElement, Column, Dialect, MetaData, Text, func, insert, select
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel, UniqueConstraint

from cqcmd.journal.chain import FIELDS

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def utc_text(moment: datetime) -> str:
    """``moment`` as text that sorts by time: UTC, microseconds, ``Z``. Refuses a naive one."""
    if moment.utcoffset() is None:
        raise ValueError("a time without an offset cannot be written down")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


class UtcText(TypeDecorator[datetime]):
    """An aware moment, stored as :func:`utc_text`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the moment as the text that goes to disk."""
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the text of the disk as an aware moment."""
        return None if value is None else datetime.fromisoformat(value)


class Table(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """The base of both tables: a registry of our own, constraints named from the first revision."""


class EntryRow(Table, table=True):
    """One entry. ``arrival`` is the order of arrival in this file; the rest is ``Entry``."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("id"), UniqueConstraint("station", "seq"))

    arrival: int | None = Field(default=None, primary_key=True)
    id: str = Field(sa_type=Text)
    incident: str | None = Field(sa_type=Text)
    station: str = Field(sa_type=Text)
    seq: int
    kind: str = Field(sa_type=Text)
    data: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)
    occurred_at: datetime = Field(sa_column=Column(UtcText, nullable=False))
    recorded_at: datetime = Field(sa_column=Column(UtcText, nullable=False))
    order: str = Field(sa_type=Text)
    prev: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text)


class AboutRow(Table, table=True):
    """What this file is: ``station`` names the installation that writes here."""

    __tablename__ = "about"

    name: str = Field(sa_type=Text, primary_key=True)
    value: str = Field(sa_type=Text)


ENTRY = Table.metadata.tables[EntryRow.__tablename__]
ABOUT = Table.metadata.tables[AboutRow.__tablename__]

_DIALECT = SQLiteDialect_pysqlite(paramstyle="qmark")
_COLUMNS = [ENTRY.c[name] for name in FIELDS]


def text_of(statement: ClauseElement) -> str:
    """Return the SQL, with ``?`` for each parameter in the order of the columns."""
    return str(statement.compile(dialect=_DIALECT))


ADD = text_of(insert(ENTRY).values(dict.fromkeys(FIELDS)))
ADD_AS_ARRIVED = text_of(insert(ENTRY).values(dict.fromkeys(("arrival", *FIELDS))))
SINCE = text_of(
    # The 0 stands for a parameter: `text_of` writes a `?` for it.
    select(*_COLUMNS, ENTRY.c.arrival).where(ENTRY.c.arrival > 0).order_by(ENTRY.c.arrival)
)
BY_CHAIN = text_of(select(*_COLUMNS).order_by(ENTRY.c.station, ENTRY.c.seq))
_RAW = ", ".join(
    f"""CASE typeof("{name}") WHEN 'text' THEN CAST("{name}" AS BLOB) ELSE "{name}" END"""
    for name in FIELDS
)
RAW_SINCE = f"SELECT {_RAW}, arrival FROM entry NOT INDEXED WHERE arrival > ? ORDER BY arrival"
"""The same rows whatever stands in them: text as bytes, which need not be UTF-8."""
PLACES = """SELECT arrival, CASE typeof(incident) WHEN 'text' THEN CAST(incident AS BLOB)
ELSE incident END FROM entry NOT INDEXED ORDER BY arrival"""
"""Where in the file the entries of each incident stand, whatever bytes name it."""
_AT_PLACES = "FROM entry WHERE arrival IN (SELECT value FROM json_each(?)) ORDER BY arrival"
AT_PLACES = f"""SELECT {", ".join(f'"{name}"' for name in FIELDS)}, arrival {_AT_PLACES}"""
RAW_AT_PLACES = f"SELECT {_RAW}, arrival {_AT_PLACES}"
RAW_BY_CHAIN = f"SELECT {_RAW} FROM entry NOT INDEXED ORDER BY station, seq, arrival"

LAST_HEAD = text_of(
    select(ENTRY.c.seq, ENTRY.c.hash).where(ENTRY.c.station == "").order_by(ENTRY.c.seq.desc())
)
LAST_SEQ = text_of(select(func.max(ENTRY.c.seq)).where(ENTRY.c.station == ""))
STATIONS = text_of(select(ENTRY.c.station).group_by(ENTRY.c.station).order_by(func.count().desc()))
"""The stations whose entries stand there, whoever wrote most first."""

WRITTEN = text_of(select(ENTRY.c.seq).where(ENTRY.c.kind == "", ENTRY.c.data == ""))
EXTENT = text_of(select(func.count(ENTRY.c.arrival), func.max(ENTRY.c.recorded_at)))
STATION = text_of(select(ABOUT.c.value).where(ABOUT.c.name == ""))
NAME_STATION = text_of(insert(ABOUT).values(name="", value=""))
