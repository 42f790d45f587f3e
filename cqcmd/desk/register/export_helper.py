"""A process that helps with an export: it is told its work, and gives part after part.

What goes from process to process is pickled: both ends are this program, and nobody else's bytes
are ever read.
"""

import pickle
import sys
from contextlib import suppress

from cqcmd.desk.register.export_parts import worked_out


def main() -> None:
    """Work out what is asked for; a refusal, too, is told to whoever asked."""
    work, every = pickle.load(sys.stdin.buffer)
    try:
        for part in worked_out(work, every):
            _tell(part)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 (told there: nobody sees here what is wrong)
        _tell(error)


def _tell(told: object) -> None:
    pickle.dump(told, sys.stdout.buffer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    with suppress(BrokenPipeError):  # nobody waits for it any more
        main()
