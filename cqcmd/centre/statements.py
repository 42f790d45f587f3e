"""The SQL of the centre; its columns are the journal's."""

from cqcmd.centre.schema import LOCK, NEWS
from cqcmd.journal.chain import FIELDS

_FIELDS = ", ".join(f'"{name}"' for name in FIELDS)
TAKE_LOCK = f"SELECT pg_advisory_xact_lock({LOCK})"
SINCE = f"SELECT {_FIELDS}, arrival FROM cqcmd.entry WHERE arrival > %s ORDER BY arrival LIMIT %s"
LISTEN = f"LISTEN {NEWS}"
STANDING = """SELECT told.*, head.hash FROM (
    SELECT station, count(*), max(seq) AS last, sum(seq) FROM cqcmd.entry GROUP BY station
) AS told JOIN cqcmd.entry AS head ON head.station = told.station AND head.seq = told.last"""
"""Of each station how many entries are there, and the hash of its last."""
LAST = "SELECT coalesce(max(arrival), 0) FROM cqcmd.entry"
NUMBERS = "SELECT seq, hash FROM cqcmd.entry WHERE station = %s"
IS_THERE = "SELECT 1 FROM cqcmd.entry WHERE id = %s"
NUMBERED = f"SELECT {_FIELDS} FROM cqcmd.entry WHERE station = %s AND seq = ANY(%s) ORDER BY seq"
ADD = f"""INSERT INTO cqcmd.entry ({_FIELDS}) VALUES ({", ".join(["%s"] * len(FIELDS))})
ON CONFLICT (id) DO NOTHING"""
