"""What the command line prints: answers, complaints, and the exit status that goes with them."""

import sys

DONE, BAD_INPUT = 0, 2


def put(words: str) -> None:
    """An answer, without control codes."""
    from cqcmd.text import clean

    print(clean(words, limit=10_000_000))


def complain(words: str) -> None:
    """A sentence for the person at the terminal; programs that read the answers do not see it."""
    from cqcmd.text import clean

    print(clean(words), file=sys.stderr)
