"""A drill of the lift on the screens of whoever plays or leads it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cqcmd.app.drill_app import DrillPost
from cqcmd.app.instructor_app import InstructorPost
from cqcmd.desk import drill_opening
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.desk.drill.presence import Role
from tests.support.pilots import AppPilot, DrillPilot

POSTS = {"trainee": DrillPost, "instructor": InstructorPost}


@asynccontextmanager
async def playing(drill_folder: DrillFolder, role: Role = "trainee") -> AsyncIterator[DrillPilot]:
    opening, session = drill_opening.opened_drill(drill_folder, role)
    app = POSTS[role](opening, session)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.desk.ready:
            await pilot.pause(0.01)
        await pilot.pause()
        yield AppPilot(app)
    opening.close()
    session.leave()
