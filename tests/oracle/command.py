"""Runs the real command in its own process and reads what it answers."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 120


def no_constant(word: str) -> None:
    """NaN and Infinity are not JSON; the command must not print them."""
    raise AssertionError(word)


def read(line: bytes) -> dict[str, Any]:
    """One answer line, its numbers exactly as printed."""
    found = json.loads(
        line.decode(), parse_int=Decimal, parse_float=Decimal, parse_constant=no_constant
    )
    assert isinstance(found, dict)
    return found


def run(verb: str, lines: Iterable[bytes], *arguments: str) -> tuple[list[dict[str, Any]], int]:
    """Answers and exit status of one process that is given all the lines."""
    return run_raw(verb, b"".join(line + b"\n" for line in lines), *arguments)


def run_raw(
    verb: str, given: bytes, *arguments: str, **settings: str
) -> tuple[list[dict[str, Any]], int]:
    """The same, for bytes that may lack a line's end; settings are environment variables."""
    done = subprocess.run(
        [sys.executable, "-m", "cqcmd", verb, *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        timeout=PATIENCE,
        env={**os.environ, **settings},
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
    return [read(line) for line in done.stdout.split(b"\n") if line], done.returncode


class Talk:
    """A running command, spoken to a line at a time.

    Use as a context manager; leaving it closes the command's input and waits for it.
    """

    def __init__(self, verb: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "cqcmd", verb],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._reader = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> "Talk":
        self._reader.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        self._reader.join(30)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as answers:
            for line in answers:
                self._answers.put(line)
        self._answers.put(b"")

    def ask(self, line: bytes) -> dict[str, Any]:
        """The answer to a line, while the command's input stays open."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + b"\n")
        self._process.stdin.flush()
        found = self._answers.get(timeout=30)
        assert found, "the command ended without an answer"
        return read(found)
