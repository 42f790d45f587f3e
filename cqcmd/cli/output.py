"""What the command line prints: answers, complaints, and the exit status that goes with them."""

import sys
from contextlib import suppress

from cqcmd.i18n import _
from cqcmd.terminal.streams import writing

DONE, BAD_INPUT = 0, 2


def put(words: str) -> None:
    """Print an answer, without control codes."""
    with writing():
        print(_clean(words, 10_000_000))


def complain(words: str, end: str = "\n") -> None:
    """Print a sentence for the person at the terminal, not for programs that read the answers."""
    # On the other stream: programs read the answers on standard output. One that was closed is
    # None, which `print` would take for standard output.
    if sys.stderr is not None:
        with suppress(OSError):
            print(_clean(words, 10_000), end=end, file=sys.stderr)


def refuse(faults: tuple[str, ...]) -> int:
    """Print every fault of a file that is not used, and their count; return the exit status."""
    for fault in faults:
        complain(fault)
    complain(_("共 {count} 处错误，未采用。").format(count=len(faults)))
    return BAD_INPUT


def as_text(answer: object) -> str:
    """Return an answer as JSON that people can read."""
    import msgspec  # late: as in `_clean`

    return msgspec.json.format(msgspec.json.encode(answer), indent=2).decode()


def _clean(words: str, limit: int) -> str:
    from cqcmd.text import clean  # late: its patterns take two milliseconds of every start

    return clean(words, limit=limit)
