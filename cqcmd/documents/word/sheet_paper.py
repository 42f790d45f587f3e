"""A paper of paragraphs, and the way to make it a Word file on our own page."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.documents.paper import Head, Paper, origin
from cqcmd.documents.report.titles import terms_of


class Signing(Struct, frozen=True):
    """Who signs a paper, and its day (成文日期); without a sender a seal will say who."""

    sender: str
    dated: datetime


def in_word(
    made: Paper,
    head: Head,
    signing: Signing | None = None,
    *,
    body: tuple[str, ...] | None = None,
    foot: tuple[str, ...] | None = None,
    table: tuple[tuple[str, ...], ...] = (),
    widths: tuple[float, ...] = (),
) -> Paper:
    """Return the paper with a Word file of the same title and paragraphs.

    ``body`` and ``foot``: what stands there instead of its own paragraphs and whence it comes;
    ``table``: rows behind the body, as wide as ``widths`` say.
    """

    def word() -> bytes:
        from cqcmd.documents.word.sheet import Sheet, as_word  # late: it loads python-docx

        sheet = Sheet(
            title=made.title,
            body=made.body if body is None else body,
            foot=tuple(origin(head)) if foot is None else foot,
            sender=signing.sender if signing else "",
            dated=signing.dated if signing else None,
            table=table,
            widths=widths,
            terms=(*terms_of(head.plan), *((signing.sender,) if signing else ())),
        )
        return as_word(sheet, head)

    return replace(made, word=word)
