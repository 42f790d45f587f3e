"""What a check of the chain found."""

from msgspec import Struct


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether every link holds. A chain cut off at its end, or written anew whole, looks whole:
    only a head noted elsewhere (a report, a backup, another station) can show that.

    Attributes:
        ok: no link is broken.
        entries: how many entries were followed, up to the first broken link.
        heads: of each station, the number and hash of its last good entry.
        fault: the first broken link, in words; empty when ``ok``.
    """

    ok: bool
    entries: int
    heads: dict[str, tuple[int, str]]
    fault: str
