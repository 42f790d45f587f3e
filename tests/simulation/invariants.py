"""What must hold after every step, as found on the disk and on every terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from cqcmd.desk.desk import Desk
from cqcmd.incident.events import Received, Reported, Struck
from cqcmd.journal.chain import FIELDS, check
from cqcmd.journal.statements import BY_CHAIN
from tests.simulation.post import Post, Terminal
from tests.simulation.witness import Account

EARLIER = {Received.kind, Reported.kind}
"""Entries by which a due time may move back: another is heard to have known earlier."""

ORDER = FIELDS.index("order")

Dues = dict[tuple[str, ...], list[datetime | None]]


class Broken(AssertionError):
    """Something does not hold; the text says what."""


def insist(holds: object, words: str) -> None:
    if not holds:
        raise Broken(words)


class Invariants:
    """What must hold of one post."""

    def __init__(self, post: Post, account: Account, accounts: dict[str, Account]) -> None:
        self._post, self._account, self._accounts = post, account, accounts
        self._dues: dict[str, Dues] = {}
        self.entries: dict[str, tuple[str | None, str]] = {}
        """Incident and kind of every entry, as they were last found on the disk."""
        self._orders: dict[str, str] = {}
        self._shared: set[str | None] = set()
        """Incidents of which something came by itself from another post."""
        self.head = ""

    def after_step(self, *, whole: bool) -> None:
        """Check what a step may have changed; ``whole``: everything there is."""
        terminals = list(self._post.terminals.values())
        if not terminals:
            return
        before = self.entries
        self._check_record(terminals[0])
        terminals = [one for one in terminals if not self._heard(one)]
        if not terminals:
            return
        written = [self.entries[entry] for entry in self.entries.keys() - before.keys()]
        idents = {ident for ident, _kind in written if ident}
        moved = dict(sorted(written, key=_gravity))
        # What nobody was told to be there may be gone after a power cut, as if it were struck.
        gone = before.keys() - self.entries.keys()
        moved |= {before[entry][0]: Struck.kind for entry in gone}
        with at_one_moment(terminals):
            for terminal in terminals:
                with terminal.acting() as desk:
                    desk.refresh()
            self._agree(terminals, idents, whole=whole)
            self._stand_still(terminals[0], moved)
        self._check_drafts(terminals[0])

    # The record

    def _check_record(self, terminal: Terminal) -> None:
        with terminal.acting():
            journal = terminal.opening._open_record.journal
            rows = list(journal._link.execute(BY_CHAIN))
        found = check(rows, journal.station)
        insist(found.ok, f"the chain is broken: {found.fault}")
        self.head = " ".join(head[:12] for _seq, head in found.heads.values())
        # What another post wrote may tell of anything: a due time may move by it, as by a striking.
        own = journal.station
        self.entries = {
            str(row[0]): (row[1], str(row[4]) if row[2] == own else Struck.kind) for row in rows
        }
        if self._post.address:
            self._shared = {row[1] for row in rows if row[2] != own}
        orders = {str(row[0]): str(row[ORDER]) for row in rows}
        known = max((orders[one] for one in self._orders.keys() & orders.keys()), default="")
        new = {str(row[0]) for row in rows if row[2] == own} - self._orders.keys()
        insist(all(orders[one] > known for one in new), "an act sorts before what was known to it")
        self._orders = orders
        self._check_told(set(self.entries), {str(row[0]) for row in rows if row[2] == own})

    def _check_told(self, there: set[str], own: set[str]) -> None:
        ours, told = self._account, [self._account]
        insist(ours.acknowledged <= there, "what was acknowledged is not there")
        if self._post.address:  # what others wrote comes by itself, and after it was refused too
            insist(not ours.denied & own, "what was denied is there")
            told = list(self._accounts.values())
        else:
            insist(not ours.denied & there, "what was denied is there")
        known = set().union(*(one.acknowledged | one.perhaps for one in told))
        insist(there <= known, "there is what nobody wrote")

    def _heard(self, terminal: Terminal) -> bool:
        """Whether a terminal heard of entries at the centre that the disk here refused since."""
        if not self._post.address:
            return False
        heard = terminal.opening._open_record.journal._reader._told - self.entries.keys()
        insist(heard <= self._post.server.ids(), "what was heard of is not at the centre")
        return bool(heard)

    # What terminals show

    def _agree(self, terminals: list[Terminal], idents: set[str], *, whole: bool) -> None:
        first = terminals[0]
        if whole:
            idents = {row.ident for row in first.desk.board().rows}
        views = [_views(terminal, idents) for terminal in terminals]
        for terminal, other in zip(terminals[1:], views[1:], strict=True):
            for name, shown in views[0].items():
                if other.get(name) != shown:
                    raise Broken(f"terminals do not agree on {name}: {apart(shown, other[name])}")
            insist(first.desk.officer == terminal.desk.officer, "terminals do not agree who is on")

    def _stand_still(self, terminal: Terminal, moved: dict[str | None, str]) -> None:
        with terminal.acting() as desk:
            idents = sorted({row.ident for row in desk.board().rows} - self._shared)
        for ident in idents:
            with terminal.acting() as desk:
                dues = _dues(desk, ident)
            known = self._dues.get(ident, {})
            if moved.get(ident) != Struck.kind:
                for duty, due in dues.items():
                    was = known.get(duty, due)
                    still = was == due or (moved.get(ident) in EARLIER and _before(due, was))
                    insist(still, f"a due time moved by itself: {duty} {was} {due}")
            self._dues[ident] = dues if moved.get(ident) == Struck.kind else known | dues

    # What lies beside

    def _check_drafts(self, terminal: Terminal) -> None:
        sure = self._post.lost.keys() - self._post.unsure
        if not sure:
            return
        with terminal.acting() as desk:
            found = {draft.form: draft.fields for draft in desk.drafts.found()}
        for form in sorted(sure):
            insist(found.get(form) == self._post.lost[form], "a draft that was kept is lost")

    def check_backups(self) -> None:
        for path, content in self._post.backups.items():
            copy = Path(path)
            found = copy.read_bytes() if copy.exists() else b""
            insist(found == content, "a copy that was told to be whole is gone or another")


def _gravity(written: tuple[str | None, str]) -> int:
    """What decides of the entries of one act is written last."""
    return 2 if written[1] == Struck.kind else int(written[1] in EARLIER)


def _before(dues: list[datetime | None], known: list[datetime | None]) -> bool:
    pairs = zip(dues, known, strict=False)
    return all(due == was or (due and was and due < was) for due, was in pairs)


def apart(shown: Any, other: Any) -> str:
    """The first place at which two views are not alike."""
    if isinstance(shown, Struct) and type(shown) is type(other):
        shown, other = structs.asdict(shown), structs.asdict(other)
    if isinstance(shown, dict) and isinstance(other, dict):
        key = next(key for key in shown if shown[key] != other.get(key))
        return f"{key}, {apart(shown[key], other.get(key))}"
    if isinstance(shown, list | tuple) and isinstance(other, list | tuple):
        pairs = [pair for pair in zip(shown, other, strict=False) if pair[0] != pair[1]]
        return apart(*pairs[0]) if pairs else f"{len(shown)} and {len(other)} of them"
    return f"{shown!r} and {other!r}"


def _dues(desk: Desk, ident: str) -> Dues:
    found: Dues = {}
    for deadline in desk.of(ident).situation(ident).deadlines:
        key = (deadline.rule, deadline.stage, deadline.about)
        found.setdefault(key, []).append(deadline.due)
    return found


def _views(terminal: Terminal, idents: set[str]) -> dict[str, Any]:
    with terminal.acting() as desk:
        views: dict[str, Any] = {"the board": sorted(desk.board().rows, key=lambda row: row.ident)}
        for ident in sorted(idents):
            views[f"the situation of {ident}"] = desk.of(ident).situation(ident)
            views[f"the log of {ident}"] = desk.of(ident).log(ident)
    return {name: plain(view) for name, view in views.items()}


def plain(view: Any) -> Any:
    """A view as values, less whether a terminal trusts its own clock."""
    if isinstance(view, Struct):
        named = structs.asdict(view).items()
        return {name: plain(value) for name, value in named if name != "doubtful"}
    return [plain(value) for value in view] if isinstance(view, list | tuple) else view


@contextmanager
def at_one_moment(terminals: list[Terminal]) -> Iterator[None]:
    """Hold every clock at the same moment: sessions opened at other times may disagree on it."""
    moment = max(terminal.clock.now() for terminal in terminals)
    for terminal in terminals:
        terminal.clock.held = moment
    try:
        yield
    finally:
        for terminal in terminals:
            terminal.clock.held = None
