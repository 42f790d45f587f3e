"""Data out: the tables of an export, column by column; docs/contracts.md says the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta

from msgspec import Struct

from cqcmd.clock import ON_PAPER
from cqcmd.desk.command.forms import PERSON_STATES
from cqcmd.desk.command.places import full_name
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.log.kinds import KIND_NAMES
from cqcmd.desk.log.lines import log_lines
from cqcmd.desk.register.resource_tables import (
    RESOURCES,
    SPENDING,
    resource_rows,
    spending_rows,
)
from cqcmd.desk.register.row_values import Row, Value
from cqcmd.i18n import _
from cqcmd.incident.events import Reported, read
from cqcmd.incident.state import Incident
from cqcmd.views.office.figures import CASE_STATES, Case, Harm


class Told(Struct, frozen=True):
    """An incident as the tables are made of it; ``own`` is the record under its plan.

    ``own`` is ``None`` where that plan is lost: then nothing is said in its words.
    """

    own: OpenRecord | None
    plan_title: str
    incident: Incident
    case: Case


class Table(Struct, frozen=True):
    """A file or a sheet: its name, the names of its columns by their codes, its rows."""

    code: str
    name: str
    columns: Mapping[str, str]
    rows: Callable[[Told], Iterable[Row]]


HARM = {
    "deaths": _("死亡"),
    "serious_injuries": _("重伤"),
    "light_injuries": _("轻伤"),
    "injuries_unclear": _("伤情未明"),
    "missing": _("失踪"),
    "trapped": _("被困"),
    "relocated": _("转移"),
    "loss_yuan": _("直接经济损失（元）"),
}
"""Facts with two columns each: what is confirmed, and what may be beyond it."""

_HARM_COLUMNS = {
    code + end: name + words
    for code, name in HARM.items()
    for end, words in (("", ""), ("_more", _("·可能另有")))
}


def minutes(span: timedelta | None) -> float | None:
    """Return a length in minutes, to a tenth."""
    return None if span is None else round(span.total_seconds() / 60, 1)


def _incidents(told: Told) -> Iterator[Row]:
    case, incident = told.case, told.incident
    details = incident.details
    mine = [duty for duty in case.duties if duty.mine and duty.state != "ended"]
    sure = [duty for duty in mine if not duty.maybe]
    yield (
        case.number,
        case.received_at,
        incident.facts.moment("occurred_at"),
        CASE_STATES[case.state],
        case.counts,
        *(case.grade, case.grade_name, case.possible, case.possible_name),
        *(case.equipment, case.kind, case.district),
        *(details.get(name, "") for name in ("unit", "place", "summary")),
        *_harm(case),
        incident.response.level,
        *(len(sure), sum(duty.state == "late" for duty in sure)),
        sum(duty.state == "overdue" for duty in sure),
        minutes(case.first_report),
        incident.closing.occurred_at if incident.closing else None,
        told.plan_title,
        case.unread,
    )


def _harm(case: Case) -> Iterator[Value]:
    for code in HARM:
        harm = case.harm.get(code)
        # Blank is not zero: nobody has said anything of it.
        yield from (None, None) if harm is None else (_sure(harm), harm.more)


def _sure(harm: Harm) -> int | None:
    return None if harm.blank else harm.confirmed


def _duties(told: Told) -> Iterator[Row]:
    for duty in told.case.duties:
        yield (
            told.case.number,
            *(duty.rule, duty.stage, duty.label),
            *(duty.sender, duty.receiver, duty.channel),
            *(duty.clause, duty.source),
            *(duty.start, duty.due, duty.state, DUTY_STATES[duty.state]),
            *(duty.reported_at, minutes(duty.late_by), minutes(duty.took)),
            *(duty.mine, duty.maybe),
        )


def _reports(told: Told) -> Iterator[Row]:
    incident = told.incident
    for entry in incident.entries:
        if entry.kind == Reported.kind:
            event = read(Reported, entry)
            yield (
                incident.number,
                *(entry.occurred_at, entry.recorded_at),
                *(event.sender, event.receiver, event.channel, event.stage),
                *(event.person, event.number, event.read_back, event.remark),
                entry.writer,
                entry.id in incident.struck,
            )


def _log(told: Told) -> Iterator[Row]:
    incident, number = told.incident, told.incident.number
    if told.own is None:
        for entry in incident.entries:
            times = entry.occurred_at, entry.recorded_at
            yield (
                *(number, entry.seq, entry.station, *times, entry.kind, KIND_NAMES[entry.kind]),
                *(_("预案丢失，内容读不成话"), entry.writer, entry.id in incident.struck, ""),
            )
        return
    for line in log_lines(told.own, incident, ON_PAPER):
        yield (
            *(number, line.seq, line.station, line.occurred_at, line.recorded_at),
            *(line.kind, line.kind_name, line.words, line.writer),
            *(bool(line.struck), line.struck),
        )


def _roster(told: Told) -> Iterator[Row]:
    incident = told.incident
    for person in incident.roster.people.values():
        for place, leads in person.places.items():
            name = full_name(told.own.plan, incident, place) if told.own else place
            state = PERSON_STATES[person.state] if person.state else ""
            yield (
                *(incident.number, place, name, leads),
                *(person.name, person.post, person.unit, "、".join(person.phones), state),
                *(person.at("notified"), person.at("on_scene"), person.at("released")),
            )


DUTY_STATES = {
    "running": _("未到期"),
    "met": _("按时"),
    "late": _("迟报"),
    "overdue": _("逾期未报"),
    "unknown": _("未获知"),
    "passed": _("不计时"),
    "ended": _("已终止"),
}

_NUMBER = {"number": _("编号")}

TABLES = (
    Table(
        "incidents",
        _("事件"),
        {
            **_NUMBER,
            "received_at": _("接报时间"),
            "occurred_at": _("事发时间"),
            "state": _("状态"),
            "counted": _("计入统计"),
            "grade": _("等级代码"),
            "grade_name": _("等级"),
            "possible_grade": _("可能等级代码"),
            "possible_grade_name": _("可能等级"),
            "equipment": _("设备代码"),
            "equipment_name": _("设备"),
            "district": _("行政区"),
            "unit": _("单位"),
            "place": _("地点"),
            "summary": _("概要"),
            **_HARM_COLUMNS,
            "response": _("响应级别"),
            "reports_owed": _("应报"),
            "reports_late": _("迟报"),
            "reports_overdue": _("逾期未报"),
            "first_report_minutes": _("首次报告用时（分）"),
            "closed_at": _("办结时间"),
            "plan": _("预案"),
            "unread_entries": _("读不出的条目"),
        },
        _incidents,
    ),
    Table(
        "duties",
        _("报告时限"),
        {
            **_NUMBER,
            "rule": _("时限代码"),
            "stage": _("首续终"),
            "label": _("报告"),
            "sender": _("报告单位代码"),
            "receiver": _("接收单位代码"),
            "channel": _("方式代码"),
            "clause": _("条款"),
            "source": _("另据"),
            "start": _("起算"),
            "due": _("应报时间"),
            "state": _("结果代码"),
            "state_name": _("结果"),
            "reported_at": _("报出时间"),
            "late_minutes": _("迟报（分）"),
            "minutes_from_call": _("自接报用时（分）"),
            "mine": _("本站义务"),
            "on_possible_grade": _("按可能等级"),
        },
        _duties,
    ),
    Table(
        "reports",
        _("已做报告"),
        {
            **_NUMBER,
            "at": _("报出时间"),
            "recorded_at": _("记入时间"),
            "sender": _("报告单位代码"),
            "receiver": _("接收单位代码"),
            "channel": _("方式代码"),
            "stage": _("首续终"),
            "person": _("接报人"),
            "phone": _("号码"),
            "read_back": _("已复诵"),
            "remark": _("备注"),
            "writer": _("记录人"),
            "void": _("已作废"),
        },
        _reports,
    ),
    Table(
        "log",
        _("日志"),
        {
            **_NUMBER,
            "seq": _("条号"),
            "station": _("站"),
            "occurred_at": _("发生时间"),
            "recorded_at": _("记入时间"),
            "kind": _("种类代码"),
            "kind_name": _("种类"),
            "words": _("内容"),
            "writer": _("记录人"),
            "void": _("已作废"),
            "void_reason": _("作废原因"),
        },
        _log,
    ),
    Table(
        "roster",
        _("人员"),
        {
            **_NUMBER,
            "place": _("岗位代码"),
            "place_name": _("岗位、工作组"),
            "leads": _("负责"),
            "name": _("姓名"),
            "post": _("职务"),
            "unit": _("单位"),
            "phones": _("电话"),
            "state": _("状态"),
            "notified_at": _("通知时间"),
            "on_scene_at": _("到场时间"),
            "released_at": _("撤离时间"),
        },
        _roster,
    ),
    Table(
        "resources",
        _("资源"),
        {**_NUMBER, **RESOURCES},
        lambda told: resource_rows(told.incident),
    ),
    Table(
        "spending", _("经费"), {**_NUMBER, **SPENDING}, lambda told: spending_rows(told.incident)
    ),
)
"""A table more is a row more: its columns, and a function that makes its rows of an incident."""
