"""The notice of a warning as a paper: its text, and the ways to make it Word and CAP."""

from msgspec.structs import replace

from cqcmd.documents.paper import Head, Paper, paper
from cqcmd.documents.warning.cap import as_cap
from cqcmd.documents.warning.content import Notice
from cqcmd.documents.warning.notice import body_of, foot_of, title_of
from cqcmd.documents.word.sheet_paper import Signing, in_word


def notice_paper(head: Head, notice: Notice) -> Paper:
    """Make the notice; what is not issued is a draft, and no machine is told of it."""
    said = tuple(body_of(notice))
    made = paper(title_of(notice), head, [*said, "", *foot_of(notice)])

    def alert() -> bytes:
        return as_cap(notice, exercise=bool(head.mark.strip()))

    dated = notice.issued_at or head.made_at
    made = in_word(made, head, Signing(notice.issuer, dated), body=said, foot=())
    return replace(made, alert=None if notice.what == "draft" else alert)
