"""``python3 -m bench [subject ...]``: measure and print one table."""

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from bench.place import compile_all
from bench.row import Row, table

SUBJECTS = (
    *("grade", "journal", "start", "screens", "reading"),
    *("verdicts", "calls", "board", "register", "devices", "writers", "export"),
    *("line", "serve", "history", "merge", "peers", "centre"),
)


def main(arguments: Sequence[str]) -> int:
    """Measure the subjects named, all if none is; 1 if a budget and its limit were missed."""
    if unknown := [name for name in arguments if name not in SUBJECTS]:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(SUBJECTS)}", file=sys.stderr)
        return 2
    compile_all()
    rows = [row for name in arguments or SUBJECTS for row in _measured(name)]
    print(table(rows))
    return int(any(row.verdict == "MISSED" for row in rows))


def _measured(subject: str) -> Iterator[Row]:
    print(f"{subject} ...", file=sys.stderr, flush=True)
    measure: Callable[[], Iterator[Row]] = import_module(f"bench.{subject}").rows
    for row in measure():
        print("  " + "  ".join(filter(None, row.cells())), file=sys.stderr, flush=True)
        yield row


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
