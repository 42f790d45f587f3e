"""Ten sessions on three hosts of one centre, each in a process of its own, acting at a pace.

Run as a program of its own, so that forking never meets the threads of a test runner:
``python -m tests.centre.hammer ADDRESS FOLDER SECONDS`` prints what acts took, in JSON.
"""

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import quantiles

from cqcmd.centre.centre import Centre
from cqcmd.centre.exchange import Exchange
from cqcmd.centre.link import connect
from cqcmd.centre.watch import Watch, bring_together
from cqcmd.incident.events.entry import Entry
from cqcmd.journal import Journal
from cqcmd.journal.access import on_the_spot
from tests.centre.hosts import now, put
from tests.journal.children import born, told

SESSIONS = (4, 3, 3)
"""Sessions on each host."""

PACE = 0.5
"""Seconds from act to act of a session."""

LOOK = 0.05
"""Seconds between looks for what others wrote."""


class Session:
    """Acts at its pace, looks for what others wrote, and notes how long either took."""

    def __init__(self, path: Path, address: str, name: str) -> None:
        self.journal = Journal.open(path, now)
        self.centre = Centre(address, self.journal.station, now)
        self.journal.partner = self.centre
        # As long as a session at a screen waits: a disk may take seconds under all of this.
        self.journal.access.wait_at_screen(on_the_spot)
        self._watch = Watch(self.centre, path, now)
        self._name = name
        self._claimed: set[str] = set()
        self.acts: list[float] = []
        self.seen: list[float] = []
        self.alone = 0

    def play(self, seconds: float, writing: int) -> None:
        self._watch.start()
        self._watch.tried.wait(20)
        self._take(self.journal.entries())
        self.seen.clear()
        begun = time.monotonic()
        for count in range(int(seconds / PACE)):
            self._look_until(begun + count * PACE)
            os.write(writing, f"{self._act(count)}\n".encode())
        self._look_until(time.monotonic() + 2)
        os.write(writing, json.dumps([self.acts, self.seen, self.alone]).encode() + b"\n")
        self._watch.close()
        if self._watch.fault is not None:
            raise self._watch.fault

    def _act(self, count: int) -> str:
        """Write an entry, and the claim of a number that no session has claimed yet."""
        began = time.monotonic()
        with self.journal.act() as act:
            self._take(act.new_entries)
            made = put(act, f"{self._name} {count} {time.time()}")
            claim = f"claim {count}"
            if claim not in self._claimed:
                put(act, claim)
                self._claimed.add(claim)
        self.acts.append(time.monotonic() - began)
        self.alone += self.centre.away is not None
        return made.id

    def _look_until(self, end: float) -> None:
        while (left := end - time.monotonic()) > 0:
            if self.journal.changed():
                self._take(self.journal.new_entries())
            time.sleep(min(LOOK, left))

    def _take(self, entries: object) -> None:
        for entry in entries:  # type: ignore[attr-defined]
            self._noted(entry)

    def _noted(self, entry: Entry) -> None:
        if entry.data.startswith("claim "):
            self._claimed.add(entry.data)
        elif entry.data.split()[0] != self._name:
            self.seen.append(time.time() - float(entry.data.split()[2]))


def hammer(address: str, folder: Path, seconds: float) -> dict[str, float]:
    """Let all sessions act; nothing acknowledged is missing or double anywhere."""
    connect(address).close()
    paths = [folder / f"host{n}" / "journal.db" for n in range(len(SESSIONS))]
    children = []
    for host, path in enumerate(paths):
        Journal.open(path, now).close()
        for session in range(SESSIONS[host]):
            children.append(born(_session(path, address, f"{host}-{session}", seconds)))
    said = [told(reading) for _child, reading in children]
    assert all(os.waitpid(child, 0)[1] == 0 for child, _reading in children), "a session failed"
    made = [ident for lines in said for ident in lines[:-1]]
    figures = [json.loads(lines[-1]) for lines in said]
    alone = sum(alone for _acts, _seen, alone in figures)
    claims = _check(address, paths, made)
    # Whoever lost sight of the centre on a machine that is too busy may claim what others did.
    assert alone or claims == sorted(f"claim {n}" for n in range(int(seconds / PACE))), "by two"
    return {
        "acts": len(made),
        "alone": alone,
        **_told("act", [one for acts, _seen, _alone in figures for one in acts]),
        **_told("seen", [one for _acts, seen, _alone in figures for one in seen]),
    }


def _session(path: Path, address: str, name: str, seconds: float) -> Callable[[int], None]:
    def work(writing: int) -> None:
        try:
            Session(path, address, name).play(seconds, writing)
        except BaseException:
            traceback.print_exc()
            raise

    return work


def _told(name: str, taken: list[float]) -> dict[str, float]:
    parts = quantiles(taken, n=100)
    return {f"{name} p50": parts[49], f"{name} p99": parts[98], f"{name} worst": max(taken)}


def _check(address: str, paths: list[Path], made: list[str]) -> list[str]:
    """Hold the centre and every host against what was acknowledged; returns the claims."""
    for path in paths:
        # Where the machine is too busy the last of it has not come yet as the sessions end.
        with closing(connect(address)) as link, closing(Journal.open(path, now)) as journal:
            bring_together(journal, Exchange(link))
    with connect(address) as link:
        there = link.execute("SELECT id, data FROM cqcmd.entry").fetchall()
    claims = _check_entries(dict(there), len(there), made)
    for path in paths:
        with closing(Journal.open(path, now)) as journal:
            here = [(entry.id, entry.data) for entry in journal.entries()]
            assert _check_entries(dict(here), len(here), made) == claims
            verdict = journal.verify()
            assert verdict.ok, verdict.fault
    return claims


def _check_entries(found: dict[str, str], count: int, made: list[str]) -> list[str]:
    claims = [data for data in found.values() if data.startswith("claim ")]
    assert not set(made) - found.keys(), "what was acknowledged is lost"
    assert count == len(found) == len(made) + len(claims), "something is double"
    return sorted(claims)


if __name__ == "__main__":
    print(json.dumps(hammer(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))))
