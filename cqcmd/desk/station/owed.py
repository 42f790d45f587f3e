"""What a choice of organisation brings: the reports it owes by when, and what rings (4.1.1)."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import DutyRule
from cqcmd.rules.urgency import Minutes, kind_of

HOUR = 60
KINDS = {"phone": _("电话"), "written": _("书面"), "day": _("数小时的")}
"""Kinds of duties, as a bell is told."""


def owed_by(plan: Plan, org: str, minutes: Minutes) -> tuple[str, ...]:
    """Return sentences of the plan's rows for an organisation that a station may serve."""
    rules = [rule for rule in plan.duties if rule.sender == org]
    if not rules:
        return (
            _("预案没有要{name}报给谁：不问上报电话，没有报告时限，也不为报告响铃。").format(
                name=plan.org(org).name
            ),
            _("警戒区内的队伍到时没有应答，照样响铃。"),
        )
    return (*_verifying(plan, org), *_reports(plan, rules), _ringing(rules, minutes))


def _verifying(plan: Plan, org: str) -> Iterator[str]:
    verifier = plan.verifier()
    if verifier is not None and verifier.code == org:
        role = plan.role("response.verify")
        yield _("接报后由它查证核实（{clause}）。").format(clause=role.clause)


def _reports(plan: Plan, rules: Iterable[DutyRule]) -> Iterator[str]:
    """Yield a line a receiver: 报市政府：30 分钟内电话、1 小时内书面（4.1.1）。"""
    for receiver, group in groupby(rules, key=lambda rule: rule.receiver):
        every = list(group)
        owed = "、".join(map(_by_when, every))
        yield _("报{receiver}：{owed}（{clause}）。").format(
            receiver=plan.org(receiver).name, owed=owed, clause=every[0].clause
        )


def _by_when(rule: DutyRule) -> str:
    how = {"phone": _("电话"), "written": _("书面")}.get(rule.channel, _("报告"))
    since = _("事发") if rule.anchor == "occurrence" else ""
    if rule.minutes is None:
        return _("立即{how}").format(how=how)
    hours, rest = divmod(rule.minutes, HOUR)
    words = _("{since}{n} 分钟内{how}") if rest else _("{since}{n} 小时内{how}")
    return words.format(since=since, n=rule.minutes if rest else hours, how=how)


def _ringing(rules: Iterable[DutyRule], minutes: Minutes) -> str:
    """Return when the bell of these duties rings; 立即 has no figure and rings for nobody."""
    kinds = dict.fromkeys(kind_of(rule) for rule in rules if rule.minutes)
    words = _("{kind}{soon}、{urgent} 分钟")
    before = [words.format(kind=KINDS[kind], **_stages(minutes, kind)) for kind in kinds]
    if not before:
        return _("“立即”没有期限，不为它响铃。")
    return _("到时响铃，到时前先响两次：{before}。").format(before="，".join(before))


def _stages(minutes: Minutes, kind: str) -> dict[str, int]:
    soon, urgent = minutes[kind]
    return {"soon": soon, "urgent": urgent}
