"""Calls taken for the tests of an incident's screens."""

from cqcmd.app.command_post import CommandPost
from tests.screens.conftest import START

EXPLOSION = {
    "district": "渝中区",
    "unit": "长江化工",
    "equipment": "容器",
    "summary": "储罐爆炸",
    "explosion": "爆炸",
    "deaths": "1",
    "serious_injuries": "3-5",
    "missing": "2",
    "caller": "李明",
    "callback": "13800000000",
}
ELEVATOR = {
    "district": "渝中区",
    "unit": "时代大厦",
    "equipment": "电梯",
    "summary": "困人",
    "stranded": "2",
    "deaths": "0",
    "serious_injuries": "0",
    "loss_yuan": "0",
}


def take(app: CommandPost, texts: dict[str, str]) -> str:
    """Take a call at 14:05; returns the incident's id."""
    ident = app.desk.intake.new_call()
    app.desk.intake.take_call(ident, texts, START)
    return ident
