"""The numbered steps from an empty file to the tables of today; a step once shipped stays."""

VERSION_1 = (
    """
    CREATE TABLE about (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_about PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE entry (
        arrival INTEGER NOT NULL,
        id TEXT NOT NULL,
        incident TEXT,
        station TEXT NOT NULL,
        seq INTEGER NOT NULL,
        kind TEXT NOT NULL,
        data TEXT NOT NULL,
        actor TEXT NOT NULL,
        occurred_at TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        "order" TEXT NOT NULL,
        prev TEXT NOT NULL,
        hash TEXT NOT NULL,
        CONSTRAINT pk_entry PRIMARY KEY (arrival),
        CONSTRAINT uq_entry_id UNIQUE (id),
        CONSTRAINT uq_entry_station_seq UNIQUE (station, seq)
    )
    """,
    """
    CREATE TRIGGER entry_stays BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END
    """,
    """
    CREATE TRIGGER entry_unchanged BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END
    """,
    # INSERT OR REPLACE deletes without firing the trigger above, so it is stopped here.
    """
    CREATE TRIGGER entry_follows BEFORE INSERT ON entry
    WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM entry WHERE station = NEW.station), 0)
        OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR arrival = NEW.arrival)
    BEGIN SELECT RAISE(ABORT, 'an entry follows the last one of its station'); END
    """,
    """
    CREATE TRIGGER about_stays BEFORE DELETE ON about
    BEGIN SELECT RAISE(ABORT, 'what the journal is about stays'); END
    """,
    """
    CREATE TRIGGER about_unchanged BEFORE UPDATE ON about
    BEGIN SELECT RAISE(ABORT, 'what the journal is about stays'); END
    """,
    """
    CREATE TRIGGER about_once BEFORE INSERT ON about
    WHEN EXISTS (SELECT 1 FROM about WHERE name = NEW.name)
    BEGIN SELECT RAISE(ABORT, 'what the journal is about stays'); END
    """,
)

VERSION_2 = (
    "DROP TRIGGER entry_follows",
    # Of another station there may be a part of a chain, and its entries come in any order; where
    # the row that names this station is gone, every station counts as this one.
    """
    CREATE TRIGGER entry_follows BEFORE INSERT ON entry
    WHEN (NEW.seq <> 1 + coalesce((SELECT max(seq) FROM entry WHERE station = NEW.station), 0)
            AND NEW.station
                = coalesce((SELECT value FROM about WHERE name = 'station'), NEW.station))
        OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR arrival = NEW.arrival)
        OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'an entry follows the last one of its station'); END
    """,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (VERSION_1, VERSION_2)
"""Step n leads from version n to n + 1."""
