"""A drill played without a screen, at full speed, in a drawer of its own that is thrown away."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cqcmd.cli.drill_script.player import Pace, Player
from cqcmd.cli.drill_script.post import Post
from cqcmd.cli.drill_script.script import Line
from cqcmd.desk.drill.drawer import mark_of
from cqcmd.desk.opening import Opening
from cqcmd.drill.play.shared_clock import DrillClock
from cqcmd.drill.scenario.model import Scenario, Station
from cqcmd.drill.scenario.times import utc_of, write_span
from cqcmd.drill.score.judge import ends_at
from cqcmd.drill.score.score import Score
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _


def play(scenario: Scenario, script: Sequence[Line], plan: Path | None, pace: Pace) -> Score:
    """Do what the script says and judge the drill at its end.

    Raises:
        BadInput: an action that cannot be done, with its place in the script.
    """
    start, end = utc_of(scenario.start), ends_at(scenario)
    with TemporaryDirectory(prefix="cqcmd-drill-") as folder:
        player = Player(Path(folder) / "tape.json", start, pace)
        with _post(Path(folder), scenario, plan, player.clock) as post:
            for line in script:
                _within(line, scenario)
                player.go_to(start + line.act.at)
                _perform(line, post)
            # On to the end, whatever the last act was: deadlines go on running without anybody
            # acting.
            player.go_to(end)
            post.drill.take_arrivals()
            return post.drill.score()


@contextmanager
def _post(folder: Path, scenario: Scenario, plan: Path | None, clock: DrillClock) -> Iterator[Post]:
    """Build the post in its own folder, set up for the scenario's station."""
    opening = Opening(folder / "data", plan, clock, mark_of(scenario.title))
    opening.read_journal()
    try:
        _set_up(opening, scenario.station)
        yield Post(opening.desk, scenario)
    finally:
        opening.close()


def _set_up(opening: Opening, station: Station) -> None:
    opening.desk.station.set_up(
        station.org, station.name, station.district, station.numbers, station.officer
    )


def _within(line: Line, scenario: Scenario) -> None:
    if line.act.at > scenario.length:
        words = _("{place}：时间 {at} 在演练结束（{end}）之后。")
        at, end = write_span(line.act.at), write_span(scenario.length)
        raise BadInput(words.format(place=line.place, at=at, end=end))


def _perform(line: Line, post: Post) -> None:
    try:
        line.act.perform(post)
    except Refusal as refusal:
        words = _("{place}（{do}）：{why}")
        # Whatever the desk refused, it is the script that has to be corrected: status 2, not 1.
        said = words.format(place=line.place, do=line.act.do, why=refusal)
        raise BadInput(said) from refusal
