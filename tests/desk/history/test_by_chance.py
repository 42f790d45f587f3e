"""Whatever happened, before a checkpoint and after it: with it a post tells what the fold tells."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.history.making import make_checkpoint
from cqcmd.errors import Refusal
from tests.desk.calls import report, take
from tests.desk.history.two_ways import post, rooms, told
from tests.test_verdicts_by_chance import acts, perform, updates

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)
CHANNELS = ("phone", "written")
RECEIVERS = ("district_government", "city_regulator")
REPORTS = [(receiver, channel) for receiver in RECEIVERS for channel in CHANNELS]
DAYS = st.sampled_from((1, 8, 31, 60))
Act = tuple[str, object]
Steps = list[tuple[int, Act]]
Story = tuple[list[tuple[str, str]], Steps, str]
steps = st.lists(st.tuples(st.integers(0, 300), acts), max_size=5)
endings = st.sampled_from(("open", "dismissed", "closed", "void"))
stories = st.lists(st.tuples(st.lists(updates, max_size=3), steps, endings), max_size=4)


def _play(desk: Desk, clock: FixedClock, ident: str, steps: "Steps") -> None:
    for minutes, act in steps:
        clock.advance(minutes=minutes)
        with suppress(Refusal):
            perform(desk, ident, act)


def _end(desk: Desk, ident: str, ending: str) -> None:
    with suppress(Refusal):
        match ending:
            case "dismissed":
                desk.decisions.dismiss(ident, "王局", "不是特种设备")
            case "void":
                desk.logbook.strike(ident, desk.log(ident)[-1].entry, "误接")
            case "closed":
                for receiver, channel in REPORTS:
                    with suppress(Refusal):
                        report(desk, ident, receiver, channel)
                desk.decisions.close(ident, "处置结束", "王局")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=stories, after=st.lists(st.tuples(st.integers(0, 9), steps), max_size=3), days=DAYS)
def test_a_checkpoint_tells_what_the_fold_tells(
    before: list[Story], after: list[tuple[int, Steps]], days: int
) -> None:
    with TemporaryDirectory() as folder:
        data, clock, idents = Path(folder) / "data", FixedClock(START), list[str]()
        with post(data, clock, whole=True) as desk:
            desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
            for call, story, ending in before:
                with suppress(Refusal):
                    idents.append(take(desk, {"unit": f"第{len(idents)}化工厂"} | dict(call)))
                    _play(desk, clock, idents[-1], story)
                    _end(desk, idents[-1], ending)
        clock.advance(days=days)
        make_checkpoint(data, clock)
        with post(data, clock, whole=False) as part:
            for place, story in after:
                if idents:
                    _play(part, clock, idents[place % len(idents)], story)
            _same(part, data, clock, idents)


def _same(part: Desk, data: Path, clock: FixedClock, idents: list[str]) -> None:
    with post(data, clock, whole=True) as whole, post(data, clock, whole=False) as anew:
        assert told(part) == told(anew) == told(whole)
        for ident in idents:
            assert rooms(part, ident) == rooms(anew, ident) == rooms(whole, ident)
        assert told(part) == told(anew) == told(whole)
