"""Where the socket of a post server lies: in a folder of the data directory that is ours alone."""

import os

FOLDER, SOCKET, LOCK = "server", "post.sock", "lock"

_OTHERS = 0o077
"""What a mode says of everybody but the owner."""


class NotOurs(Exception):
    """The folder belongs to somebody else, or others may put something into it."""


def usual_data() -> str:
    """Return the data directory of a user who named none, as `cqcmd.paths` has it on Linux."""
    chosen = os.environ.get("XDG_DATA_HOME", "").strip()
    home = chosen if os.path.isabs(chosen) else os.path.expanduser("~/.local/share")
    return os.path.join(home, "cqcmd")


def open_folder(data: str) -> int:
    """Return the number of the open folder of the server below a data directory.

    What is reached by way of it cannot be exchanged meanwhile, and its name is short enough for a
    socket however deep the directory lies.

    Raises:
        OSError: there is none.
        NotOurs: it is not to be trusted.
    """
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    number = os.open(os.path.join(data, FOLDER), flags)
    state = os.fstat(number)
    if state.st_uid != os.geteuid() or state.st_mode & _OTHERS:
        os.close(number)
        raise NotOurs
    return number


def within(folder: int, name: str) -> str:
    """Return a path to what lies in an open folder."""
    return f"/proc/self/fd/{folder}/{name}"
