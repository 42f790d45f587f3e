"""How results are said: grades, margins, projections, quantities, in an officer's words."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from math import ceil

from cqcmd.clock import local, stamp
from cqcmd.i18n import _
from cqcmd.incident.known import Known
from cqcmd.parsing.quantities import Quantity, write_quantity
from cqcmd.rules.facts import Amount, Number
from cqcmd.rules.grading import Assessment, Margin, Verdict
from cqcmd.rules.plan import Plan
from cqcmd.rules.projection import Projection
from cqcmd.rules.rows import Fact, Grade, ResponseLevel, ResponseRule
from cqcmd.views import GradeView, MarginView, ProjectionView

CHANNELS = {"phone": _("电话"), "written": _("书面"), "any": _("报告")}

# By confirmed and possible number of a fact that is so or is not.
FLAGS = {(1, 1): _("是"), (0, 0): _("否"), (0, 1): _("可能")}


def limit_words(minutes: int | None) -> str:
    """Return what the plan allows: ``30分钟``, ``2小时``, ``立即``."""
    # The plan gives 立即 no figure, and none is made up here.
    if minutes is None:
        return _("立即")
    hours, rest = divmod(minutes, 60)
    return _("{n}分钟").format(n=minutes) if rest else _("{n}小时").format(n=hours)


def grade_name(plan: Plan, grade: Grade | None, standing: str = "") -> str:
    """Return the grade's name; without one 待判 while a needed fact is blank, else 未达."""
    if grade is not None:
        return next((row.name for row in plan.grades if row.code == grade), grade)
    return _("待判") if standing == "open" else _("未达")


def decided_name(plan: Plan, grade: Grade | None) -> str:
    """Return the name of a grade somebody decided on, who may have decided that it is none."""
    return grade_name(plan, grade) if grade else _("未达分级标准")


def level_name(plan: Plan, level: ResponseLevel) -> str:
    """Return a response level in ASCII digits, as wide terminals shift others: ``III级``."""
    named = next((row.name for row in plan.responses if row.level == level), None)
    return named or _("{level}级").format(level=level)


def warning_name(plan: Plan, level: int) -> str:
    """Return ``橙色 二级``; of a level that an earlier plan had its number."""
    found = (f"{row.colour} {row.name}" for row in plan.warnings if row.level == level)
    return next(found, _("{level} 级").format(level=level))


def proposer_name(plan: Plan, rule: ResponseRule) -> str:
    """Return who proposes a response, marked where the plan only says 市场监管部门 (4.6)."""
    name = plan.org(rule.proposer).name
    return _("{name}（推定）").format(name=name) if rule.inferred else name


def grade_view(
    plan: Plan, verdict: Verdict, standing: str, grade: Grade | None = None
) -> GradeView:
    """Return a verdict in words; ``grade`` where somebody decided on a graver one."""
    # A grade somebody decided on is not explained by the criterion of another one.
    first = verdict.because[0] if verdict.because and grade in (None, verdict.grade) else None
    shown = grade or verdict.grade
    return GradeView(
        shown,
        grade_name(plan, shown, standing),
        first.clause if first else "",
        first.text if first else "",
        plan.grade_scale.rank(shown),
    )


def possible_view(plan: Plan, assessment: Assessment, grade: Grade | None) -> GradeView:
    """Return the possible grade, empty where it is no graver than the confirmed one."""
    if grade is None or grade == assessment.confirmed.grade:
        return GradeView(None, "", "", "")
    return grade_view(plan, assessment.possible, "", grade)


def margin_view(plan: Plan, margin: Margin) -> MarginView:
    """Return ``再2人死亡升重大``."""
    fact = plan.fact(margin.fact)
    clause = next(
        (
            row.clause
            for row in plan.criteria
            if row.grade == margin.grade
            and any(c.fact == fact.code and c.at_least == margin.at for c in row.when)
        ),
        "",
    )
    words = _("再{amount}{fact}升{grade}").format(
        amount=amount_words(fact, margin.short),
        fact=fact.short,
        grade=grade_name(plan, margin.grade),
    )
    return MarginView(words, clause, margin.grade)


def margins_beside(assessment: Assessment, projections: Iterable[Projection]) -> tuple[Margin, ...]:
    """Return the margins that no projection says already: time alone closes those, at its moment.

    ``再11分钟滞留时长升一般`` and ``仍滞留则 11:43 升一般`` are one thing.
    """
    said = {(projection.fact, projection.grade) for projection in projections}
    return tuple(row for row in assessment.margins if (row.fact, row.grade) not in said)


def nearest_margin(plan: Plan, margins: Iterable[Margin]) -> str:
    """Return the margin to watch: fewest people first, then what grows, then money."""
    order: dict[str, int] = {"people": 0, "hours": 1, "megawatts": 2, "yuan": 3}
    ranked = sorted(margins, key=lambda margin: (order[plan.fact(margin.fact).kind], margin.short))
    return margin_view(plan, ranked[0]).words if ranked else ""


def projection_view(plan: Plan, projection: Projection, now: datetime) -> ProjectionView:
    """Return ``仍滞留则 15:20 升较大``."""
    possible = projection.possible
    still = _("仍滞留") if projection.fact == "stranded_hours" else _("仍停运")
    sentence = _("{still}则 {time} 可能升{grade}") if possible else _("{still}则 {time} 升{grade}")
    words = sentence.format(
        still=still, time=stamp(projection.moment, now), grade=grade_name(plan, projection.grade)
    )
    return ProjectionView(
        words, projection.moment, projection.because.clause, projection.grade, possible
    )


def waiting_words(plan: Plan, ahead: Sequence[Projection], now: datetime) -> str:
    """Return ``11:40 满2小时即为一般事故`` while only time can make it an accident."""
    if not ahead:
        return _("未达分级标准，报告时限未启动")
    first = ahead[0]
    sentence = _("{time} 满{hours}小时即为{grade}事故{sure}，届时启动报告时限")
    if first.possible:
        sentence = _("{time} 可能满{hours}小时成{grade}事故{sure}，届时启动报告时限")
    sure = next((one for one in ahead if not one.possible), first)
    moment = _("（{time} 确定）").format(time=stamp(sure.moment, now))
    return sentence.format(
        time=stamp(first.moment, now),
        hours=plain_number(first.hours),
        grade=grade_name(plan, first.grade),
        sure="" if sure is first else moment,
    )


def plain_number(value: Number) -> str:
    """Return the number without an exponent or needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_words(fact: Fact, value: Number) -> str:
    """Return a number with the fact's unit: ``2人``, ``1200万元``, ``3.5小时``."""
    if fact.kind == "yuan":
        return write_quantity(Quantity(value, value), "yuan") + _("元")
    # A tenth of an hour is still read easily; anything finer is said in minutes.
    if fact.kind == "hours" and value * 10 % 1:
        return _hours_and_minutes(value)
    return plain_number(value) + fact.unit


def _hours_and_minutes(value: Number) -> str:
    """Return ``1小时59分钟``; a part of a minute counts as one."""
    hours, minutes = divmod(ceil(value * 60), 60)
    parts = [_("{n}小时").format(n=hours)] if hours else []
    return "".join([*parts, _("{n}分钟").format(n=minutes)] if minutes else parts)


def fact_text(fact: Fact, known: Known | None) -> str:
    """Return the value as one would type it into the field."""
    value = known.value if known else None
    if isinstance(value, Amount):
        if fact.kind == "flag":
            return FLAGS.get((int(value.confirmed or 0), int(value.possible or 0)), "")
        if fact.kind != "choice":
            return write_quantity(Quantity(value.confirmed, value.possible), fact.kind)
    if isinstance(value, str):
        return next((choice.name for choice in fact.choices if choice.code == value), value)
    return ""


def fact_words(fact: Fact, known: Known | None) -> str:
    """Return the value in words: ``3人``, ``确认1人，可能3人``, ``可能5人``, ``待核``."""
    value = known.value if known else None
    if not isinstance(value, Amount) or fact.kind in ("flag", "choice"):
        return fact_text(fact, known) or _("待核")
    say: Callable[[Number], str] = lambda number: amount_words(fact, number)  # noqa: E731
    # What is possible includes what is confirmed, so without it nothing is known.
    if value.possible is None:
        return _("待核")
    if value.confirmed is None:
        return _("可能{n}").format(n=say(value.possible))
    if value.confirmed == value.possible:
        return say(value.confirmed)
    return _("确认{n}，可能{m}").format(n=say(value.confirmed), m=say(value.possible))


def moment_words(value: object, now: datetime) -> str:
    """Return a moment in local words, or 待核."""
    return stamp(value, now) if isinstance(value, datetime) else _("待核")


def address_words(district: str, place: str) -> str:
    """Return a place with its district before it, once: as it was told it may begin with it."""
    return place if district and district in place else district + place


def local_minutes(moment: datetime) -> str:
    """Return ``14:35`` in local time."""
    return f"{local(moment):%H:%M}"


def moment_of_day(moment: datetime) -> str:
    """Return ``14时05分``."""
    return _("{hour:02}时{minute:02}分").format(
        hour=local(moment).hour, minute=local(moment).minute
    )


def moment_in_full(moment: datetime) -> str:
    """Return ``2026年7月25日14时05分``, as it is said and written in reports."""
    day = local(moment)
    date = _("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)
    return date + moment_of_day(moment)
