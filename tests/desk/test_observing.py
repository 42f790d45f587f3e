"""观察: whoever only looks sees everything and writes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.errors import Refusal
from tests.desk.calls import TANK, report, take
from tests.desk.conftest import START
from tests.desk.test_response import step


def test_an_observer_reads_and_every_act_is_refused_in_words(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.observe(True)
    before = desk.backups.verify().words
    acts: tuple[Callable[[], object], ...] = (
        lambda: desk.logbook.note(ident, "看到了"),
        lambda: report(desk, ident, "district_government", "phone"),
        lambda: step(desk, ident, "proposed", "III"),
        lambda: desk.tasks.advance(ident, "evacuation", "open"),
        lambda: desk.station.take_over("王强"),
        lambda: take(desk, TANK),
    )
    for act in acts:
        with pytest.raises(Refusal, match="观察模式"):
            act()
    assert desk.backups.verify().words == before
    assert desk.situation(ident).steps
    assert desk.watch.mark == "观察"
    desk.observe(False)
    desk.logbook.note(ident, "又能写了")


def test_a_post_can_be_opened_to_observe(tmp_path: Path) -> None:
    opening = Opening(tmp_path, None, FixedClock(START), observing=True)
    opening.read_journal()
    assert opening.desk.observing
    assert opening.desk.watch.mark == "观察"
    opening.close()
