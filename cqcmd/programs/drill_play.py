"""A drill played without a screen, at full speed, in a drawer of its own that is thrown away."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from cqcmd.desk.opening import Opening
from cqcmd.drill.clock import Tick
from cqcmd.drill.judge import ends_at
from cqcmd.drill.moments import MICROSECOND, utc_of
from cqcmd.drill.scenario import Scenario, Station
from cqcmd.drill.score import Score
from cqcmd.drill.span import write_span
from cqcmd.drill.tape import DrillClock
from cqcmd.errors import BadInput, Refusal
from cqcmd.programs.drill_post import Post
from cqcmd.programs.drill_script import Line
from cqcmd.words import _


class Hold(Struct, frozen=True):
    """The drill is held ``at`` a moment after its start, for ``lasting`` of real time."""

    at: timedelta
    lasting: timedelta


class Pace(Struct, frozen=True):
    """How real time passes meanwhile; it changes no score. ``speed`` 0: by jumps alone."""

    speed: int = 0
    holds: tuple[Hold, ...] = ()


class Pretended:
    """Real time, as the player tells it: nobody waits for it."""

    def __init__(self) -> None:
        self._at = 0

    def __call__(self) -> Tick:
        return Tick("pretended", self._at)

    def pass_by(self, micros: int) -> None:
        """So many microseconds go by."""
        self._at += micros


class Player:
    """Moves a drill's clock on: at a speed, through holds, or by jumps."""

    def __init__(self, tape: Path, start: datetime, pace: Pace) -> None:
        self._real = Pretended()
        self.clock = DrillClock(tape, start, self._real)
        self._start, self._pace = start, pace
        self._holds = sorted(pace.holds, key=lambda hold: hold.at)
        if pace.speed:
            self.clock.run(pace.speed)

    def go_to(self, moment: datetime) -> None:
        """Let time pass until ``moment``, the holds before it included."""
        while self._holds and self._start + self._holds[0].at <= moment:
            hold = self._holds.pop(0)
            self._run_to(self._start + hold.at)
            self._stand(hold.lasting)
        self._run_to(moment)

    def _stand(self, lasting: timedelta) -> None:
        self.clock.hold()
        self._real.pass_by(lasting // MICROSECOND)
        if self._pace.speed:
            self.clock.run(self._pace.speed)

    def _run_to(self, moment: datetime) -> None:
        left = (moment - self.clock.now()) // MICROSECOND
        if self._pace.speed and left > 0:
            self._real.pass_by(left // self._pace.speed)
        if self.clock.now() < moment:  # what no whole microsecond at that speed reaches
            self.clock.jump(moment)


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
            player.go_to(end)
            return post.drill.score()


@contextmanager
def _post(folder: Path, scenario: Scenario, plan: Path | None, clock: DrillClock) -> Iterator[Post]:
    """The post in its own drawer, set up for the scenario's station."""
    mark = _("演练·{title}").format(title=scenario.title)
    opening = Opening(folder / "data", plan, clock, mark)
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
        said = words.format(place=line.place, do=line.act.do, why=refusal)
        raise BadInput(said) from refusal
