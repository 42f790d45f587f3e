"""A server of sessions that are no post but say how they were begun; quick to start.

``python small_server.py DATA WATCHED serve`` serves; ``python small_server.py DATA WATCHED`` and
words after it is the terminal's own side.
"""

import os
import signal
import sys
import time
from pathlib import Path

DATA, WATCHED = map(Path, sys.argv[1:3])


def session(words: list[str]) -> int:
    """Do what the name behind ``--as`` says."""
    return {
        "tell": tell,
        "signals": signals,
        "echo": echo,
        "status": lambda: 7,
        "leave": lambda: sys.exit(9),
        "stand": stand,
    }[words[-1].removeprefix("--as=")]()


def tell() -> int:
    size = os.get_terminal_size(1)
    umask = os.umask(0)
    print(f"words {sys.argv[1:]}")
    print(f"at {os.getcwd()} umask {umask:o} size {size.columns}x{size.lines}")
    print(f"own {os.environ.get('OWN')} servers {os.environ.get('SERVERS')}")
    print(f"zone {time.strftime('%Z')} encoding {sys.stdout.encoding}")
    print(f"leader {os.getsid(0) == os.getpid()}", flush=True)
    return 0


def signals() -> int:
    """Print what arrives; SIGHUP into a file, as the terminal may have gone."""

    def told(number: int, _frame: object) -> None:
        if number == signal.SIGHUP:
            (DATA / "hung up").touch()
            sys.exit(128 + number)
        # Not printed: a second signal may come while the first one is being told.
        words = f"got {signal.Signals(number).name} {os.get_terminal_size(1).columns}\n"
        os.write(1, words.encode())
        if number == signal.SIGTERM:
            sys.exit(128 + number)

    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGUSR1, signal.SIGWINCH):
        signal.signal(number, told)
    print(f"session {os.getpid()} ", flush=True)
    while True:
        time.sleep(10)


def echo() -> int:
    print(f"session {os.getpid()} ", flush=True)
    for line in sys.stdin:
        print(f"heard {line.strip()}", flush=True)
        if line.strip() == "end":
            return 3
    return 4


def stand() -> int:
    """As Textual: SIGTSTP puts the terminal in order, then the process stands."""
    signal.signal(signal.SIGTSTP, lambda *_: os.kill(os.getpid(), signal.SIGSTOP))
    return signals()


def serve() -> int:
    from cqcmd.server.host import Host
    from cqcmd.server.listening import claim
    from cqcmd.server.program import OnDisk

    listening = claim(DATA)
    listening.open()
    with (DATA / "servers").open("a") as file:
        print(os.getpid(), file=file)
    return Host(listening, OnDisk([str(WATCHED)]), session).serve()


def client() -> int:
    from cqcmd.server.client import through_server

    status = through_server([f"--data={DATA}", *sys.argv[3:]])
    if status is None:
        print("by itself", flush=True)
        return 55
    return status


if __name__ == "__main__":
    sys.exit(serve() if sys.argv[3:] == ["serve"] else client())
