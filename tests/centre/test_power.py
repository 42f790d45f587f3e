"""The power is cut at a host: whatever the centre has of it is on its disk, or comes back."""

import gc
import random
from contextlib import suppress
from itertools import product

import apsw
import pytest

from cqcmd.chance import seeded
from tests.centre.hosts import Host, at_centre
from tests.simulation.faults import Ended, Fault, Striking
from tests.simulation.machine import Machine, Process
from tests.simulation.post import Post
from tests.simulation.world import world

KILLED = 5, 7, 8, 11
CUT = 5, 6, 8, 11, 12
"""Calls to the disk in which an act is forced to it, and committed at the centre and here."""


class Sessions:
    """Sessions of one host, each as if in a process of its own, over a disk that is simulated."""

    def __init__(self, post: Post, address: str) -> None:
        self._machine: Machine = post.machine
        self._folder, self._address = post.folder / "data", address
        self._open: list[Host] = []

    def open(self, *, joined: bool) -> tuple[Process, Host]:
        process = self._machine.start()
        self._open.append(Host(self._folder, self._address))
        if joined:
            self._open[-1].join()
        return process, self._open[-1]

    def struck(self, session: tuple[Process, Host], fault: Fault) -> None:
        """Have a session act, with what strikes at a call of it."""
        self._machine.process, host = session
        self._machine.striking = Striking(fault, lambda: None)
        with suppress(Ended):
            host.note(fault.what)
        self._machine.striking = Striking(None, lambda: None)

    def bury(self, session: tuple[Process, Host]) -> None:
        """Give back what the system takes from a process that ended."""
        session[0].dead = True
        self._open.remove(session[1])
        self._bury(session[1])

    @staticmethod
    def _bury(host: Host) -> None:
        with suppress(Ended, apsw.Error):
            host.close()

    def boot(self, dice: int) -> None:
        """Come back after a power cut."""
        self._machine.cut_power()
        for host in self._open:
            self._bury(host)
        self._open.clear()
        gc.collect()
        self._machine.boot(random.Random(dice))


@pytest.mark.parametrize("kept_open", [True, False])
@pytest.mark.parametrize("with_centre", [True, False])
def test_nothing_is_at_the_centre_that_is_not_on_the_disk(
    address: str, with_centre: bool, kept_open: bool
) -> None:
    """A session is killed as it writes an act down, and another acts as the power goes."""
    for killed, cut in product(KILLED, CUT):
        with world() as made, seeded(random.Random(100 * killed + cut)):
            told = _told_after(made.posts[0], address, killed, cut, with_centre, kept_open)
            assert sorted(told) == sorted(at_centre(address)), f"killed at {killed}, cut at {cut}"
            assert (told[0], told[-1]) == ("first", "again")


def _told_after(
    post: Post, address: str, killed: int, cut: int, with_centre: bool, kept_open: bool
) -> list[str]:
    """Play it; what stands here once this host has joined again and acted."""
    sessions = Sessions(post, address)
    first = sessions.open(joined=True)[1]
    first.note("first")
    if kept_open:
        acting = sessions.open(joined=True)
    ended = sessions.open(joined=with_centre)
    if kept_open:
        sessions.struck(ended, Fault("kill", killed))
    else:  # nobody is left who knows how far the log goes
        first.close()
        sessions.struck(ended, Fault("kill", killed))
        sessions.bury(ended)
        acting = sessions.open(joined=True)
    sessions.struck(acting, Fault("cut", cut))
    del first, ended, acting
    sessions.boot(cut)
    _process, again = sessions.open(joined=True)
    again.note("again")
    assert again.journal.verify().ok
    again.close()
    return again.told()
