"""What happens in a drill beside its journal: messages that came, went and were taken."""

from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from cqcmd.drill.play.instructor_log import Aware, Observation, Sent
from cqcmd.drill.scenario.times import FIRST_YEAR, LAST_YEAR
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.local_store.json_document import Tables, add_once, read_document, state_of


class Moment(Struct, frozen=True):
    """When something happened to a message."""

    id: str
    at: Aware


class _Tables(Struct, frozen=True):
    arrived: tuple[Moment, ...] = ()
    answered: tuple[Moment, ...] = ()
    sent: tuple[Sent, ...] = ()
    observed: tuple[Observation, ...] = ()


Row = TypeVar("Row", Moment, Sent, Observation)


class DrillRecord:
    """The file of these, shared by every terminal of the drill. What stands in it stays.

    Attributes:
        path: where it lies.
    """

    def __init__(self, path: Path) -> None:
        """Stand ready for the file; nothing is read before the first look."""
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._tables = _Tables()

    @property
    def arrived(self) -> dict[str, datetime]:
        """When each message came."""
        return {row.id: row.at for row in self._tables.arrived}

    @property
    def answered(self) -> dict[str, datetime]:
        """When each message was taken, in the order in which they were."""
        return {row.id: row.at for row in self._tables.answered}

    @property
    def sent(self) -> tuple[Sent, ...]:
        """Messages sent by hand."""
        return self._tables.sent

    @property
    def observed(self) -> tuple[Observation, ...]:
        """What was observed, in the order of writing."""
        return self._tables.observed

    def poll(self) -> None:
        """Take in what other terminals wrote. Raises BadInput: the file is broken."""
        seen = state_of(self.path)
        if seen is None or seen == self._seen:
            return
        found, _digest = read_document(self.path)
        try:
            self._tables = _tables(found)
        except msgspec.ValidationError as error:
            words = _("演练的记录 {name} 内容不对，没有采用；演练照常，来电和观察可能不全。")
            raise BadInput(words.format(name=self.path.name)) from error
        # Last of all: a broken file is told again at the next look, until it is whole.
        self._seen = seen

    def arrive(self, ident: str, at: datetime) -> None:
        """Record when a message came; the first terminal to see it decides. Raises Unwritable."""
        self._add("arrived", Moment(ident, at))

    def answer(self, ident: str, at: datetime) -> None:
        """Record when a message was answered; the first answer stays. Raises Unwritable."""
        self._add("answered", Moment(ident, at))

    def send(self, message: Sent) -> None:
        """Record a message of the instructor's own. Raises Unwritable."""
        self._add("sent", message)

    def observe(self, observation: Observation) -> None:
        """Record an observation. Raises Unwritable."""
        self._add("observed", observation)

    def _add(self, name: str, row: Row) -> None:
        """Write a row to the disk before returning, unless one of that id stands there."""
        add_once(self.path, name, msgspec.to_builtins(row))
        self.poll()


def _tables(found: Tables) -> _Tables:
    """Decode the file, every moment one that can be shown. Raises ValidationError."""
    tables = msgspec.convert(found, _Tables)
    rows: list[Moment | Sent | Observation] = [*tables.arrived, *tables.answered]
    rows += [*tables.sent, *tables.observed]
    # A year more on either side: another offset may say the last day of the year before.
    if not all(FIRST_YEAR - 1 <= row.at.year <= LAST_YEAR + 1 for row in rows):
        raise msgspec.ValidationError("a year that no drill plays in")
    return tables
