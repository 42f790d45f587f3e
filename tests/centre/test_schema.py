"""The tables of the centre keep what is there, and are brought up to date by whoever may."""

import psycopg
import pytest

from cqcmd.centre import schema
from cqcmd.centre.faults import CentreAway
from cqcmd.centre.link import connect
from cqcmd.centre.statements import ADD

ROW = ("id-1", None, "a1", 1, "note", "{}", "李敏", "t", "t", "0-a1", "p", "h")
NUMBERED = "INSERT INTO cqcmd.about VALUES ('schema', %s)"


def test_an_empty_database_becomes_a_centre(address: str) -> None:
    with connect(address) as link:
        assert schema.version(link) == len(schema.MIGRATIONS)
    connect(address).close()


@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE cqcmd.entry SET data = '{\"x\":1}'",
        "DELETE FROM cqcmd.entry",
        "TRUNCATE cqcmd.entry",
    ],
)
def test_what_is_there_is_never_changed_and_never_deleted(address: str, sentence: str) -> None:
    with connect(address) as link:
        link.execute(ADD, ROW)
        for way in ("origin", "replica"):  # a replica's session passes ordinary triggers over
            link.execute("SELECT set_config('session_replication_role', %s, false)", (way,))
            with pytest.raises(psycopg.errors.RestrictViolation):
                link.execute(sentence)
        assert link.execute("SELECT data FROM cqcmd.entry").fetchall() == [("{}",)]


def test_two_entries_of_one_number_are_refused(address: str) -> None:
    with connect(address) as link:
        link.execute(ADD, ROW)
        with pytest.raises(psycopg.errors.UniqueViolation):
            link.execute(ADD, ("id-2", *ROW[1:]))


def test_a_newer_centre_is_left_as_it_is(address: str) -> None:
    with connect(address) as link:
        link.execute("UPDATE cqcmd.about SET value = '99' WHERE name = 'schema'")
    with pytest.raises(CentreAway, match="更新的版本（99，本程序识得 1），请升级"):
        connect(address)


def test_an_older_centre_is_brought_up_to_date(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(address).close()
    steps = (*schema.MIGRATIONS, "ALTER TABLE cqcmd.about ADD COLUMN more text")
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    with connect(address) as link:
        assert link.execute("SELECT more FROM cqcmd.about WHERE name = 'schema'").fetchall()
        assert schema.version(link) == 2


def test_who_may_not_bring_it_up_to_date_is_told_who_can(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect(address) as link:
        link.execute("GRANT USAGE ON SCHEMA cqcmd TO PUBLIC")
        link.execute("GRANT SELECT ON cqcmd.about TO PUBLIC")
        name = f"host{link.info.dbname}"
        link.execute(f"CREATE ROLE {name} LOGIN PASSWORD '很难猜的口令'")
    host = address.replace("centre@", f"{name}@")
    connect(host).close()
    monkeypatch.setattr(
        schema, "MIGRATIONS", (*schema.MIGRATIONS, "ALTER TABLE cqcmd.about ADD COLUMN more text")
    )
    with pytest.raises(CentreAway, match="先由管理员建好、升级"):
        connect(host)


def test_two_hosts_that_come_at_once_make_one_centre(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as slow, slow.transaction():
        slow.execute("SELECT pg_advisory_xact_lock(%s)", (schema.LOCK,))
        slow.execute(schema.MIGRATIONS[0])
        slow.execute(NUMBERED, (len(schema.MIGRATIONS),))
        with psycopg.connect(address, autocommit=True) as other:
            assert schema.version(other) == 0
    connect(address).close()
