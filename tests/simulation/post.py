"""A post: one machine, its record, and the terminals that work at it."""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.errors import Refusal
from tests.simulation.centre.server import Server
from tests.simulation.faults import Ended
from tests.simulation.machine import HeldClock, Machine, Time

SEATS = 3
"""Terminals that a post can have."""

DISTRICTS = "渝中区", "南岸区", "沙坪坝区", "九龙坡区"
APART = 0.0, 3 * 3_600.0, -5 * 3_600.0, 26 * 3_600.0
"""Seconds by which the clock of each post is ahead of the first one's."""

OTHER, OTHER_PLAN = 1, Path("yz-2026.json")
"""The post that has a plan of its own, and the file it is in."""

Kept = dict[str, dict[str, str]]
"""What was being typed when it was last kept, by form."""


class Terminal:
    """A session of its own, as if in a process of its own.

    Attributes:
        typed: what stands in its forms.
        kept: what of it the program said was on the disk.
        unsure: forms that may lie there otherwise: keeping them was refused, or it ended meanwhile.
    """

    def __init__(self, machine: Machine, data: Path, plan: Path | None, address: str = "") -> None:
        self._machine = machine
        self.process = machine.start()
        self.clock: HeldClock = machine.clock()
        self.typed: Kept = {}
        self.kept: Kept = {}
        self.unsure: set[str] = set()
        self.opening = Opening(data, plan, self.clock)
        if address:
            self.opening.desk.centre.aim(address)
        self.opening.read_journal()

    @property
    def desk(self) -> Desk:
        return self.opening.desk

    @contextmanager
    def acting(self) -> Iterator[Desk]:
        """Its process makes the calls meanwhile."""
        before, self._machine.process = self._machine.process, self.process
        try:
            yield self.desk
        finally:
            self._machine.process = before

    def look(self) -> None:
        """Let what runs beside go on."""
        for fibre in self.process.beside:
            fibre.go_on()

    def leave(self) -> None:
        """Close in order."""
        with self.acting():
            self.opening.close()

    def bury(self) -> None:
        """Give back what the system takes from a process that ended: files and locks."""
        self.process.dead = True
        held = self.desk.drafts._drafts._held
        with self.acting(), suppress(Ended, Refusal, OSError):
            if held is not None:
                held.release(force=True)
        for fibre in self.process.beside:
            with self.acting(), suppress(Ended, Refusal, OSError):
                fibre.end()
        with self.acting(), suppress(Ended, Refusal, OSError):
            self.desk.centre.close()
        with self.acting(), suppress(Ended, Refusal, OSError):
            self.opening._open_record.journal._link.close(True)


class Post:
    """One machine's terminals, in a folder of its own; paths are relative, or no run is another's.

    Attributes:
        lost: drafts that sessions left behind which ended; some terminal must be offered them.
        unsure: those of which nobody can say how they lie on the disk.
        backups: copies that were told to be whole, with what was in them.
        everybody: the posts of its world, itself among them.
        address: where its centre is, if it has one; ``server``: the stand-in that is there.
    """

    server: Server

    def __init__(self, number: int, root: Path, time: Time) -> None:
        self.folder = Path(f"post{number}")
        (root / self.folder).mkdir()
        self.machine = Machine(root / self.folder, time)
        self.machine.apart = APART[number]
        self.district = DISTRICTS[number]
        self.plan = OTHER_PLAN if number == OTHER else None
        self.everybody = [self]
        self.address = ""
        self.terminals: dict[int, Terminal] = {}
        self.lost: Kept = {}
        self.unsure: set[str] = set()
        self.backups: dict[str, bytes] = {}

    def terminal(self, seat: int) -> Terminal:
        """The terminal at a seat; it is opened where nobody sits there."""
        if seat not in self.terminals:
            before = self.machine.process
            try:
                data = self.folder / "data"
                self.terminals[seat] = Terminal(self.machine, data, self.plan, self.address)
            finally:
                self.machine.process = before
        return self.terminals[seat]

    def seated(self) -> Terminal:
        """The first terminal at which somebody sits, opened where nobody does."""
        return self.terminal(min(self.terminals, default=0))

    def bury_dead(self) -> list[int]:
        """Put away the terminals whose process has ended; which ones."""
        dead = [seat for seat, each in self.terminals.items() if each.process.dead]
        for seat in dead:
            terminal = self.terminals.pop(seat)
            terminal.bury()
            self._inherit(terminal)
        return dead

    def _inherit(self, terminal: Terminal) -> None:
        # Of what a full disk could not move two may have taken the same up: one has it still.
        held = {form for other in self.terminals.values() for form in other.typed}
        self.lost |= {form: one for form, one in terminal.kept.items() if form not in held}
        self.unsure |= terminal.unsure

    def leave(self, seat: int) -> None:
        if terminal := self.terminals.pop(seat, None):
            terminal.leave()
            self._inherit(terminal)

    def boot(self, dice: random.Random) -> None:
        """Come back after a power cut, with nobody at it."""
        self.machine.boot(dice)
