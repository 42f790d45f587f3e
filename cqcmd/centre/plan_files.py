"""Plan files by their digest, kept at the centre too: any host grades an incident by its own."""

import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import psycopg

from cqcmd.errors import Refusal
from cqcmd.local_store import write_whole

NAME = re.compile(r"([0-9a-f]{64})\.(json|md)")
"""What a file is called: the digest of the plan; ``.md`` is its wording."""

LARGEST = 16 << 20

_NAMES = "SELECT name FROM cqcmd.plan_file"
_CONTENT = "SELECT content FROM cqcmd.plan_file WHERE name = %s AND length(content) <= %s"
_ADD = "INSERT INTO cqcmd.plan_file (name, content) VALUES (%s, %s) ON CONFLICT DO NOTHING"


class PlanFiles:
    """The folder of kept plan files of one host."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def exchange(self, link: psycopg.Connection) -> None:
        """Put on either side what only the other has."""
        here = set(self._names())
        there = {name for (name,) in link.execute(_NAMES) if NAME.fullmatch(name)}
        for name in sorted(here - there):
            if (content := self._content(name)) is not None:
                link.execute(_ADD, (name, content))
        for name in sorted(there - here):
            for (content,) in link.execute(_CONTENT, (name, LARGEST)).fetchall():
                self._keep(name, bytes(content))

    def _names(self) -> Iterator[str]:
        with suppress(FileNotFoundError):
            yield from (path.name for path in self._folder.iterdir() if NAME.fullmatch(path.name))

    def _content(self, name: str) -> bytes | None:
        """Return a file that is what its name says; of one that is not nobody is to have it."""
        with suppress(OSError):
            path = self._folder / name
            content = path.read_bytes() if path.stat().st_size <= LARGEST else b""
            return content if _fits(name, content) else None
        return None

    def _keep(self, name: str, content: bytes) -> None:
        if _fits(name, content):
            # A disk that refuses is told where the plan is asked for.
            with suppress(Refusal):
                write_whole(self._folder / name, content)


def _fits(name: str, content: bytes) -> bool:
    """Whether a plan is the one of its name; of a wording that is asked when it is read."""
    digest, _dot, kind = name.partition(".")
    return bool(content) and (kind == "md" or sha256(content).hexdigest() == digest)
