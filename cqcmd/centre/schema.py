"""The tables of the centre: the journal's one and plan files, with triggers that keep them."""

import psycopg
from psycopg import errors

from cqcmd.centre.faults import RIGHTS, CentreAway
from cqcmd.i18n import _

LOCK = 0x63716A6C
"""The number of the lock under which anything is written at the centre."""

NEWS = "cqcmd_entry"
"""The channel on which the centre tells that entries came."""

VERSION_1 = f"""
CREATE SCHEMA IF NOT EXISTS cqcmd;
CREATE TABLE cqcmd.about (
    name text NOT NULL CONSTRAINT pk_about PRIMARY KEY,
    value text NOT NULL
);
CREATE TABLE cqcmd.entry (
    arrival bigserial NOT NULL CONSTRAINT pk_entry PRIMARY KEY,
    id text NOT NULL CONSTRAINT uq_entry_id UNIQUE,
    incident text,
    station text NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL,
    data text NOT NULL,
    actor text NOT NULL,
    occurred_at text NOT NULL,
    recorded_at text NOT NULL,
    "order" text NOT NULL,
    prev text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT uq_entry_station_seq UNIQUE (station, seq)
);
CREATE TABLE cqcmd.plan_file (
    name text NOT NULL CONSTRAINT pk_plan_file PRIMARY KEY,
    content bytea NOT NULL
);
CREATE FUNCTION cqcmd.entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what is here is never changed or deleted' USING ERRCODE = '23001'; END $$;
CREATE FUNCTION cqcmd.entry_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock({LOCK}); RETURN NULL; END $$;
CREATE FUNCTION cqcmd.entry_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('{NEWS}', ''); RETURN NULL; END $$;
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON cqcmd.entry
    FOR EACH STATEMENT EXECUTE FUNCTION cqcmd.entry_stays();
CREATE TRIGGER entry_in_turn BEFORE INSERT ON cqcmd.entry
    FOR EACH STATEMENT EXECUTE FUNCTION cqcmd.entry_in_turn();
CREATE TRIGGER entry_told AFTER INSERT ON cqcmd.entry
    FOR EACH STATEMENT EXECUTE FUNCTION cqcmd.entry_told();
CREATE TRIGGER plan_file_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON cqcmd.plan_file
    FOR EACH STATEMENT EXECUTE FUNCTION cqcmd.entry_stays();
ALTER TABLE cqcmd.entry ENABLE ALWAYS TRIGGER entry_stays;
ALTER TABLE cqcmd.entry ENABLE ALWAYS TRIGGER entry_in_turn;
"""

MIGRATIONS: tuple[str, ...] = (VERSION_1,)
"""Step n leads from version n to n + 1; a step once shipped stays."""

_VERSION = "SELECT value FROM cqcmd.about WHERE name = 'schema'"
_KEEP = """INSERT INTO cqcmd.about (name, value) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET value = excluded.value"""
_IS_THERE = "SELECT to_regclass('cqcmd.about') IS NOT NULL"


def prepare(link: psycopg.Connection) -> None:
    """Bring the centre to the tables of today, under its lock; a newer one is left as it is.

    Raises CentreAway: it is newer, or this user may not change it.
    """
    if version(link) == len(MIGRATIONS):
        return
    try:
        with link.transaction():
            link.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            # Asked once more: another host may have taken the steps while this one waited.
            _take_steps(link, version(link))
    except errors.InsufficientPrivilege as error:
        words = _("中心的表要先由管理员建好、升级（见手册“一个中心”）") if version(link) else RIGHTS
        raise CentreAway(words) from error


def version(link: psycopg.Connection) -> int:
    """Return the version of the tables, 0 where there are none. Raises CentreAway: it is newer."""
    [(there,)] = link.execute(_IS_THERE).fetchall()
    rows = link.execute(_VERSION).fetchall() if there else []
    found = int(rows[0][0]) if rows else 0
    if found > len(MIGRATIONS):
        words = _("中心的表是更新的版本（{found}，本程序识得 {known}），请升级本程序")
        raise CentreAway(words.format(found=found, known=len(MIGRATIONS)))
    return found


def _take_steps(link: psycopg.Connection, before: int) -> None:
    for step in MIGRATIONS[before:]:
        link.execute(step)
    link.execute(_KEEP, ("schema", str(len(MIGRATIONS))))
