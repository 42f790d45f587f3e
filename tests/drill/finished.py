"""A finished drill in a drawer of its own, played from a script as an officer would."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cqcmd.cli.drill_script.play import _perform
from cqcmd.cli.drill_script.post import Post
from cqcmd.cli.drill_script.script import read_script
from cqcmd.desk import drill_opening
from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.desk.drill.session import DrillSession
from cqcmd.drill.play import simulated_time
from cqcmd.drill.play.simulated_time import Tick
from cqcmd.drill.scenario.times import utc_of
from tests.drill.conftest import SCRIPTS


def finish(data: Path, scenario: str, script: str, monkeypatch: pytest.MonkeyPatch) -> DrillFolder:
    """Real time stands; the clock goes from act to act, then until its time is up."""
    monkeypatch.setattr(simulated_time, "machine_counter", lambda: lambda: Tick("test", 0))
    drill_folder = drill_opening.start_drill(data, scenario, None)
    with opened(drill_folder) as (desk, session):
        session.run()
        post = Post(desk, session.scenario)
        for line in read_script(SCRIPTS / f"{scenario}.{script}.toml"):
            session.clock._shared_clock.jump(
                max(utc_of(session.scenario.start) + line.act.at, desk.clock.now())
            )
            for call in session.poll().waiting:
                session.answer(call.ident)
            _perform(line, post)
        to_the_end(session)
        session.close_book()
    return drill_folder


def to_the_end(session: DrillSession) -> None:
    """Let the drill play to its very end, with nobody acting any more."""
    session.clock._shared_clock.jump(session.clock.end)
    session.poll()


@contextmanager
def opened(drill_folder: DrillFolder) -> Iterator[tuple[Desk, DrillSession]]:
    """Its desk, the journal read."""
    opening, session = drill_opening.opened_drill(drill_folder)
    opening.read_journal()
    session.poll()
    try:
        yield opening.desk, session
    finally:
        opening.close()
        session.leave()
