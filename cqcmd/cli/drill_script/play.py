"""A drill played without a screen, at full speed, in a drawer of its own that is thrown away."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
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
from cqcmd.drill.score.score import Score
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _


def play(
    scenario: Scenario,
    script: Sequence[Line],
    plan: Path | None,
    pace: Pace,
    until: timedelta | None = None,
) -> Score:
    """Do what the script says and judge the drill at its end, or where it is ended early.

    ``until``: how far into the drill it is ended; what the script does later is left out.

    Raises:
        BadInput: an action that cannot be done, with its place in the script.
    """
    length = scenario.length if until is None else _early(scenario, until)
    start = utc_of(scenario.start)
    with TemporaryDirectory(prefix="cqcmd-drill-") as folder:
        player = Player(Path(folder) / "tape.json", start, pace)
        with _post(Path(folder), scenario, plan, player.clock) as post:
            for line in script:
                _within(line, scenario)
                if line.act.at > length:
                    continue
                player.go_to(start + line.act.at)
                _perform(line, post)
            # On to the end, whatever the last act was: deadlines go on running without anybody
            # acting.
            player.go_to(start + length)
            post.drill.take_arrivals()
            return post.drill.score(early=length < scenario.length)


def _early(scenario: Scenario, until: timedelta) -> timedelta:
    """Return how far it is played. Raises BadInput: it is not so long."""
    if until > scenario.length:
        words = _("--until 不能超过演练的全长 {length}。")
        raise BadInput(words.format(length=write_span(scenario.length)))
    return until


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
