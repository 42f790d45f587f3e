"""A drill on this terminal, from its beginning to what comes after it."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cqcmd.app.drill_app import REAL, DrillPost
from cqcmd.app.drill_process import Ending, become_real_post
from cqcmd.app.instructor_app import InstructorPost
from cqcmd.clock import SystemClock
from cqcmd.desk.common.operator import NOBODY, Operator
from cqcmd.desk.drill.drawer import DrillFolder, is_drill
from cqcmd.desk.drill.presence import Role
from cqcmd.desk.drill_opening import opened_drill, refuse_lost, refuse_write_protected
from cqcmd.desk.station.centre_address import refuse_centre
from cqcmd.errors import Refusal
from cqcmd.paths import data_dir
from cqcmd.terminal.driver import refuse_terminal


def play_drill(
    drill_folder: DrillFolder,
    real: Path | None = None,
    role: Role = "trainee",
    *,
    board: int = 0,
    operator: Operator = NOBODY,
) -> DrillPost:
    """Stay in the drill until it is left; its result names what to open next.

    ``real``: where the real record lies; its countdowns stay in sight.
    ``board``: the process of the board that began it; without it the drill ends, too.
    ``operator``: who the login says sits here; a drill asks for nobody's role.

    Raises:
        Refusal: it cannot be opened.
    """
    refuse_lost(drill_folder)
    refuse_write_protected(drill_folder)
    opening, session = opened_drill(drill_folder, role, operator=operator)
    if real is not None and not is_drill(real):
        opening.desk.watch_real(real, SystemClock())
    post = InstructorPost if session.role == "instructor" else DrillPost
    app = post(opening, session)
    app.board = board
    try:
        app.run()
    finally:
        opening.close()
        with suppress(Refusal):  # a disk that refuses must not stand before a real alarm
            session.leave(holding=app.return_value is not None)
    return app


def open_drill(
    data: str | None,
    find: Callable[[Path], DrillFolder],
    role: Role = "trainee",
    ending: Path | None = None,
    operator: Operator = NOBODY,
    journal: str | None = None,
) -> int:
    """Open a drill from the command line; 真警 in it opens the real post at a new call.

    Where the drill is over, the key opens the real board.

    ``ending``: where the board that began it learns how it ended, and opens the real post itself.
    ``operator``: who the login says sits here, in the real post as well.
    ``journal``: where the centre of the real post is, if it has one.

    Raises:
        Refusal: this is no terminal that can show it, the drill cannot be opened, or the real post
            could not be opened with that centre when it is wanted.
    """
    if journal is not None:
        refuse_centre(journal)
    place, board = data_dir(data), os.getppid() if ending else 0
    try:
        why = refuse_terminal()
        if why:
            raise Refusal(why)
        drill_folder = find(place)
        app = play_drill(drill_folder, place, role, board=board, operator=operator)
    except Refusal as refusal:
        if ending is None:
            raise
        Ending(why=str(refusal)).write(ending)
        return 0
    if app.return_value is None:
        return app.return_code or 0
    calling = app.return_value == REAL
    if ending is not None:
        Ending(real=calling).write(ending)
        return 0
    plan = drill_folder.marker().plan
    path = Path(plan) if plan else None
    return become_real_post(place, path, operator, journal, calling=calling)
