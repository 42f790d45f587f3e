"""Incidents that are over for good: known by number, read when somebody asks for one."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from cqcmd.incident.command.supply import Held
from cqcmd.incident.events.entry import Entry


class Finished(Protocol):
    """What a ledger knows of incidents that it left where they are."""

    @property
    def numbers(self) -> Mapping[str, str]:
        """The number of each by its id."""

    @property
    def void(self) -> frozenset[str]:
        """Those whose call is void."""

    @property
    def verdicts(self) -> int:
        """How many verdict records of this station stand in them."""

    @property
    def lots(self) -> Sequence[Held]:
        """What was ever allotted to them; what was used up is missing for good."""

    def entries(self, ident: str) -> Sequence[Entry]:
        """Return the entries of one, in logical order. Raises Refusal: they cannot be read."""


class NoneFinished:
    """Every incident is in memory."""

    numbers: Mapping[str, str] = MappingProxyType({})
    void: frozenset[str] = frozenset()
    verdicts = 0
    lots: Sequence[Held] = ()

    def entries(self, ident: str) -> Sequence[Entry]:
        """There are none."""
        raise KeyError(ident)


NONE_FINISHED = NoneFinished()
