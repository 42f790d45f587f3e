"""A slip as a paper: its text, and the way to make it Word."""

from msgspec.structs import replace

from cqcmd.documents.paper import Head, Paper, paper
from cqcmd.documents.slip import Slip, lines_of


def slip_paper(head: Head, slip: Slip) -> Paper:
    """Make the slip; it can be written as a Word document too."""
    made = paper(slip.title, head, lines_of(slip))

    def word() -> bytes:
        from cqcmd.documents.word.slip import as_word  # late: it loads python-docx

        return as_word(slip, head)

    return replace(made, word=word)
