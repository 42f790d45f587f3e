"""A sample to look around in: invented calls in a drawer of their own, marked 演练 everywhere."""

from datetime import timedelta

from cqcmd.desk.contacts.forms import ContactForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.reports.forms import ReportForm
from cqcmd.i18n import _

MARK = _("演练·样例")

TANK = {
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
    "unit": _("样例大厦"),
    "equipment": _("电梯"),
    "summary": _("困人"),
    "stranded": "2",
    "stranded_hours": "1:40",
}

PEOPLE = (
    (_("赵样例"), _("大队长"), _("{district}公安局"), "13000000001、023-00000003", _("24小时")),
    (_("钱样例"), _("科长"), _("市应急局"), "13000000002", "8:00-20:00"),
    (_("吴样例"), _("调度长"), _("供电"), "13000000003", _("24小时")),
)
"""Name, post, organisation, numbers, duty hours."""


def fill(desk: Desk) -> None:
    """Set up a station and take two calls: one with its clocks running, one that time decides."""
    now = desk.clock.now()
    org = desk.station.likeliest()
    receivers = [code for code, _name in desk.station.receivers(org)]
    numbers = {code: f"023-{number:08}" for number, code in enumerate(receivers, 1)}
    plan = desk.plan
    here, there = plan.word("example"), plan.word("example.other")
    called = desk.plan_reader.usual_name(org, _("样例") + plan.word("district"))
    desk.station.set_up(org, called, here, numbers, _("样例值班员"))
    for name, post, unit, phones, hours in PEOPLE:
        org = unit.format(district=here)
        desk.contacts.keep(ContactForm(name=name, post=post, org=org, phones=phones, hours=hours))
    call = now - timedelta(minutes=12)
    tank = desk.intake.new_call()
    desk.intake.take_call(tank, {"district": here, **TANK}, call)
    desk.reports.record(
        tank,
        ReportForm(
            sender=desk.org,
            receiver=receivers[0],
            channel="phone",
            person=_("王样例"),
            number=numbers[receivers[0]],
            at=call + timedelta(minutes=6),
            read_back=True,
        ),
    )
    desk.intake.take_call(desk.intake.new_call(), {"district": there, **LIFT}, now)
