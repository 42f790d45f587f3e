"""The statements of the journal, built on its tables and turned into SQL text once."""

from sqlalchemy import ClauseElement, insert, select
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from cqcmd.journal.chain import FIELDS
from cqcmd.journal.tables import AboutRow, EntryRow, Table

ENTRY = Table.metadata.tables[EntryRow.__tablename__]
ABOUT = Table.metadata.tables[AboutRow.__tablename__]

_DIALECT = SQLiteDialect_pysqlite(paramstyle="qmark")
_COLUMNS = [ENTRY.c[name] for name in FIELDS]


def text_of(statement: ClauseElement) -> str:
    """The SQL, with ``?`` for each parameter in the order of the columns."""
    return str(statement.compile(dialect=_DIALECT))


ADD = text_of(insert(ENTRY).values(dict.fromkeys(FIELDS)))
SINCE = text_of(
    select(ENTRY.c.arrival, *_COLUMNS).where(ENTRY.c.arrival > 0).order_by(ENTRY.c.arrival)
)
BY_CHAIN = text_of(select(*_COLUMNS).order_by(ENTRY.c.station, ENTRY.c.seq))
STATION = select(ABOUT.c.value).where(ABOUT.c.name == "station")
