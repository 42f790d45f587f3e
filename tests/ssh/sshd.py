"""A real sshd on loopback that lets in whoever `cqcmd ssh-line` wrote a line for."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
ME = pwd.getpwuid(os.getuid())


class NoSshd(Exception):
    """No sshd can be had on this machine; the text says why."""


@dataclass(frozen=True)
class Sshd:
    """A server that runs: its port, its file of keys, and where keys are made."""

    port: int
    keys: Path
    folder: Path

    def admit(self, name: str, role: str, data: Path, *centre: str) -> Path:
        """Make a key of this person and let it in; the file of the key.

        ``centre``: what stands before the verb, of a host that has one.
        """
        key = keygen(self.folder / name)
        words = [*centre, "ssh-line", name, f"{key}.pub", "--role", role, "--data", str(data)]
        made = subprocess.run(
            [sys.executable, "-m", "cqcmd", *words], capture_output=True, check=True
        )
        with self.keys.open("ab") as file:
            file.write(made.stdout)
        return key

    def to_host(self, program: str, key: Path, *options: str) -> list[str]:
        """Return the beginning of a command of OpenSSH that goes to this server."""
        told = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"]
        told += ["IdentitiesOnly=yes", "BatchMode=yes", *options]
        named = [part for option in told for part in ("-o", option)]
        port = "-p" if program == "ssh" else "-P"
        return [program, "-F", "none", "-C", "-i", str(key), port, str(self.port), *named]

    @property
    def account(self) -> str:
        return f"{ME.pw_name}@127.0.0.1"

    def login(self, key: Path, *words: str) -> list[str]:
        """Return the command that logs in at a terminal, whatever else is asked for."""
        return [*self.to_host("ssh", key), "-tt", self.account, *words]

    def ask(self, key: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
        """Ask for something at no terminal."""
        return run([*self.to_host("ssh", key), self.account, *words])


def run(command: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)


def keygen(path: Path) -> Path:
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)]
    subprocess.run(make, check=True)
    return path


@contextmanager
def running(folder: Path) -> Iterator[Sshd]:
    """Run a server with the settings of the guide. Raises NoSshd."""
    if PROGRAM is None or not shutil.which("ssh") or not shutil.which("ssh-keygen"):
        raise NoSshd("sshd, ssh or ssh-keygen is not installed")
    server = Sshd(free_port(), folder / "keys", folder)
    server.keys.touch(0o600)
    config = ["-f", str(_settings(server))]
    tested = subprocess.run([PROGRAM, "-t", *config], capture_output=True)
    if tested.returncode:
        raise NoSshd(tested.stderr.decode())
    with subprocess.Popen([PROGRAM, "-D", "-e", *config], stderr=subprocess.DEVNULL) as sshd:
        _wait_for(server.port)
        try:
            yield server
        finally:
            sshd.terminate()


def _settings(server: Sshd) -> Path:
    """Write the settings; sftp is there, as in any sshd, so that it is the line that refuses."""
    path = server.folder / "sshd_config"
    path.write_text(
        f"ListenAddress 127.0.0.1:{server.port}\nHostKey {keygen(server.folder / 'host')}\n"
        f"AuthorizedKeysFile {server.keys}\nPidFile {server.folder}/pid\n"
        "AuthenticationMethods publickey\nCompression yes\nSubsystem sftp internal-sftp\n"
        "StrictModes no\nUsePAM no\nPermitRootLogin yes\n",
        "utf-8",
    )
    return path


def _wait_for(port: int) -> None:
    for _look in range(100):
        with socket.socket() as one:
            if not one.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
