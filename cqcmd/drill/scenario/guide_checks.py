"""What cannot be true of a step of the guide among the others: it is never shown, or never over."""

from collections.abc import Iterable, Iterator

from cqcmd.drill.scenario.model import Inject, Scenario
from cqcmd.drill.scenario.targets import Until
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.text import cells, unseen

ROOM = 124
"""Cells of a step's words: what two lines of a terminal of 80 columns hold beside the keys."""


def step_faults(plan: Plan, scenario: Scenario, place: int) -> Iterator[str]:
    """Yield a sentence for each fault of the step at ``place``."""
    step, steps = scenario.guide[place], scenario.guide
    if not step.words.strip():
        yield _("words 是空的")
    if "\n" in step.words or cells(step.words) > ROOM:
        yield _("words 须在一行里写完，不超过 {n} 个汉字").format(n=ROOM // 2)
    elif unseen(step.words):
        yield _("words 里有看不见的控制字符，请删去重写")
    if step.until is None:
        if place < len(steps) - 1:
            yield _("缺少 until，后面的步骤永远不会显示")
        return
    if any(step.until == guide.until for guide in steps[:place]):
        yield _("until 和前面的一步相同，这一步永远不会显示")
    yield from _never(plan, scenario, step.until)


def _never(plan: Plan, scenario: Scenario, until: Until) -> Iterator[str]:
    """Why a condition may never come to hold."""
    awaited = until.answered or until.inject
    for inject in scenario.inject:
        if inject.id == awaited and inject.unless is not None:
            words = _("until 等的注入 {name} 写了 unless，不一定来，引导会停在这一步")
            yield words.format(name=awaited)
    rule = plan.index["duties"].get(until.duty or "")
    sender = getattr(rule, "sender", scenario.station.org)
    if sender != scenario.station.org:
        words = _("until 的报告义务 {duty} 不是本值班点的，引导会停在这一步")
        yield words.format(duty=until.duty)
    if until.answered and until.case:
        yield _("answered 不用写 case")


def cycles(injects: Iterable[Inject]) -> Iterator[tuple[str, ...]]:
    """Each ring of messages that wait for each other, from its first one back to it."""
    waits = {inject.id: _awaited(inject) for inject in injects}
    # A ring is found from each of its messages; it is named once.
    told: set[str] = set()
    for first in waits:
        ring = _ring(first, waits)
        if ring and not told.intersection(ring):
            told.update(ring)
            yield (*ring, first)


def _awaited(inject: Inject) -> tuple[str, ...]:
    conditions = (inject.after, inject.unless)
    return tuple(
        condition.inject for condition in conditions if condition is not None and condition.inject
    )


def _ring(first: str, waits: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the way from a message back to itself; empty where there is none."""
    ways: list[tuple[str, ...]] = [(first,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for name in waits.get(way[-1], ()):
            if name == first:
                return way
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
