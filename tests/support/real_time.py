"""Real time behind a drill's clock, as a test tells it."""

import pytest

from cqcmd.drill.play import simulated_time
from cqcmd.drill.play.simulated_time import Tick


class Seconds:
    """The counter of a machine; another ``machine`` was started anew, or is another one."""

    def __init__(self) -> None:
        self.now, self.machine = 0, "test"

    def __call__(self) -> Tick:
        return Tick(self.machine, self.now * 1_000_000)


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    """Real seconds: they pass when a test adds to ``now``."""
    seconds = Seconds()
    monkeypatch.setattr(simulated_time, "machine_counter", lambda: seconds)
    return seconds
