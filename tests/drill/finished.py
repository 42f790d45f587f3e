"""A finished drill in a drawer of its own, played from a script as an officer would."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cqcmd.desk import drill_opening
from cqcmd.desk.desk import Desk
from cqcmd.desk.drill_drawer import Drawer
from cqcmd.desk.drill_session import DrillSession
from cqcmd.drill import counter
from cqcmd.drill.clock import Tick
from cqcmd.drill.moments import utc_of
from cqcmd.programs.drill.play import _perform
from cqcmd.programs.drill.post import Post
from cqcmd.programs.drill.script import read_script
from tests.drill.conftest import SCRIPTS


def finish(data: Path, scenario: str, script: str, monkeypatch: pytest.MonkeyPatch) -> Drawer:
    """Real time stands; the clock goes from act to act, then to the end."""
    monkeypatch.setattr(counter, "machine_counter", lambda: lambda: Tick("test", 0))
    drawer = drill_opening.start_drill(data, scenario, None)
    with opened(drawer) as (desk, session):
        session.run()
        post = Post(desk, session.scenario)
        for line in read_script(SCRIPTS / f"{scenario}.{script}.toml"):
            session._tape.jump(max(utc_of(session.scenario.start) + line.act.at, desk.clock.now()))
            for call in session.waiting():
                session.answer(call.ident)
            _perform(line, post)
        session.finish()
        session.close_book()
    return drawer


@contextmanager
def opened(drawer: Drawer) -> Iterator[tuple[Desk, DrillSession]]:
    """Its desk, the journal read."""
    opening, session = drill_opening.opened_drill(drawer)
    opening.read_journal()
    try:
        yield opening.desk, session
    finally:
        opening.close()
        session.leave()
