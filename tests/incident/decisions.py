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


PAIRS: list[tuple[str, events.Event, events.Event]] = [
    ("unit", words(unit="甲厂"), words(unit="乙厂")),
    ("place", words(place="江边"), words(place=None)),
    ("response", response("started", "III"), response("started", "II")),
    ("response", response("raised", "II"), response("ended", "III")),
    ("override", overridden("large"), overridden("major")),
    ("override", overridden("large"), overridden(None, lifted=True)),
    ("scope", events.ScopeJudged(out=True, rule="mine"), events.ScopeJudged(out=False)),
    ("dismissed", dismissed(lifted=False), dismissed(lifted=True)),
    ("closed", events.Closed(reason="完"), events.Closed(reason="", finished=False)),
    ("plan", chosen("d1"), chosen("d2")),
    ("seat:city", seat("三楼"), seat("五楼")),
    ("supplier:s", supplier("江北供电"), supplier("渝中供电")),
    ("leader:rescue", placed("p", leads=True), placed("q", leads=True)),
    ("assigned:rescue:p", placed("p"), placed("p", gone=True)),
    ("group:rescue", group(stood=True), group(stood=False)),
    ("act:site", acted(lifted=False), acted(lifted=True)),
    ("task:evacuation", task("finished"), task("not_needed")),
    ("task:evacuation", task("finished"), task("begun")),
    ("owner:evacuation", owner("消防"), owner("公安")),
    ("duty:police::1:done", duty(withdrawn=False), duty(withdrawn=True)),
    ("family:f", family("张妻"), family("张父")),
    ("lesson:l", lesson("无证"), lesson("缺检")),
    ("need:n", need(2), need(3)),
    ("need:n", need(2), events.NeedOver(need="n", reason="够了")),
    ("spent:s", spent(100), spent(200)),
]
"""What an incident has one of by its code, said in one way here and in another there."""
