"""A drill in the words its screens show."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from cqcmd.i18n import _

MEANS = {
    "phone": _("电话"),
    "visitor": _("来人"),
    "radio": _("电台"),
    "order": _("上级指令"),
}


class CallView(Struct, frozen=True):
    """A message (注入) that has arrived: by what means, from whom, the words to work in.

    Attributes:
        words: the sender's own; ``spoken``: as it is heard, with all that the sender tells.
        told: what the sender says of single facts, each ``name：words``.
        answered_at: when the trainee took it; ``None`` while it waits.
        incident: the accident it is about, once that was taken in; empty before, or if unknown.
    """

    ident: str
    at: datetime
    means: str
    sender: str
    words: str
    told: tuple[str, ...]
    answered_at: datetime | None = None
    incident: str = ""
    spoken: str = ""


class MessageView(Struct, frozen=True):
    """A message as the instructor sees it: also what has not come yet, and what it hides.

    Attributes:
        when: when it comes, as the scenario has it; 手工 for one sent by hand.
        told: what the sender says of single facts; ``hides``: what he does not say.
    """

    ident: str
    means: str
    sender: str
    words: str
    when: str
    told: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    arrived_at: datetime | None = None
    answered_at: datetime | None = None


class Seen(Struct, frozen=True):
    """An observation: when, what, and by whom, if told."""

    ident: str
    at: datetime
    words: str
    by: str


class DrillProgress(Struct, frozen=True):
    """How the drill stands: its moment, its speed (0: held), how many messages wait."""

    title: str
    trains: str
    known: tuple[str, ...]
    now: datetime
    end: datetime
    speed: int
    waiting: int

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.now >= self.end


class DrillState(Struct, frozen=True):
    """How the drill stood when it was last asked.

    Attributes:
        calls: every message so far, in order of arrival.
        news: the waiting ones that were not announced on this terminal before.
        faults: what went wrong with the drill's own files since, a sentence each.
    """

    progress: DrillProgress
    calls: tuple[CallView, ...]
    news: tuple[CallView, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def waiting(self) -> tuple[CallView, ...]:
        """The messages nobody has taken yet."""
        return tuple(call for call in self.calls if call.answered_at is None)

    def call(self, ident: str) -> CallView:
        """Return the message of that id."""
        return next(call for call in self.calls if call.ident == ident)


Mark = Literal["met", "late", "missed", "pending", "moot"]


class ScoreLine(Struct, frozen=True):
    """One expectation: how it went, what it was, its clause, its points in words."""

    key: str
    result: Mark
    label: str
    points: str
    words: str
    clause: str
    times: str


class ScoreView(Struct, frozen=True):
    """The score in words, and a line an expectation; several cases by their numbers."""

    label: str
    lines: tuple[ScoreLine, ...]
    cases: str = ""


class GuideView(Struct, frozen=True):
    """The step of the guide that is to be done: which one, of how many, its words.

    Attributes:
        on_board: what to do first where the board is in front; empty if the step can be done there.
    """

    number: int
    of: int
    words: str
    on_board: str = ""


class Choice(Struct, frozen=True):
    """A drill that can be begun or taken up: its key, its title, its length, what it trains.

    Attributes:
        verb: what Enter does with it.
        guided: whether it takes a newcomer by the hand.
    """

    key: str
    title: str
    length: str
    words: str
    verb: str
    guided: bool = False
