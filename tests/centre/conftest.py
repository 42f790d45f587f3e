"""A database of its own for each test, in the one server of the run."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from filelock import FileLock

from tests.centre.hosts import Host, Makes
from tests.support.must import cannot_try
from tests.support.postgres import NoServer, Server, fresh_database, own, shared


def _without(lacking: NoServer) -> NoReturn:
    cannot_try(f"本机起不来 PostgreSQL，中心没有试：{lacking}")


@pytest.fixture(scope="session")
def run_server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The server that all workers of this run share."""
    # Below the folder for temporary files itself: the user of the server may not enter pytest's.
    mark = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid()}")
    place = Path(tempfile.gettempdir()) / f"cqcmd-pg-{mark}"
    with FileLock(f"{place}.lock"):
        place.mkdir(mode=0o755, exist_ok=True)
        try:
            return shared(place / "server")
        except NoServer as lacking:
            _without(lacking)


@pytest.fixture
def address(run_server: Server) -> str:
    """Where a centre nobody has used yet is."""
    return run_server.url(fresh_database(run_server))


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that the test may stop, start and freeze."""
    try:
        with own() as mine:
            yield mine
    except NoServer as lacking:
        _without(lacking)


@pytest.fixture
def host(tmp_path: Path, address: str) -> Iterator[Makes]:
    """Makes a host of this name, or opens it once more; it has not joined the centre yet."""
    made: list[Host] = []

    def make(name: str) -> Host:
        made.append(Host(tmp_path / name, address))
        return made[-1]

    yield make
    for one in made:
        one.close()
