"""The reporting chain (4.1.1, 4.2) as it stands: each step from sender to receiver."""

from collections.abc import Mapping

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import limit_words
from cqcmd.desk.duties.copies import copied_words
from cqcmd.desk.duties.deadlines import deadlines
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import DutyRule
from cqcmd.rules.urgency import Minutes
from cqcmd.views import Deadline
from cqcmd.views.reports import ChainCell, ChainStep


def chain(open_record: OpenRecord, ident: str, minutes: Minutes) -> tuple[ChainStep, ...]:
    """Return every step of the plan's chain in its order, the station's own marked.

    What another source asks for is a step of its own, after the plan's. The figure of 4.2 is not in
    our copy of the plan: drawn from the sentences of 4.1.1.
    """
    picture = open_record.picture(ident)
    shown = {deadline.rule: deadline for deadline in deadlines(open_record, picture, minutes)}
    steps: dict[tuple[str, str, str], list[DutyRule]] = {}
    for rule in open_record.plan.duties:
        source = rule.source.name if rule.source else ""
        steps.setdefault((rule.sender, rule.receiver, source), []).append(rule)
    pairs = [(sender, receiver) for sender, receiver, _source in steps]
    depths = _depths(tuple(pairs))
    found = [
        _step(open_record, step, rules, shown, depths[step[0]], picture.incident)
        for step, rules in steps.items()
    ]
    # Stable: a step of another source comes right behind the plan's step of the same pair.
    return tuple(sorted(found, key=lambda step: pairs.index((step.sender, step.receiver))))


def past_one_level(plan: Plan, org: str) -> tuple[str, str]:
    """Return a sender and a receiver with one level between them: from ``org``, to it, or any."""
    steps = dict.fromkeys((row.sender, row.receiver) for row in plan.duties)
    skips = [
        (sender, last)
        for sender, middle in steps
        for again, last in steps
        if again == middle and (sender, last) not in steps
    ]
    return min(skips, key=lambda pair: (pair[0] != org, pair[1] != org), default=("", ""))


def _depths(pairs: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """Return how far from the site each sender stands."""
    depths: dict[str, int] = {}
    for sender, receiver in pairs:
        # The first depth counts, since the rows of the plan run from the site upwards.
        depths.setdefault(sender, 0)
        depths.setdefault(receiver, depths[sender] + 1)
    return depths


def _step(
    open_record: OpenRecord,
    step: tuple[str, str, str],
    rules: list[DutyRule],
    shown: Mapping[str, Deadline],
    depth: int,
    incident: Incident,
) -> ChainStep:
    sender, receiver = (open_record.plan.org(code) for code in step[:2])
    cells = tuple(
        ChainCell(rule.code, rule.channel, _limit(rule), shown.get(rule.code)) for rule in rules
    )
    copies = dict.fromkeys(rule.cc for rule in rules if rule.cc)
    mine = sender.code == open_record.org
    return ChainStep(
        sender.code,
        receiver.code,
        sender.short,
        receiver.short,
        depth,
        mine,
        cells,
        "、".join(open_record.plan.org(org).short for org in copies),
        rules[0].clause,
        step[2],
        _copied(open_record, incident, tuple(copies)) if mine and copies else "",
    )


def _copied(open_record: OpenRecord, incident: Incident, orgs: tuple[str, ...]) -> str:
    """Return in words whether the last issued report was copied, and to whom."""
    if not incident.documents:
        return _("未签发，未抄送")
    words = copied_words(open_record, incident, incident.documents[-1][0].id, orgs)
    if not words or len(orgs) > 1:
        return words or _("未抄送")
    return _("已抄送 {words}").format(words=words)


def _limit(rule: DutyRule) -> str:
    """Return what the plan allows: ``30分钟``, ``立即``."""
    words = limit_words(rule.minutes)
    timed = rule.anchor == "occurrence" and rule.minutes is not None
    return _("事发后{words}").format(words=words) if timed else words
