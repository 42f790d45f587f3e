"""A server to log in to, for each test its own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.centre.conftest import address as address
from tests.centre.conftest import run_server as run_server
from tests.support.must import cannot_try

if sys.platform != "win32":
    from tests.ssh.sshd import NoSshd, Sshd, running

    @pytest.fixture
    def sshd(tmp_path: Path) -> Iterator[Sshd]:
        folder = tmp_path / "sshd"
        folder.mkdir()
        try:
            with running(folder) as server:
                yield server
        except NoSshd as lacking:
            cannot_try(f"本机起不来 sshd，没有试真的登录：{lacking}")
