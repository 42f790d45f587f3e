"""`python -m cqcmd`, and the program by its path with nothing loaded before (`python -I -S`).

What a terminal waits for first is here: only what neither `--version` nor a post server answers
loads the command line.
"""

import os
import sys

if not __package__:  # by its path: neither this package nor a library can be imported yet
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from cqcmd import __version__


def main() -> int:
    """Run what the command line asks for, the quickest way there is; return the exit status."""
    words = sys.argv[1:]
    if words == ["--version"] and _version_told():
        return 0
    # late, here and below: each start would wait for what another start needs
    from cqcmd.server.client import through_server

    status = through_server(words)
    return _by_itself(words) if status is None else status


def _version_told() -> bool:
    line = f"cqcmd {__version__}{os.linesep}".encode()
    try:
        return os.write(1, line) == len(line)
    except OSError:  # the command line says it in a sentence
        return False


def _by_itself(words: list[str]) -> int:
    if sys.flags.no_site:
        import site  # late: as above

        site.main()
    from cqcmd.cli.main import main as run  # late: as above

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
