"""The notice of a warning as a paper: its text, and the ways to make it Word and CAP."""

from msgspec.structs import replace

from cqcmd.documents.paper import Head, Paper, paper
from cqcmd.documents.warning.cap import as_cap
from cqcmd.documents.warning.content import Notice
from cqcmd.documents.warning.notice import body_of, foot_of, title_of


def notice_paper(head: Head, notice: Notice) -> Paper:
    """Make the notice; what is not issued is a draft, and no machine is told of it."""
    made = paper(title_of(notice), head, [*body_of(notice), "", *foot_of(notice)])

    def word() -> bytes:
        from cqcmd.documents.word.notice import as_word  # late: it loads python-docx

        return as_word(notice, head)

    def alert() -> bytes:
        return as_cap(notice, exercise=bool(head.mark.strip()))

    return replace(made, word=word, alert=None if notice.what == "draft" else alert)
