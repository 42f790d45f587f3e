"""Knows of every entry what became of it as the program told, from the act that was to write it."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from msgspec import Struct, field

from cqcmd.journal.transaction import Transaction
from tests.simulation.faults import Ended

UNSURE = "不能确定"
"""What the program says where it does not know itself."""


STANDS = "不用重做"
"""What it says where an act is at the centre, and could not be written here."""


class Account(Struct):
    """Entries of a post by what was told of them: acknowledged, denied, or perhaps there.

    Those ``promised`` are at the centre, and perhaps here.
    """

    acknowledged: set[str] = field(default_factory=set)
    promised: set[str] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)


class Witness:
    """Watches every act.

    Attributes:
        accounts: by the name of a post's folder.
    """

    def __init__(self) -> None:
        self.accounts: dict[str, Account] = defaultdict(Account)
        self._deeds: list[list[str]] = []
        self._wanted: dict[int, list[str]] = {}

    @contextmanager
    def deed(self) -> Iterator[list[str]]:
        """Give what is acknowledged meanwhile, less what others do in the middle of it."""
        self._deeds.append([])
        try:
            yield self._deeds[-1]
        finally:
            self._deeds.pop()

    @contextmanager
    def watching(self) -> Iterator[None]:
        append, leave = Transaction.append, Transaction.__exit__
        take_in = Transaction.take_in

        def appended(act: Transaction, *given: Any, **named: Any) -> Any:
            entry = append(act, *given, **named)
            self._wanted.setdefault(id(act), []).append(entry.id)
            return entry

        def taken_in(act: Transaction, *given: Any, **named: Any) -> Any:
            taken = take_in(act, *given, **named)
            self._wanted.setdefault(id(act), []).extend(entry.id for entry in taken.entries)
            return taken

        def left(act: Transaction, kind: Any, error: Any, at: Any) -> None:
            try:
                leave(act, kind, error, at)
            except BaseException as fault:
                self._note(act, fault)
                raise
            self._note(act, error)

        with (
            patch.object(Transaction, "append", appended),
            patch.object(Transaction, "take_in", taken_in),
            patch.object(Transaction, "__exit__", left),
        ):
            yield

    def _note(self, act: Transaction, fault: BaseException | None) -> None:
        wanted = self._wanted.pop(id(act), [])
        account = self.accounts[act._reader.path.parts[0]]
        # What came on a stick may come once more after it was denied.
        account.denied.difference_update(wanted)
        if fault is None:
            account.acknowledged.update(wanted)
            for deed in self._deeds[-1:]:
                deed += wanted
        elif STANDS in str(fault):
            account.promised.update(wanted)
            account.perhaps.update(wanted)
        elif isinstance(fault, Ended) or UNSURE in str(fault):
            account.perhaps.update(wanted)
        else:
            account.denied.update(wanted)
