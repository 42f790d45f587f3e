"""日志 as its screen shows it."""

from datetime import datetime

from msgspec import Struct


# Of words and moments, so in no circle: a hundred thousand are nothing to the garbage collector.
class LogLine(Struct, frozen=True, gc=False):
    """One entry in words. ``system``: written by the program itself, shown dimmed.

    ``clause`` is the one of the plan that asks for such an entry; ``altered``: it is not what was
    written. ``operator`` sat at the terminal while ``actor`` was on duty; empty where that is the
    same person, or was not said.
    """

    entry: str
    kind: str
    kind_name: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    words: str
    system: bool
    struck: str
    station: str
    seq: int
    strikable: bool
    clause: str
    altered: bool = False
    operator: str = ""

    @property
    def writer(self) -> str:
        """Who wrote it down."""
        return self.operator or self.actor


class AttachmentView(Struct, frozen=True, kw_only=True):
    """A file that the log names.

    Attributes:
        path: where it lies, as text.
        size: in words.
        shows: what can be seen or heard in it, as somebody wrote.
        taken: when it was photographed, recorded or written; empty where nobody said.
        attached: when it was attached, and by whom.
        struck: why its entry is void; empty if it stands.
        readable: whether it is text that is read here.
        post: which other post attached it; empty where it was this one.
    """

    entry: str
    name: str
    path: str
    size: str
    sha256: str
    shows: str
    source: str
    taken: str
    attached: str
    struck: str
    readable: bool
    post: str = ""
