"""The reporting chain (4.1.1, 4.2) as it stands: each step from sender to receiver."""

from collections.abc import Mapping

from cqcmd.desk.deadlines import deadlines
from cqcmd.desk.office import Office
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import DutyRule
from cqcmd.rules.stages import Minutes
from cqcmd.views import Deadline
from cqcmd.views.reports import ChainCell, ChainStep
from cqcmd.words import _


def chain(office: Office, ident: str, minutes: Minutes) -> tuple[ChainStep, ...]:
    """Every step of the plan's chain in its order, the station's own marked.

    The figure of 4.2 is not in our copy of the plan: drawn from the sentences of 4.1.1.
    """
    picture = office.picture(ident)
    shown = {each.rule: each for each in deadlines(office, picture, minutes)}
    pairs: dict[tuple[str, str], list[DutyRule]] = {}
    for rule in office.plan.duties:
        pairs.setdefault((rule.sender, rule.receiver), []).append(rule)
    depths = _depths(tuple(pairs))
    return tuple(
        _step(office, pair, rules, shown, depths[pair[0]]) for pair, rules in pairs.items()
    )


def past_one_level(plan: Plan, org: str) -> tuple[str, str]:
    """A sender and a receiver with one level between them: from ``org``, to it, or any."""
    steps = dict.fromkeys((row.sender, row.receiver) for row in plan.duties)
    skips = [
        (sender, last)
        for sender, middle in steps
        for again, last in steps
        if again == middle and (sender, last) not in steps
    ]
    return min(skips, key=lambda pair: (pair[0] != org, pair[1] != org), default=("", ""))


def _depths(pairs: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """How far from the site each sender stands."""
    depths: dict[str, int] = {}
    for sender, receiver in pairs:
        depths.setdefault(sender, 0)
        depths.setdefault(receiver, depths[sender] + 1)
    return depths


def _step(
    office: Office,
    pair: tuple[str, str],
    rules: list[DutyRule],
    shown: Mapping[str, Deadline],
    depth: int,
) -> ChainStep:
    sender, receiver = (office.plan.org(code) for code in pair)
    cells = tuple(
        ChainCell(rule.code, rule.channel, _limit(rule), shown.get(rule.code)) for rule in rules
    )
    copies = [office.plan.org(rule.cc).short for rule in rules if rule.cc]
    return ChainStep(
        sender.code,
        receiver.code,
        sender.short,
        receiver.short,
        depth,
        sender.code == office.org,
        cells,
        "、".join(dict.fromkeys(copies)),
        rules[0].clause,
    )


def _limit(rule: DutyRule) -> str:
    """What the plan allows: ``30分钟``, ``立即``."""
    if rule.minutes is None:
        return _("立即")
    hours, minutes = divmod(rule.minutes, 60)
    words = _("{n}分钟").format(n=rule.minutes) if minutes else _("{n}小时").format(n=hours)
    return _("事发后{words}").format(words=words) if rule.anchor == "occurrence" else words
