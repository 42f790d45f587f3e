"""What the instructor (导调) adds to a drill: messages of his own, and what he observed."""

from datetime import datetime

from msgspec import Struct

from cqcmd.drill.scenario import By, Inject


class Sent(Struct, frozen=True, kw_only=True):
    """A message sent by hand: it is in no scenario, and nothing is expected of it."""

    id: str
    at: datetime
    by: By
    sender: str
    words: str

    def inject(self) -> Inject:
        """As a message of the scenario would be."""
        return Inject(id=self.id, by=self.by, sender=self.sender, words=self.words)


class Observation(Struct, frozen=True, kw_only=True):
    """What somebody saw at a moment of the drill; ``by`` is who, if told."""

    id: str
    at: datetime
    words: str
    by: str = ""
