"""Through the post server: when the first screen stands and the record is ready, and memory."""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.place import ROOT, child_environment
from bench.row import Row
from bench.starts import against_hello, pair, post
from bench.stations import quiet, with_countdowns
from bench.terminal import OWN, Program

SESSIONS = 20
CLIENT = ("-I", "-S", str(ROOT / "cqcmd" / "__main__.py"))
"""As the line of `cqcmd ssh-line` has it."""

_PRIVATE = re.compile(r"^Private_\w+: +(\d+) kB$", re.MULTILINE)


def rows() -> Iterator[Row]:
    """Rows 50 to 52."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        data = quiet(Path(folder) / "empty")
        with _served(data):
            taken = against_hello(lambda: post((*CLIENT, f"--data={data}")))
        for number, name, words, budget in (
            ("50p", "paint", "first paint", 0.4),
            ("50k", "key", "a key handled", 0.5),
            ("50r", "record", "the record seen and writable", 0.5),
        ):
            found = pair(taken, name)
            yield Row(
                number=number,
                work=f"through the server: start to {words}",
                base="hello",
                measured=found.ratio,
                budget=budget,
                figures=found.figures(1e3, "ms"),
            )
        yield from _memory(with_countdowns(Path(folder) / "usual"))


def _memory(data: Path) -> Iterator[Row]:
    """Twenty sessions, in each the form and an incident opened, one after the other."""
    with _served(data) as server, ExitStack() as stack:
        for _number in range(SESSIONS):
            program = stack.enter_context(Program(*CLIENT, f"--data={data}"))
            program.when([lambda screen: any("26-" in line for line in screen)])
            for key in ("n", "\x1b", "\r"):
                program.send(key)
                program.settle(0.5, 3)
        private = [_private(session) for session in _children(server)]
    assert len(private) == SESSIONS, "some were not shown by the server"
    yield Row(
        number="51",
        work=f"private memory of each of {SESSIONS} sessions, form and incident opened: the most",
        base="",
        measured=max(private) / 2**20,
        budget=40,
        unit="MiB",
        figures=f"median {median(private) / 2**20:.1f} MiB",
    )


@contextmanager
def _served(data: Path) -> Iterator[int]:
    """A server that is ready; the number of its process. Its sessions have ended before it does."""
    words = [sys.executable, "-m", "cqcmd", "serve", "--data", str(data)]
    environment = child_environment() | OWN
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE) as server:
        assert server.stderr is not None
        assert "就绪" in server.stderr.readline().decode()
        yield server.pid
        while _children(server.pid):
            time.sleep(0.05)
        server.terminate()


def _children(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [*map(int, path.read_text("ascii").split())]


def _private(process: int) -> int:
    """Bytes that no other process has, of its pages in memory."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    return sum(map(int, _PRIVATE.findall(text))) * 1024
