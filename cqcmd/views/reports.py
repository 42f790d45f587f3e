"""What the room of reports shows: the chain, and what was issued."""

from datetime import datetime

from msgspec import Struct

from cqcmd.views import Deadline


class ChainCell(Struct, frozen=True):
    """One duty of a step: its channel, the plan's limit, and the duty if it has begun."""

    rule: str
    channel: str
    limit: str
    deadline: Deadline | None


class ChainStep(Struct, frozen=True):
    """From one organisation to another; ``depth`` is how far from the site the sender stands.

    ``source``: it is owed by that, beside the plan. ``copies`` is who has a copy of the written
    report, ``copied`` what became of the station's own copy of its last one.
    """

    sender: str
    receiver: str
    sender_name: str
    receiver_name: str
    depth: int
    mine: bool
    cells: tuple[ChainCell, ...]
    copies: str
    clause: str
    source: str = ""
    copied: str = ""

    @property
    def key(self) -> str:
        """The key of the step's line."""
        beside = ":beside" if self.source else ""
        return f"step:{self.sender}:{self.receiver}{beside}"

    def cell(self, channel: str) -> ChainCell | None:
        """Return the duty of a channel; one of any channel stands under 电话."""
        wanted = ("phone", "any") if channel == "phone" else (channel,)
        return next((cell for cell in self.cells if cell.channel in wanted), None)


class PaperLine(Struct, frozen=True):
    """An issued report in the list: what it is, and what became of it."""

    entry: str
    at: datetime
    title: str
    number: str
    signer: str
    delivered: str
    copied: str
