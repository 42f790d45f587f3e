"""What an open incident rests on that a plan lacks: said before the incident is read by it."""

from collections.abc import Collection, Iterator, Mapping

from cqcmd.i18n import _
from cqcmd.rules.plan import Plan

NAMES = {
    "orgs": _("单位"),
    "equipment": _("设备"),
    "facts": _("事实"),
    "duties": _("报告义务"),
    "followups": _("续报规则"),
    "scope": _("不适用情形"),
    "grades": _("事故等级"),
    "responses": _("响应级别"),
    "posts": _("职务"),
    "headquarters_acts": _("指挥部决定"),
    "warning_items": _("预警行动"),
    "groups": _("工作组"),
    "units": _("成员单位"),
    "measures": _("措施"),
    "rescue_tiers": _("三级救援"),
    "aftermath": _("善后"),
}
"""Tables whose codes stand in a journal, and what a row of each is called."""

Codes = Mapping[str, Collection[str]]
"""Table to the codes of its rows that an incident uses."""


def takes_back(plan: Plan, used: Codes, former: Plan) -> Iterator[str]:
    """Yield a sentence for every table of which the plan lacks codes that the incident uses.

    ``former`` is the plan it is under, which names what is lacking. A step of a measure counts
    among the measures.
    """
    for table, codes in used.items():
        if missing := sorted(set(codes) - _known(plan, table)):
            words = _("预案 {plan} 没有这起事件用到的{what} {codes}")
            yield words.format(
                plan=plan.meta.code,
                what=NAMES[table],
                codes="、".join(_name(former, table, code) for code in missing),
            )


def _name(former: Plan, table: str, code: str) -> str:
    """Return what a row is called; of a row without a name, such as a duty, its code."""
    steps = {step.code: step.text for measure in former.measures for step in measure.steps}
    levels = {row.level: row.name or row.level for row in former.responses}
    own = levels if table == "responses" else steps
    return getattr(former.index[table].get(code), "name", own.get(code, code))


def _known(plan: Plan, table: str) -> set[str]:
    known = set(plan.index[table])
    if table == "measures":
        known |= {step.code for measure in plan.measures for step in measure.steps}
    if table == "responses":
        known |= set(plan.level_scale.codes)
    return known
