"""Which terminals take part in a drill, and until when somebody ran it."""

from contextlib import suppress
from pathlib import Path
from typing import Literal, get_args

import msgspec
from msgspec.structs import replace

from cqcmd.drill.play.simulated_time import Counter, Tick
from cqcmd.local_store.session_lock import SessionLocks

Role = Literal["trainee", "instructor"]

FOLDER = "terminals"

BEAT = 1_000_000
"""Microseconds from one heartbeat to the next."""


def is_played(place: Path) -> bool:
    """Return whether a terminal takes part in the drill of that directory at this moment."""
    return SessionLocks(place / FOLDER).others(*get_args(Role)) > 0


class Presence:
    """This terminal in a drill, and the others."""

    def __init__(self, place: Path, counter: Counter) -> None:
        """Stand ready for a drill's folder; nothing is written before `enter`."""
        self._session_locks = SessionLocks(place / FOLDER)
        self._pulse = place / FOLDER / "pulse.json"
        self._counter = counter

    def enter(self, role: Role) -> None:
        """Take part from now on. Raises Unwritable."""
        self._session_locks.take(role)

    def leave(self) -> None:
        """Leave the drill."""
        self._session_locks.leave()

    def others(self, *roles: Role) -> int:
        """Return how many other terminals take part; in these roles, if any are named."""
        return self._session_locks.others(*(roles or get_args(Role)))

    def heartbeat(self) -> None:
        """Say that somebody runs this drill until the next beat.

        There its clock stands after a kill: any moment before may have been shown, and what was
        shown is not taken back.
        Not forced to the disk: a kill leaves it there, and after a loss of power the clock stands.
        """
        tick = self._counter()
        # Under another name first: a kill in the middle must not leave half a pulse.
        new = self._pulse.with_suffix(".new")
        with suppress(OSError):  # the next one may succeed; the drill goes on
            new.unlink(missing_ok=True)
            new.write_bytes(msgspec.json.encode(replace(tick, at=tick.at + BEAT)))
            new.replace(self._pulse)

    def last_heartbeat(self) -> Tick | None:
        """Return until when somebody ran this drill, by the counter of that time."""
        try:
            return msgspec.json.decode(self._pulse.read_bytes(), type=Tick)
        except (OSError, msgspec.DecodeError, RecursionError):
            return None
