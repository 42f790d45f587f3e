"""The SQL of the journal, as text: written out, so that no start waits for what would write it.

Each statement over the declared columns is derived anew from `journal/tables.py` by a test.
"""

from cqcmd.journal.chain import FIELDS


def _listed(*names: str) -> str:
    # No other is quoted: of a column that is not there SQLite would take a quoted name for text.
    return ", ".join(f'"{name}"' if name == "order" else name for name in names)


def _added(*names: str) -> str:
    return f"INSERT INTO entry ({_listed(*names)}) VALUES ({', '.join('?' * len(names))})"


_FIELDS = _listed(*FIELDS)
ADD = _added(*FIELDS)
ADD_AS_ARRIVED = _added("arrival", *FIELDS)
SINCE = f"SELECT {_FIELDS}, arrival FROM entry WHERE arrival > ? ORDER BY arrival"
BY_CHAIN = f"SELECT {_FIELDS} FROM entry ORDER BY station, seq"
ROWS_OF = f"SELECT {_FIELDS} FROM entry WHERE incident = ? ORDER BY station, seq"
_RAW = ", ".join(
    f"""CASE typeof("{name}") WHEN 'text' THEN CAST("{name}" AS BLOB) ELSE "{name}" END"""
    for name in FIELDS
)
RAW_SINCE = f"SELECT {_RAW}, arrival FROM entry NOT INDEXED WHERE arrival > ? ORDER BY arrival"
"""The same rows whatever stands in them: text as bytes, which need not be UTF-8."""
PLACES = """SELECT arrival, CASE typeof(incident) WHEN 'text' THEN CAST(incident AS BLOB)
ELSE incident END FROM entry NOT INDEXED WHERE arrival <= ? ORDER BY arrival"""
"""Where in the file the entries of each incident stand, whatever bytes name it."""
_AT_PLACES = "FROM entry WHERE arrival IN (SELECT value FROM json_each(?)) ORDER BY arrival"
AT_PLACES = f"SELECT {_FIELDS}, arrival {_AT_PLACES}"
RAW_AT_PLACES = f"SELECT {_RAW}, arrival {_AT_PLACES}"
OF_INCIDENT = "SELECT arrival FROM entry WHERE incident = ? AND arrival <= ? ORDER BY arrival"
HASH_AT = "SELECT hash FROM entry WHERE arrival = ?"
LAST_ABOUT = """SELECT incident FROM entry WHERE arrival = (SELECT max(arrival) FROM entry)
OR "order" = (SELECT max("order") FROM entry)
OR station = ? AND seq = (SELECT max(seq) FROM entry WHERE station = ?)"""
"""Whom the last entry is about: the last to arrive, the last in order, the last of a station."""
UP_TO = """SELECT (SELECT count(*) FROM entry)
- (SELECT count(*) FROM entry WHERE arrival > ?)"""
"""All but those behind it: all are counted in an index, a twentieth of the pages of the table."""
RAW_BY_CHAIN = f"SELECT {_RAW} FROM entry NOT INDEXED ORDER BY station, seq, arrival"

LINKS = "SELECT seq, prev, hash FROM entry WHERE station = ? AND seq BETWEEN ? AND ?"
LAST_HEAD = "SELECT seq, hash FROM entry WHERE station = ? ORDER BY seq DESC"
HELD = """SELECT station, count(arrival), max(seq), max(recorded_at) FROM entry
GROUP BY station ORDER BY station"""
"""What there is of each station."""
HASH_OF = "SELECT hash FROM entry WHERE station = ? AND seq = ?"
LAST_SEQ = "SELECT max(seq) FROM entry WHERE station = ?"
STATIONS = "SELECT station FROM entry GROUP BY station ORDER BY count(*) DESC"
"""The stations whose entries stand there, whoever wrote most first."""

LAST_ARRIVAL = "SELECT max(arrival) FROM entry"
NUMBERS = "SELECT seq, hash FROM entry WHERE station = ? AND typeof(seq) = 'integer'"
STANDING = """SELECT station, count(seq), max(seq), sum(seq), hash FROM entry
WHERE typeof(seq) = 'integer' AND typeof(station) = 'text' GROUP BY station"""
"""How much there is of each station, and the hash of the entry of the greatest number."""
BY_NUMBER = f"SELECT {_RAW} FROM entry WHERE station = ? AND seq = ?"

WRITTEN = "SELECT seq FROM entry WHERE kind = ? AND data = ?"
EXTENT = "SELECT count(arrival), max(recorded_at) FROM entry"
STATION = "SELECT value FROM about WHERE name = ?"
NAME_STATION = "INSERT INTO about (name, value) VALUES (?, ?)"
