"""A sample to look around in: invented calls in a drawer of their own, marked 演练 everywhere."""

from datetime import timedelta

from cqcmd.desk.desk import Desk
from cqcmd.desk.reporting import ReportForm
from cqcmd.words import _

MARK = _("演练·样例")

NUMBERS = {"district_government": "023-00000001", "city_regulator": "023-00000002"}

TANK = {
    "district": _("渝中区"),
    "unit": _("样例化工厂"),
    "place": _("样例路1号"),
    "equipment": _("压力容器"),
    "summary": _("储罐爆炸"),
    "explosion": _("爆炸"),
    "deaths": "1",
    "serious_injuries": "3",
    "missing": "2",
    "caller": _("张样例"),
    "callback": "13000000000",
}

LIFT = {
    "district": _("南岸区"),
    "unit": _("样例大厦"),
    "equipment": _("电梯"),
    "summary": _("困人"),
    "stranded": "2",
    "stranded_hours": "1:40",
}


def fill(desk: Desk) -> None:
    """Set up a station and take two calls: one with its clocks running, one that time decides."""
    now = desk.clock.now()
    desk.station.set_up(
        "district_regulator", _("样例区县市场监管局"), TANK["district"], NUMBERS, _("样例值班员")
    )
    call = now - timedelta(minutes=12)
    tank = desk.intake.new_call()
    desk.intake.take_call(tank, TANK, call)
    desk.reports.record(
        tank,
        ReportForm(
            sender=desk.org,
            receiver="district_government",
            channel="phone",
            person=_("王样例"),
            number=NUMBERS["district_government"],
            at=call + timedelta(minutes=6),
            read_back=True,
        ),
    )
    desk.intake.take_call(desk.intake.new_call(), LIFT, now)
