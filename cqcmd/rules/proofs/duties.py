"""Proofs about who reports to whom: limits, pairs, circles, and the reasons of follow-ups."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.rules.proofs.place import at

Circles = Iterator[tuple[str, ...]]

LONGEST_LIMIT = 60 * 24 * 60
"""Minutes, 60 days: beyond this a limit is a slip of the pen."""


MOST_DAYS = 3650
"""Ten years of follow-ups."""


def duty_faults(plan: Plan) -> Iterator[str]:
    """Yield a sentence for every fault of a duty or a follow-up, and for every circle."""
    for proof in (_limits, _doubles, _circles, _follow_ups):
        yield from proof(plan)


def _limits(plan: Plan) -> Iterator[str]:
    for duty in plan.duties:
        if duty.minutes is not None and not 0 < duty.minutes <= LONGEST_LIMIT:
            yield at("duties", duty, _("时限须是 1 分钟至 60 天"))
        if duty.sender == duty.receiver:
            yield at("duties", duty, _("报送方与接收方相同"))
        if duty.anchor == "occurrence" and duty.minutes is None:
            yield at("duties", duty, _("自事发起算的义务须有时限"))
    for tier in plan.rescue_tiers:
        if tier.minutes is not None and not 0 < tier.minutes <= LONGEST_LIMIT:
            yield at("rescue_tiers", tier, _("时限须是 1 分钟至 60 天"))


def _doubles(plan: Plan) -> Iterator[str]:
    """Prove that no two rows ask for the same report: one limit would hide the other."""
    seen: dict[object, str] = {}
    for duty in plan.duties:
        source = (duty.source.title, duty.source.article) if duty.source else None
        what = (duty.sender, duty.receiver, duty.channel, duty.anchor, duty.from_grade, source)
        if (first := seen.setdefault(what, duty.code)) != duty.code:
            yield at("duties", duty, _("与 {first} 是同一项报告").format(first=first))


def _circles(plan: Plan) -> Iterator[str]:
    """Prove that no report comes back to who sent it: each receipt would start the next clock."""
    onward: dict[str, dict[str, str]] = {}
    for duty in plan.duties:
        if duty.anchor == "receipt":
            onward.setdefault(duty.sender, {}).setdefault(duty.receiver, duty.code)
    told: set[str] = set()
    for org in onward:
        for circle in _walks_back(org, onward, told):
            words = _("表 duties 的 {rows} 首尾相接：{orgs}，报告会回到报送方，没有尽头")
            codes = [onward[a][b] for a, b in pairwise(circle) if a != b]
            if codes:
                yield words.format(rows="、".join(codes), orgs=" → ".join(circle))


def _walks_back(start: str, onward: Mapping[str, Iterable[str]], done: set[str]) -> Circles:
    """Yield the circles met on the way up from an organisation, each once; no deep recursion."""
    path: list[str] = [start]
    ways = [iter(onward.get(start, ()))]
    while ways:
        org = next(ways[-1], None)
        if org is None:
            ways.pop()
            done.add(path.pop())
        elif org in path:
            yield (*path[path.index(org) :], org)
        elif org not in done:
            path.append(org)
            ways.append(iter(onward.get(org, ())))


def _follow_ups(plan: Plan) -> Iterator[str]:
    for rule in plan.followups:
        if rule.minutes is not None and not 0 < rule.minutes <= LONGEST_LIMIT:
            yield at("followups", rule, _("时限须是 1 分钟至 60 天"))
        if rule.days is not None and not 0 < rule.days <= MOST_DAYS:
            yield at("followups", rule, _("days 须是 1 至 {most}").format(most=MOST_DAYS))
        if rule.report == "follow_up" and rule.minutes is not None and not rule.facts:
            yield at("followups", rule, _("有时限却没有 facts，永远不会要求续报"))
