"""Slips (单): rows of a name and what holds, who signs, and on what it rests."""

from collections.abc import Iterator

from msgspec import Struct

from cqcmd.documents.paper import BLANK
from cqcmd.i18n import _


class Slip(Struct, frozen=True):
    """A slip as values: what stands blank is to be filled in by hand.

    ``signers`` each sign with a date; ``notes`` say on what it rests, and what is not the plan's.
    """

    title: str
    opening: str
    rows: tuple[tuple[str, str], ...]
    signers: tuple[str, ...]
    notes: tuple[str, ...] = ()


def lines_of(slip: Slip) -> Iterator[str]:
    """Yield the slip as lines."""
    yield slip.opening
    yield ""
    for name, words in slip.rows:
        yield _("{name}：{words}").format(name=name, words=filled(words))
    yield ""
    for signer in slip.signers:
        yield signed(signer)
    yield ""
    yield from slip.notes


def filled(words: str) -> str:
    """Return what is known, in one line; else what is to be filled in."""
    return words.replace("\n", " ").strip() or BLANK


def signed(signer: str) -> str:
    """Return the line on which somebody signs."""
    return _("{signer}（签名）：{blank}　时间：{blank}").format(signer=signer, blank=BLANK)
