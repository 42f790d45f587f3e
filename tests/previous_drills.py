"""The kept drills, opened in copies, and what is said of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.desk.drill.session import DrillSession
from cqcmd.desk.drill_opening import opened_drill
from cqcmd.desk.opening import Opening
from cqcmd.drill.play.simulated_time import Tick
from tests.previous import copied, paper_says, plain

FINISHED, RUNNING = "lift-trapping-20260725-150000", "first-call-20260725-160000"
"""The drawers: one drill that ended, one that goes on."""
DRILLS = {"finished": FINISHED, "running": RUNNING}


def standing() -> Tick:
    """Real time that does not pass."""
    return Tick("test", 0)


def drawer_of(name: str, folder: Path) -> DrillFolder:
    """A copy of a kept drill."""
    return DrillFolder(copied(f"drills/{DRILLS[name]}", folder))


@contextmanager
def drill_of(
    drill_folder: DrillFolder, role: str = "trainee"
) -> Iterator[tuple[Opening, DrillSession]]:
    """A drill over its drawer; the journal is not read yet."""
    opening, session = opened_drill(drill_folder, role, standing)  # type: ignore[arg-type]
    try:
        yield opening, session
    finally:
        opening.close()
        session.leave()


def drill_says(desk: Desk, drill: DrillSession) -> dict[str, Any]:
    """What came, what was seen, how it stands; of one that ended the score and the debrief."""
    state, instructor = drill.poll(), desk.drills.instructor(drill)
    found: dict[str, Any] = {
        "calls": state.calls,
        "waiting": state.waiting,
        "course": state.progress,
        "observations": instructor.seen(),
        "messages": instructor.messages(),
        "score": drill.score_view(),
    }
    if state.progress.over:
        debrief = desk.drills.debrief(drill)
        pictures = [debrief.picture(columns, times) for columns in (40, 90) for times in (1, 4)]
        found |= {"debrief": debrief.shown(), "pictures": pictures, "ratings": debrief.ratings()}
        found["paper"] = paper_says(debrief.paper())
    return {name: plain(value) for name, value in found.items()}
