"""A drill's messages and its score in words."""

from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.deadlines import label_of
from cqcmd.desk.fact_views import WORDS
from cqcmd.desk.office import Office
from cqcmd.desk.response_words import STEP_NAMES
from cqcmd.desk.wording import GRADE_NAMES, level_name
from cqcmd.drill.scenario import Expect, Inject, Scenario
from cqcmd.drill.score import Judged, Score
from cqcmd.drill.span import write_span
from cqcmd.drill.support import rows_about
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Grade
from cqcmd.text import clean
from cqcmd.views.drill import CallView, ScoreLine, ScoreView
from cqcmd.words import _

MEANS = {
    "phone": _("电话"),
    "visitor": _("来人"),
    "radio": _("电台"),
    "order": _("上级指令"),
}
RESULTS = {
    "met": _("做到"),
    "late": _("迟了"),
    "missed": _("没做"),
    "pending": _("未到时"),
    "moot": _("不计"),
}
LEVELS: dict[str, Grade] = {"I": "I", "II": "II", "III": "III", "IV": "IV"}
REPORTS = {"initial": _("书面报告"), "follow_up": _("续报"), "final": _("终报")}
HEADQUARTERS = {"city": _("市指挥部"), "district": _("区县指挥部")}


def call_view(plan: Plan, inject: Inject, at: datetime, answered_at: datetime | None) -> CallView:
    """A message; what it carries is named as the forms name it."""
    told = (
        _("{name}：{words}").format(name=_name(plan, code), words=clean(words, lines=False))
        for code, words in inject.facts.items()
    )
    sender, words = clean(inject.sender, lines=False), clean(inject.words)
    means = MEANS[inject.by]
    return CallView(inject.id, at, means, sender, words, tuple(told), answered_at)


def _name(plan: Plan, code: str) -> str:
    fact = plan.index["facts"].get(code)
    if code == "received_at":
        return _("接报时间")
    return WORDS.get(code) or (plan.fact(code).name if fact else code)


def score_view(office: Office, scenario: Scenario, score: Score) -> ScoreView:
    """Points, grades, and every expectation."""
    expects = {each.id: each for each in scenario.expect}
    lines = tuple(_line(office, expects[each.id], each, score.end) for each in score.expectations)
    wrong = [
        _("{title}定级应为{right}").format(title=case.title, right=_grade(decided.right))
        for case, decided in zip(scenario.case, score.grades, strict=True)
        if not decided.correct
    ]
    words = _("得分 {points} / {of}。").format(points=_number(float(score.points)), of=score.of)
    return ScoreView(words + "；".join(wrong), lines)


def _grade(code: str) -> str:
    return GRADE_NAMES[LEVELS[code]] if code in LEVELS else _("未达分级标准")


def _line(office: Office, expect: Expect, judged: Judged, end: datetime) -> ScoreLine:
    points = _("{points}/{of}").format(points=_number(float(judged.points)), of=judged.of)
    said, words = RESULTS[judged.result], expectation_words(office, expect, judged)
    times = _times(judged, end)
    return ScoreLine(judged.id, judged.result, said, points, words, judged.clause, times)


def _times(judged: Judged, end: datetime) -> str:
    late = judged.late_by
    if late is not None and judged.at is not None:
        words = _("{at} 迟 {late}")
        return words.format(at=stamp(judged.at, end), late=write_span(late))
    if judged.at is not None:
        return stamp(judged.at, end)
    return _("应于 {due}").format(due=stamp(judged.due, end)) if judged.due else ""


def _number(points: float) -> str:
    return f"{points:g}"


def expectation_words(office: Office, expect: Expect, judged: Judged) -> str:
    """What was expected: ``电话 区县政府``, ``定级 较大``, ``启动 III级`` ..."""
    target, plan = judged.target, office.plan
    match judged.kind:
        case "duty":
            return _duty(office, target)
        case "grade":
            possible = _("可能 ") if expect.possible else ""
            return _("定级 {words}").format(words=possible + _grade(target))
        case "response":
            level = level_name(LEVELS[target]) if target in LEVELS else target
            return _("响应 {words}").format(words=level)
        case "step":
            return _("响应 {words}").format(words=STEP_NAMES.get(target, target))
        case "command":
            return _("指挥 {words}").format(words=HEADQUARTERS.get(target, target))
        case "group":
            return _("成立 {words}").format(words=_row(plan, expect, judged))
        case "measure":
            return _("措施 {words}").format(words=_measure(plan, target))
        case "document":
            return _("签发 {words}").format(words=REPORTS.get(target, target))
        case "warning":
            return _("发布预警 {words}级").format(words=target)
    return target


def _row(plan: Plan, expect: Expect, judged: Judged) -> str:
    rows = rows_about(plan, judged.kind, expect)
    return str(getattr(rows[0], "name", judged.target)) if rows else judged.target


def _measure(plan: Plan, code: str) -> str:
    """A measure, one of its steps, or an item of the aftermath by name."""
    names = {row.code: row.name for row in plan.measures}
    names |= {row.code: row.name for row in plan.aftermath}
    steps = {step.code: step.text for row in plan.measures for step in row.steps}
    return names.get(code) or steps.get(code, code)


def _duty(office: Office, code: str) -> str:
    rule = office.plan.index["duties"].get(code)
    if rule is not None:
        duty = next(row for row in office.plan.duties if row.code == code)
        return label_of(office, duty.channel, duty.receiver)
    name, _colon, receiver = code.partition(":")
    report = next((row.report for row in office.plan.followups if row.code == name), "final")
    return f"{REPORTS[report]} {office.plan.org(receiver).short}"
