"""Entries of command said in words: response, headquarters, people, tasks, teams."""

from cqcmd.desk.command.forms import HOW_NAMES, PERSON_STATES, SENTENCE_STATES, STEP_NAMES
from cqcmd.desk.command.places import full_name
from cqcmd.desk.command.unit_views import called, supplier_name
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import level_name
from cqcmd.desk.measures.desk import TasksDesk
from cqcmd.desk.measures.forms import TASK_STATES
from cqcmd.desk.safety.forms import headcount
from cqcmd.desk.safety.heads import team_heads
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.events.command import How
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.state import Incident
from cqcmd.parsing.item_numbers import write_item_numbers
from cqcmd.rules.plan import Plan

KIND_NAMES = {
    "response": _("响应"),
    "command": _("指挥"),
    "hq_act": _("指挥部"),
    "hq_set_up": _("指挥部"),
    "supplier": _("单位职责"),
    "unit_duty": _("单位职责"),
    "group": _("工作组"),
    "assigned": _("编组"),
    "person": _("人员"),
    "task": _("措施"),
    "task_remark": _("措施"),
    "entered": _("进入"),
    "answered": _("应答"),
    "left": _("离开"),
}
ROLES = {
    "response": "response.decide",
    "command": "command",
    "hq_act": "headquarters",
    "group": "headquarters",
    "assigned": "headquarters",
    "person": "headquarters",
    "task": "measures",
    "task_remark": "measures",
    "entered": "safety",
    "answered": "safety",
    "left": "safety",
}


def clause_of(open_record: OpenRecord, entry: Entry) -> str:
    """Return the clause behind an entry that differs by what it says; empty for other kinds."""
    units = open_record.plan.units
    match events.decode(entry.kind, entry.data):
        case events.HeadquartersSetUp(headquarters=level):
            known = level in open_record.plan.ranking
            return open_record.plan.headquarters_row(level).groups_clause if known else ""
        case events.SupplierNamed() | events.UnitDutyMoved() if units:
            return units[0].clause
        case _other:
            return ""


def say(open_record: OpenRecord, incident: Incident, event: events.Event) -> str:
    """Return what an entry of command says, in one line."""
    match event:
        case events.ResponseStepped() as step:
            return _response(open_record.plan, step)
        case events.CommandTaken() as taken:
            return _taken(open_record, taken)
        case events.HeadquartersActed() as acted:
            name = open_record.plan.act_name(acted.act)
            verb = _("解除：{name}").format(name=name) if acted.lifted else name
            return _joined(verb, acted.words, _by(acted.who, acted.post, acted.how))
        case events.HeadquartersSetUp() | events.SupplierNamed() | events.UnitDutyMoved():
            return _annex(open_record, incident, event)
        case events.TeamEntered() | events.TeamAnswered() | events.TeamLeft():
            return _team(incident, event)
        case events.TaskMoved() | events.TaskRemarked():
            return _task(open_record, event)
        case other:
            return _people(open_record, incident, other)


def _response(plan: Plan, step: events.ResponseStepped) -> str:
    verb = STEP_NAMES[step.step]
    if step.level:
        verb = _("{step} {level}响应").format(step=verb, level=level_name(plan, step.level))
    order = _joined(step.items, step.duration, step.measures)
    return _joined(verb, step.words, order, _by(step.who, step.post, step.how))


def _taken(open_record: OpenRecord, taken: events.CommandTaken) -> str:
    name = open_record.plan.headquarters_name(taken.headquarters)
    words = _("{who} 任{headquarters}指挥长").format(who=taken.who, headquarters=name)
    relieved = _("接替 {name}").format(name=taken.relieved) if taken.relieved else ""
    by = _by("", taken.post, taken.how)
    if not taken.sheet:
        return _joined(words, relieved, by)
    lines = "；".join(line.strip() for line in taken.sheet)
    sheet = _("已阅交接单 {n} 行：{lines}").format(n=len(taken.sheet), lines=lines)
    return _joined(words, relieved, by, sheet)


def _annex(
    open_record: OpenRecord,
    incident: Incident,
    event: events.HeadquartersSetUp | events.SupplierNamed | events.UnitDutyMoved,
) -> str:
    match event:
        case events.HeadquartersSetUp(headquarters=level, place=place):
            return _("{name}成立，地点 {place}").format(
                name=open_record.plan.headquarters_name(level), place=place
            )
        case events.SupplierNamed():
            return _("补充单位 {name}（本单位补充）").format(name=supplier_name(event))
        case events.UnitDutyMoved() as moved:
            return _moved(open_record, incident, moved)


def _moved(open_record: OpenRecord, incident: Incident, moved: events.UnitDutyMoved) -> str:
    unit = called(open_record, incident, moved.unit, moved.headquarters)
    words = _("{unit} 第{numbers}项职责{state}").format(
        unit=unit,
        numbers=write_item_numbers(moved.duties),
        state=SENTENCE_STATES[moved.state],
    )
    if moved.withdrawn:
        return _("撤回：{words}").format(words=words)
    return _joined(words, moved.words, _by(moved.who, "", moved.how))


def _people(open_record: OpenRecord, incident: Incident, event: events.Event) -> str:
    match event:
        case events.GroupStood(group=code, stood=stood):
            verb = _("成立") if stood else _("撤销")
            return f"{verb} {full_name(open_record.plan, incident, code)}"
        case events.Assigned() as event:
            verb = _("离开") if event.gone else _("任组长") if event.leads else _("编入")
            who = _joined(event.name, event.post, event.unit)
            place = full_name(open_record.plan, incident, event.place)
            return _joined(f"{who} {verb} {place}", event.reason)
        case events.PersonMoved(person=ident, state=state):
            person = incident.roster.people.get(ident)
            return f"{person.name if person else ident} {PERSON_STATES[state]}"
        case other:
            raise KeyError(other.kind)


def _task(open_record: OpenRecord, event: events.TaskMoved | events.TaskRemarked) -> str:
    name = TasksDesk(open_record).name(event.task)
    if isinstance(event, events.TaskRemarked):
        owner = _("负责：{owner}").format(owner=event.owner) if event.owner else ""
        return _joined(name, event.words, owner)
    return _joined(f"{TASK_STATES[event.state]} {name}", event.words)


def _team(
    incident: Incident, event: events.TeamEntered | events.TeamAnswered | events.TeamLeft
) -> str:
    if isinstance(event, events.TeamEntered):
        words = _("{name} {count}进入警戒区，每 {minutes} 分钟应答").format(
            name=event.name, count=headcount(team_heads(event).count), minutes=event.interval
        )
        leader = _("带队 {name}").format(name=event.leader) if event.leader else ""
        return _joined(words, leader, "、".join(event.people), event.task, event.place)
    team = incident.cordon.teams.get(event.team)
    name = team.entered.name if team else event.team
    if isinstance(event, events.TeamAnswered):
        return _joined(_("{name} 已应答").format(name=name), event.who)
    return _joined(_("{name} 离开警戒区").format(name=name), event.words)


def _by(who: str, post: str, how: How) -> str:
    about = _joined(post, HOW_NAMES[how] if how else "")
    return _("（{who}）").format(who=_joined(who, about)) if who or about else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
