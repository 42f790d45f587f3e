"""The server that all tests of a run share leaves nothing behind."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.centre.hosts import until
from tests.support.postgres import Server

RUN = """
import sys
from pathlib import Path
from tests.support.postgres import fresh_database, shared
fresh_database(shared(Path(sys.argv[1]) / "server"))
"""
ROOT = Path(__file__).parents[2]


def test_what_it_wrote_is_swept_away_once_the_run_has_ended(run_server: Server) -> None:
    assert run_server.folder.exists(), "one that is used stays"
    place = Path(tempfile.mkdtemp(prefix="cqcmd-pg-"))
    place.chmod(0o755)
    ran = subprocess.run([sys.executable, "-c", RUN, str(place)], cwd=ROOT, capture_output=True)
    assert (ran.returncode, ran.stderr) == (0, b"")
    until(lambda: not place.exists())
