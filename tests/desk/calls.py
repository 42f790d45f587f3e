"""Calls that tests take."""

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.reports.forms import ReportForm

TANK = {
    "district": "渝中区",
    "unit": "长江化工",
    "equipment": "储罐",
    "summary": "储罐爆炸",
    "deaths": "1",
    "serious_injuries": "3",
    "explosion": "爆炸",
    "caller": "李明",
    "callback": "13800000000",
}
LIFT = {
    "district": "渝中区",
    "unit": "时代大厦",
    "equipment": "电梯",
    "summary": "困人",
    "stranded": "2",
}


def take(desk: Desk, texts: dict[str, str], **changes: str) -> str:
    """Take a call now; returns the incident."""
    ident = desk.intake.new_call()
    desk.intake.take_call(ident, texts | changes, desk.clock.now())
    return ident


def report(desk: Desk, ident: str, receiver: str, channel: str, **more: object) -> object:
    """This station's report to a receiver, made now."""
    values: dict[str, object] = {
        "sender": desk.org,
        "receiver": receiver,
        "channel": channel,
        "person": "王处",
        "number": "63765110",
        "at": desk.clock.now(),
        "read_back": True,
    }
    return desk.reports.record(ident, ReportForm(**(values | more)))  # type: ignore[arg-type]


def states(desk: Desk, ident: str) -> dict[str, str]:
    """Duty label to state."""
    return {deadline.label: deadline.state for deadline in desk.situation(ident).deadlines}


def at(clock: FixedClock, **passed: int) -> None:
    """Let time pass."""
    clock.advance(**passed)
