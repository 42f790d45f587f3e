"""Building the command post on this terminal."""

import gc
from pathlib import Path

from cqcmd.errors import Refusal


def open_command_post(data: str | None, plan: Path | None) -> int:
    """Open the post and stay until the officer leaves; returns the exit status.

    Raises:
        Refusal: this is no terminal that can show it, or the plan or the data cannot be used.
    """
    gc.disable()  # the app turns it on once the first screen stands
    from cqcmd.driver import refuse_terminal

    why = refuse_terminal()
    if why:
        raise Refusal(why)
    from cqcmd.app import CommandPost
    from cqcmd.clock import SystemClock
    from cqcmd.desk.opening import Opening
    from cqcmd.paths import data_dir

    opening = Opening(data_dir(data), plan, SystemClock())
    app = CommandPost(opening)
    try:
        app.run()
    finally:
        opening.close()
    return app.return_code or 0
