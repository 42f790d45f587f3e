"""`cqcmd serve`: the post server of a data directory, in the foreground, as systemd wants it."""

import sys
from argparse import Namespace

from cqcmd.errors import BadInput
from cqcmd.paths import data_dir
from cqcmd.server.words import NOT_HERE, NOT_UTF8
from cqcmd.terminal.streams import is_utf8


def run(args: Namespace) -> int:
    """Serve until told to end; return the exit status. In a session: run it and return its own.

    Raises:
        BadInput: not on this system, not in this place, or another one does so already.
    """
    if sys.platform != "linux":
        raise BadInput(NOT_HERE)
    if not is_utf8(sys.getfilesystemencoding()):
        raise BadInput(NOT_UTF8.format(name=sys.getfilesystemencoding()))
    from cqcmd.server.service import serve  # late: other systems lack what it stands on

    return serve(data_dir(args.data), args.main)
