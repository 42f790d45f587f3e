"""A drill is a process of its own, and so is the post a real alarm leads to from it.

A process that opened the real journal never opens a drill's for writing, nor the other way.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import msgspec
from msgspec import Struct

from cqcmd.desk.common.operator import Operator
from cqcmd.i18n import _
from cqcmd.paths import run_again
from cqcmd.terminal.signals import LEAVING


class Ending(Struct, frozen=True):
    """How a drill ended: ``real``: for a real alarm; ``why``: why it could not be opened."""

    real: bool = False
    why: str = ""

    def write(self, path: Path) -> None:
        """Tell whoever began the drill."""
        path.write_bytes(msgspec.json.encode(self))


def run_drill(data: Path, plan: Path | None, chosen: tuple[str, str], name: str = "") -> Ending:
    """Stay until the drill is left. ``chosen``: its verb, and a scenario or a directory.

    ``name``: who the login says sits here.

    Raises:
        SystemExit: this process was told to end meanwhile.
    """
    verb, what = chosen
    # The drill has the terminal to itself, so what it has to tell comes back in a file.
    with tempfile.TemporaryDirectory(prefix="cqcmd-drill-") as folder:
        answer = Path(folder) / "ending.json"
        words = [*_named(name), "drill", verb, what, "--data", str(data), "--ending", str(answer)]
        with_plan = ["--plan", str(plan)] if plan and verb == "start" else []
        # Begun before `_wait` sets the signals: a child inherits an ignored Ctrl+C and would stay
        # deaf to it.
        status = _wait(subprocess.Popen([*run_again(), *words, *with_plan]))
        with suppress(OSError, msgspec.DecodeError):
            return msgspec.json.decode(answer.read_bytes(), type=Ending)
    if status:
        return Ending(why=_("演练的程序出错退出了；值班台照常，演练可以接着做。"))
    return Ending()


def become_real_post(
    data: Path, plan: Path | None, operator: Operator, journal: str | None, *, calling: bool
) -> int:
    """Put the real post in the place of this process; return its exit status.

    ``operator``: who sits here, and what he may write. ``journal``: where the centre is, of a host
    that has one. ``calling``: at a new call.
    """
    words = [*run_again(), "--data", str(data), *(["--calling"] if calling else [])]
    words += [*_named(operator.name), *([f"--role={operator.role}"] if operator.role else [])]
    words += ["--plan", str(plan)] if plan else []
    words += [f"--journal={journal}"] if journal else []
    if os.name == "nt":  # exec on Windows returns to the prompt before the program ends
        return subprocess.call(words)
    # exec throws away what still waits in the buffers.
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(words[0], words)


def _named(name: str) -> list[str]:
    """Return the option that says who sits here; one word, as a name may begin with a dash."""
    return [f"--as={name}"] if name else []


def _wait(child: subprocess.Popen[bytes]) -> int:
    """Its exit status. What ends this process ends the drill first, in order."""
    told: list[int] = []

    def pass_on(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        child.send_signal(number)

    with _signals(pass_on):
        status = child.wait()
    if told:
        raise SystemExit(128 + told[0])
    return status


@contextmanager
def _signals(pass_on: "signal._HANDLER") -> Iterator[None]:
    """While the drill has the terminal, Ctrl+C is its own affair."""
    numbers = [getattr(signal, name) for name in LEAVING if hasattr(signal, name)]
    before = {number: signal.signal(number, pass_on) for number in numbers}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
