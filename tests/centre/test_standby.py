"""A standby of PostgreSQL's own takes the centre's place, and the hosts find it by themselves."""

from pathlib import Path

import pytest

from tests.centre.hosts import Host, at_centre, until
from tests.support.postgres import Server, fresh_database


@pytest.mark.long
def test_a_standby_that_takes_over_is_found_and_nothing_is_lost(
    tmp_path: Path, server: Server
) -> None:
    name = fresh_database(server)
    standby = server.standby(server.folder.parent / "standby")
    try:
        both = f"postgresql://centre@127.0.0.1:{server.port},127.0.0.1:{standby.port}/{name}"
        address = f"{both}?passfile={server.passfile}"
        one, two = Host(tmp_path / "one", address), Host(tmp_path / "two", address)
        one.watch()
        two.watch()
        one.note("a1")
        two.note("b1")
        server.stop()
        one.note("a2")
        until(lambda: one.centre.away is not None and two.centre.away is not None)
        standby.promote()
        until(lambda: one.centre.away is None and two.centre.away is None, 40)
        two.note("b2")
        every = ["a1", "a2", "b1", "b2"]
        until(lambda: sorted(one.told()) == sorted(two.told()) == every)
        assert sorted(at_centre(address)) == every
        one.close()
        two.close()
    finally:
        standby.stop()
        server.start()
