"""The service as a whole: its place is claimed, the program loaded and rehearsed; it serves."""

from pathlib import Path

from cqcmd.errors import Refusal, reason_of
from cqcmd.server.host import Host
from cqcmd.server.listening import claim
from cqcmd.server.program import OnDisk, files, load_everything
from cqcmd.server.rehearsal import rehearse
from cqcmd.server.session import Main
from cqcmd.server.words import READY, UNREHEARSED, say


def serve(data: Path, main: Main) -> int:
    """Serve the post of a data directory; ``main`` is the program, as a session runs it.

    Raises:
        BadInput: another server does so, or the place is not to be had.
    """
    listening, disk = claim(data), OnDisk(files())
    load_everything()
    try:
        rehearse()
    except (OSError, Refusal) as error:  # without it all is as it should be, only slower
        say(UNREHEARSED.format(why=reason_of(error) if isinstance(error, OSError) else error))
    listening.open()
    say(READY.format(place=listening.place))
    return Host(listening, disk, main).serve()
