"""Building the command post on this terminal, or the sample beside it."""

import gc
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cqcmd.errors import Refusal

if TYPE_CHECKING:
    from cqcmd.app import CommandPost
    from cqcmd.desk.opening import Opening


def open_command_post(data: str | None, plan: Path | None, *, observing: bool = False) -> int:
    """Open the post and stay until the officer leaves; returns the exit status.

    Raises:
        Refusal: this is no terminal that can show it, or the plan or the data cannot be used.
    """
    gc.disable()  # the app turns it on once the first screen stands
    from cqcmd.driver import refuse_terminal

    why = refuse_terminal()
    if why:
        raise Refusal(why)
    from cqcmd.app import SAMPLE
    from cqcmd.clock import SystemClock
    from cqcmd.desk.opening import Opening
    from cqcmd.paths import data_dir

    while True:
        app = _run(Opening(data_dir(data), plan, SystemClock(), observing=observing))
        if app.return_value != SAMPLE:
            return app.return_code or 0
        _show_sample()


def _run(opening: "Opening") -> "CommandPost":
    from cqcmd.app import CommandPost

    app = CommandPost(opening)
    try:
        app.run()
    finally:
        opening.close()
    return app


def _show_sample() -> None:
    """The sample in a folder that goes away with it; real records are never opened meanwhile."""
    from cqcmd.clock import SystemClock
    from cqcmd.desk.opening import Opening
    from cqcmd.desk.sample import MARK, fill

    with tempfile.TemporaryDirectory(prefix="cqcmd-sample-") as folder:
        filling = Opening(Path(folder), None, SystemClock(), MARK)
        filling.read_journal()
        fill(filling.desk)
        filling.close()
        _run(Opening(Path(folder), None, SystemClock(), MARK))
