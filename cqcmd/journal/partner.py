"""Who else keeps the entries of a journal: asked as an act begins, told before it is committed."""

from collections.abc import Sequence
from typing import Protocol

import apsw

from cqcmd.journal.chain import Row


class Partner(Protocol):
    """Called with the journal's write lock held through ``link``, and maybe in another thread."""

    @property
    def in_turn(self) -> bool:
        """Whether nobody else writes there now, so that it is known what became of a lost act."""
        ...

    def join(self, link: apsw.Connection, lost: Sequence[Row]) -> Sequence[Row]:
        """Take the turn to write, and return the rows that are new here.

        ``lost``: of the last act of this station, which ended before it was committed here;
        those of them that are to stand are among what is returned.
        """
        ...

    def settle(self, link: apsw.Connection, added: Sequence[Row]) -> bool:
        """Hand over what is new here, ``added`` by this act; whether it stands there for good.

        Raises Refusal: this act must not be committed.
        """
        ...

    def leave(self) -> None:
        """Give the turn to others; what was not settled is forgotten."""
        ...


class Nobody:
    """No partner: this file is the whole record."""

    in_turn = False

    def join(self, link: apsw.Connection, lost: Sequence[Row]) -> Sequence[Row]:
        """Bring the lost act to its end: whoever did it may have been told that it was done."""
        del link
        return lost

    def settle(self, link: apsw.Connection, added: Sequence[Row]) -> bool:
        """Hand over nothing."""
        del link, added
        return False

    def leave(self) -> None:
        """Give up nothing."""
