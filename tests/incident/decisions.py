"""Words, decisions and records of an incident, each said in one line."""

from cqcmd.incident import events
from cqcmd.incident.events.command import StepCode, TaskState
from cqcmd.rules.rows import Grade, ResponseLevel


def words(**fields: str | None) -> events.DetailsSet:
    return events.DetailsSet(fields=fields)


def response(step: StepCode, level: ResponseLevel) -> events.ResponseStepped:
    return events.ResponseStepped(step=step, level=level, who="王局")


def overridden(grade: Grade | None, *, lifted: bool = False) -> events.GradeOverridden:
    return events.GradeOverridden(grade=grade, decided_by="王局", reason="", lifted=lifted)


def dismissed(*, lifted: bool) -> events.Dismissed:
    return events.Dismissed(reason="查证", decided_by="王局", lifted=lifted)


def chosen(digest: str) -> events.PlanChosen:
    return events.PlanChosen(code="cq", digest=digest, asked="d9")


def seat(place: str) -> events.HeadquartersSetUp:
    return events.HeadquartersSetUp(headquarters="city", place=place)


def supplier(name: str) -> events.SupplierNamed:
    return events.SupplierNamed(unit="s", name=name, row="power")


def placed(person: str, *, leads: bool = False, gone: bool = False) -> events.Assigned:
    return events.Assigned(place="rescue", person=person, name=person, leads=leads, gone=gone)


def group(*, stood: bool) -> events.GroupStood:
    return events.GroupStood(group="rescue", stood=stood)


def acted(*, lifted: bool) -> events.HeadquartersActed:
    return events.HeadquartersActed(act="site", lifted=lifted)


def task(state: TaskState) -> events.TaskMoved:
    return events.TaskMoved(task="evacuation", state=state)


def owner(name: str) -> events.TaskRemarked:
    return events.TaskRemarked(task="evacuation", owner=name)


def duty(*, withdrawn: bool) -> events.UnitDutyMoved:
    return events.UnitDutyMoved(unit="police", duties=(1,), state="done", withdrawn=withdrawn)


def family(kin: str) -> events.FamilyKept:
    return events.FamilyKept(family="f", casualty="张三", kin=kin)


def lesson(text: str) -> events.LessonKept:
    return events.LessonKept(lesson="l", text=text)


def need(count: int) -> events.NeedAsked:
    return events.NeedAsked(need="n", category="vehicle", name="吊车", count=count)


def spent(cents: int) -> events.MoneySpent:
    return events.MoneySpent(spending="s", cents=cents, purpose="吊装")
