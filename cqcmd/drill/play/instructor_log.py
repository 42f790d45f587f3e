"""What the instructor (导调) adds to a drill: messages of his own, and what he observed."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from cqcmd.drill.scenario.model import By, Inject

Aware = Annotated[datetime, Meta(tz=True)]
"""A moment with its offset, as this program writes them."""


class Sent(Struct, frozen=True, kw_only=True):
    """A message sent by hand: it is in no scenario, and nothing is expected of it."""

    id: str
    at: Aware
    by: By
    sender: str
    words: str

    def inject(self) -> Inject:
        """As a message of the scenario would be."""
        return Inject(id=self.id, by=self.by, sender=self.sender, words=self.words)


class Observation(Struct, frozen=True, kw_only=True):
    """What somebody saw at a moment of the drill; ``by`` is who, if told."""

    id: str
    at: Aware
    words: str
    by: str = ""
