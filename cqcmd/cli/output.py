"""What the command line prints: answers, complaints, and the exit status that goes with them."""

import sys
from collections.abc import Sequence

from cqcmd.i18n import _

DONE, BAD_INPUT = 0, 2


def put(words: str) -> None:
    """An answer, without control codes."""
    from cqcmd.text import clean

    print(clean(words, limit=10_000_000))


def refuse(faults: Sequence[str]) -> int:
    """Each fault of a file that is not taken, and how many there are; the exit status."""
    for fault in faults:
        complain(fault)
    complain(_("共 {count} 处错误，未采用。").format(count=len(faults)))
    return BAD_INPUT


def complain(words: str) -> None:
    """A sentence for the person at the terminal; programs that read the answers do not see it."""
    from cqcmd.text import clean

    print(clean(words), file=sys.stderr)
