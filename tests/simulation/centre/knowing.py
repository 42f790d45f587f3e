"""Who acts with the centre knows everything that was there before: what one may do, one does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from cqcmd.centre.turn import Turn
from cqcmd.journal.chain import Row
from tests.simulation.centre.connection import Connection
from tests.simulation.invariants import insist


@contextmanager
def insisting_on_knowing() -> Iterator[None]:
    """Look at each act that was committed at the centre, before it is committed here."""
    settle = Turn.settle

    def settled(turn: Turn, link: Any, added: Sequence[Row]) -> bool:
        stands = settle(turn, link, added)
        there: Any = turn.exchange.link
        if stands and added and isinstance(there, Connection):
            _insist(there, link)
        return stands

    with patch.object(Turn, "settle", settled):
        yield


def _insist(there: Connection, link: Any) -> None:
    with there.machine.spared():
        here = {str(ident) for (ident,) in link.execute("SELECT id FROM entry")}
    insist(there.server.ids() <= here, "an act did not know what was at the centre before it")
