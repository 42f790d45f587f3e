"""Stories of receipts, reports and changes, told to a desk, and what it says is due."""

import os
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from cqcmd.clock import Clock, FixedClock, SystemClock, iso_local
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.reports.forms import ReportForm
from cqcmd.views import Deadline

CASES = Path(__file__).parents[1] / "cases"
FIRST_DAY = datetime.fromisoformat("1999-01-01T00:00:00+08:00")
Case = dict[str, Any]


def cases(group: str) -> list[Case]:
    """The cases of ``tests/cases/due_<group>.toml``."""
    read = tomllib.loads((CASES / f"due_{group}.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = read["case"]
    return found


@contextmanager
def machine_zone(zone: str | None) -> Iterator[None]:
    """This process in another time zone, where the system knows how."""
    change: Callable[[], None] | None = getattr(time, "tzset", None)
    if zone is None or change is None:
        yield
        return
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    change()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        change()


class Machine:
    """A machine's three counters, moved by hand, and the post's clock over them."""

    def __init__(self, start: str, *, counts_sleep: bool = True) -> None:
        self.wall = datetime.fromisoformat(start).timestamp()
        self.steady = 5_000.0
        self.monotonic = 4_000.0
        self.counts_sleep = counts_sleep
        self.clock = SystemClock(lambda: self.wall, lambda: self.steady, lambda: self.monotonic)

    def run(self, seconds: float) -> None:
        """Time passes."""
        self.wall += seconds
        self.steady += seconds
        self.monotonic += seconds

    def sleep(self, seconds: float) -> None:
        """The lid is shut for so long."""
        self.wall += seconds
        if self.counts_sleep:
            self.steady += seconds

    def jump(self, seconds: float) -> None:
        """Somebody sets the wall clock."""
        self.wall += seconds


class ChangeableClock:
    """The clock of a desk that tells many stories, one after another."""

    def __init__(self) -> None:
        self.shown: Clock = FixedClock(FIRST_DAY)

    def now(self) -> datetime:
        """The moment of the story that is being told."""
        return self.shown.now()


class Posts:
    """One desk over a real journal for each organisation, opened when it is first asked for."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.opened: dict[str, tuple[Opening, ChangeableClock]] = {}

    def of(self, org: str) -> tuple[Desk, ChangeableClock]:
        """The desk of an organisation, and its clock."""
        if org not in self.opened:
            clock = ChangeableClock()
            opening = Opening(self.place / org, None, clock)
            opening.read_journal()
            opening.desk.station.set_up(org, "值班点", "渝中区", {}, "李敏")
            self.opened[org] = opening, clock
        opening, clock = self.opened[org]
        return opening.desk, clock

    def close(self) -> None:
        """Let go of every journal."""
        for opening, _clock in self.opened.values():
            opening.close()


class Story:
    """One incident at one desk: the steps of a case, done and looked at in order."""

    def __init__(self, case: Case, posts: Posts) -> None:
        self.case = case
        self.desk, self.clock = posts.of(case["org"])
        self.machine: Machine | None = None
        if "wall" in case:
            self.machine = Machine(case["wall"], counts_sleep=case.get("counts_sleep", True))
            self.clock.shown = self.machine.clock
        self.ident = ""

    def tell(self) -> None:
        """Do every step, and compare what its looks say."""
        with machine_zone(self.case.get("zone")):
            for step in self.case["steps"]:
                for name, value in step.items():
                    self._do(name, value, step)

    def _do(self, name: str, value: Any, step: dict[str, Any]) -> None:
        if name in SIDE_WORDS:
            return
        if name in LOOKS:
            assert LOOKS[name](self) == (sorted(value) if name in UNORDERED else value), step
        elif name in MACHINE_STEPS:
            assert self.machine is not None
            getattr(self.machine, name)(value)
        else:
            ACTS[name](self, value, step)

    @property
    def system_clock(self) -> SystemClock:
        """The clock over the machine's counters."""
        assert self.machine is not None
        return self.machine.clock

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Every duty of the incident."""
        return self.desk.situation(self.ident).deadlines


def moment(step: dict[str, Any], name: str) -> datetime | None:
    """A moment that a step names, if it does."""
    return datetime.fromisoformat(step[name]) if name in step else None


def _at(story: Story, text: str, _step: dict[str, Any]) -> None:
    story.clock.shown = FixedClock(datetime.fromisoformat(text))


def _call(story: Story, texts: dict[str, str], step: dict[str, Any]) -> None:
    story.ident = story.desk.intake.new_call()
    received = moment(step, "received") or story.clock.now()
    told = {"unit": "长江机械厂", "summary": "设备事故"} | texts
    story.desk.intake.take_call(story.ident, told, received, reason="事后补录")


def _learn(story: Story, texts: dict[str, str], step: dict[str, Any]) -> None:
    story.desk.facts.update(
        story.ident,
        texts,
        source="现场",
        at=moment(step, "since") or story.clock.now(),
        learned_at=moment(step, "told"),
        reason="事后查证得知",
    )


def _report(story: Story, words: str, step: dict[str, Any]) -> None:
    sender, receiver, channel = words.split()
    form = ReportForm(
        sender=sender,
        receiver=receiver,
        channel=channel,  # type: ignore[arg-type]
        person="王处",
        number="63765110",
        at=moment(step, "made") or story.clock.now(),
    )
    story.desk.reports.record(story.ident, form, reason="事后补录")


def _heard(story: Story, org: str, step: dict[str, Any]) -> None:
    at = moment(step, "since") or story.clock.now()
    story.desk.reports.record_notification(story.ident, org, at, reason="事后查证得知")


def _strike(story: Story, kind: str, _step: dict[str, Any]) -> None:
    lines = [line for line in story.desk.log(story.ident) if line.kind == kind and not line.struck]
    latest = max(lines, key=lambda line: line.seq)
    story.desk.logbook.strike(story.ident, latest.entry, "录错")


def _override(story: Story, grade: Any, _step: dict[str, Any]) -> None:
    story.desk.decisions.override(story.ident, grade, "张局长", "影响重大")


def _start(story: Story, _value: bool, _step: dict[str, Any]) -> None:
    story.desk.reports.start_duties(story.ident)


def _close(story: Story, reason: str, _step: dict[str, Any]) -> None:
    story.desk.decisions.close(story.ident, reason, "王局")


def _check(story: Story, kind: str, _step: dict[str, Any]) -> None:
    event = story.system_clock.check()
    assert (event.kind if event else "nothing") == kind


def _judge(story: Story, verdict: str, _step: dict[str, Any]) -> None:
    {"accept": story.system_clock.accept, "keep": story.system_clock.keep}[verdict]()


ACTS: dict[str, Callable[[Story, Any, dict[str, Any]], None]] = {
    "at": _at,
    "call": _call,
    "learn": _learn,
    "report": _report,
    "heard": _heard,
    "strike": _strike,
    "override": _override,
    "start": _start,
    "close": _close,
    "check": _check,
    "judge": _judge,
}
MACHINE_STEPS = {"run", "sleep", "jump"}
SIDE_WORDS = {"received", "since", "told", "made"}
"""What is said of an act in the same step: when it really happened, when it was told."""


def _line(shown: Deadline) -> str:
    what = shown.channel if shown.stage == "initial" else shown.stage
    due = iso_local(shown.due) if shown.due else "-"
    return f"{shown.sender} {shown.receiver} {what} {due} {shown.state}"


def _owed(story: Story) -> list[str]:
    return sorted(_line(deadline) for deadline in story.deadlines)


def _later(story: Story) -> list[str]:
    return sorted(_line(deadline) for deadline in story.deadlines if deadline.stage != "initial")


def _companion(story: Story) -> list[str]:
    return [_line(deadline) for deadline in story.deadlines if deadline.source]


def _anchors(story: Story) -> list[str]:
    return [deadline.anchor for deadline in story.deadlines if deadline.stage != "initial"]


def _ringing(story: Story) -> list[str]:
    return sorted(_line(deadline) for deadline in story.deadlines if deadline.rings)


def _grade(story: Story) -> str:
    return story.desk.strip(story.ident).grade.grade or "none"


def _next(story: Story) -> dict[str, str]:
    shown = story.desk.situation(story.ident).projections
    return {projection.grade: iso_local(projection.moment) for projection in shown}


def _turns(story: Story) -> dict[str, list[str]]:
    return {
        f"{due.receiver} {due.channel if due.stage == 'initial' else due.stage}": [
            iso_local(turn) for turn in due.stage_times
        ]
        for due in story.deadlines
        if due.mine
    }


def _stages(story: Story) -> dict[str, str]:
    now = story.desk.clock.now()
    return {
        f"{due.receiver} {due.channel if due.stage == 'initial' else due.stage}": due.stage_at(now)
        for due in story.deadlines
        if due.mine
    }


def _bells(story: Story) -> list[str]:
    bells = (bell for bell in story.desk.alerts() if bell.ident == story.ident)
    return sorted(iso_local(turn) for bell in bells for turn in bell.stage_times)


def _watched(story: Story) -> str:
    return next(row.watched for row in story.desk.board().rows if row.ident == story.ident)


LOOKS: dict[str, Callable[[Story], Any]] = {
    "owed": _owed,
    "later": _later,
    "companion": _companion,
    "anchors": _anchors,
    "ringing": _ringing,
    "grade": _grade,
    "next": _next,
    "turns": _turns,
    "stages": _stages,
    "bells": _bells,
    "watched": _watched,
    "now": lambda story: iso_local(story.desk.clock.now()),
}
UNORDERED = {"owed", "later", "companion", "ringing", "bells"}
