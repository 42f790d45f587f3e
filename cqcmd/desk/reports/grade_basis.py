"""What the grade rests on, for the written report (4.1.2): no fact that gives it goes untold."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from cqcmd.desk.common.wording import (
    FLAGS,
    amount_words,
    fact_words,
    grade_name,
    moment_in_full,
)
from cqcmd.i18n import _
from cqcmd.incident.grades import GradeReader
from cqcmd.incident.growth import growing_since
from cqcmd.incident.known import Known
from cqcmd.incident.picture import Picture
from cqcmd.rules.grading import Ground
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Content, Fact, Grade


def grade_words(reader: GradeReader, picture: Picture) -> str:
    """Return ``初判为较大事故，依据1.5.3“起重机械整体倾覆的”（整体倾覆）``; empty without one.

    A graver grade that somebody decided on names him and his reason, and the plan's own result.
    """
    incident, plan = picture.incident, reader.plan
    sure, maybe = picture.assessment.confirmed.grade, picture.assessment.possible.grade
    grounds, possible = reader.grounds(incident.facts, incident.received_at, picture.at)
    said = []
    if picture.override and picture.confirmed != sure:
        said.append(_decided(plan, picture))
        said.append(_by_plan(plan, sure, grounds) if sure else _("按条文尚未达到分级标准或待判"))
    elif sure or maybe:
        words = _("初判为{grade}事故{basis}")
        said.append(
            words.format(grade=grade_name(plan, sure), basis=_basis(grounds))
            if sure
            else _("尚未达到分级标准或待判")
        )
    if maybe and picture.possible != picture.confirmed:
        words = _("可能为{grade}事故{basis}")
        said.append(words.format(grade=grade_name(plan, maybe), basis=_basis(possible)))
    return "，".join(said)


def _decided(plan: Plan, picture: Picture) -> str:
    assert picture.incident.override is not None
    _entry, event = picture.incident.override
    assert event.grade is not None
    return _("定为{grade}事故（{who}决定：{why}）").format(
        grade=grade_name(plan, event.grade), who=event.decided_by, why=event.reason
    )


def _by_plan(plan: Plan, grade: Grade, grounds: tuple[Ground, ...]) -> str:
    return _("按条文初判为{grade}事故{basis}").format(
        grade=grade_name(plan, grade), basis=_basis(grounds)
    )


def _basis(grounds: tuple[Ground, ...]) -> str:
    """Return ``，依据1.5.3“……”（……）`` for each criterion, with the facts that meet it."""
    said = [
        _("{clause}“{text}”（{facts}）").format(
            clause=row.clause, text=row.text, facts="、".join(map(_met, mine))
        )
        for row, mine in groupby(grounds, key=lambda ground: ground.criterion)
    ]
    return _("，依据{criteria}").format(criteria="、".join(said)) if said else ""


def _met(ground: Ground) -> str:
    """Return a fact as it meets its condition; what grows with time is told by the bound passed."""
    fact = ground.fact
    if fact.kind == "flag":
        return fact.short
    if fact.grows:
        return _("{fact}满{amount}").format(
            fact=fact.short, amount=amount_words(fact, ground.least)
        )
    if fact.implied is not None and ground.value == fact.implied:
        # A blank stands for it as well: then it is no number that anybody counted.
        return _("{fact}{amount}以上").format(
            fact=fact.short, amount=amount_words(fact, ground.value)
        )
    return fact.short + amount_words(fact, ground.value)


def facts_beside(plan: Plan, row: Content) -> tuple[Fact, ...]:
    """Return the facts a written element tells beside its own fields, so that each has a place.

    Counts of people, and what criteria ask together with them, stand with the casualties; what the
    equipment can do with its kind; what happened to it on the scene.
    """
    told = {name for other in plan.contents if other.report == "written" for name in other.fields}
    hidden = {fact.sets for fact in plan.facts if fact.sets}
    left = [fact for fact in plan.facts if fact.code not in told | hidden]
    place = _place_of(plan, row)
    return tuple(fact for fact in left if place and _place(plan, fact) == place)


def _place_of(plan: Plan, row: Content) -> str:
    if row.report != "written":
        return ""
    kinds = {plan.fact(name).kind for name in row.fields if name in plan.index["facts"]}
    if kinds == {"people"}:
        return "people"
    return next((name for name in ("equipment", "scene") if name in row.fields), "")


def _place(plan: Plan, fact: Fact) -> str:
    if fact.kind == "people" or (fact.kind == "hours" and _counts_people(plan, fact)):
        return "people"
    return "equipment" if fact.kind == "megawatts" else "scene"


def _counts_people(plan: Plan, fact: Fact) -> bool:
    together = (
        plan.fact(other.fact).kind
        for row in plan.criteria
        if any(condition.fact == fact.code for condition in row.when)
        for other in row.when
    )
    return "people" in together


def told_beside(facts: Iterable[Fact], picture: Picture) -> Iterator[str]:
    """Yield each of these facts that has a value; of what grows the moment it counts from."""
    incident = picture.incident
    since = growing_since(incident.facts, incident.received_at)
    equipment = incident.facts.choice("equipment")
    for fact in facts:
        known = incident.facts.by_code.get(fact.code)
        if fact.equipment is not None and equipment not in fact.equipment:
            continue
        if fact.code in since:
            yield _("{fact}自{moment}起算").format(
                fact=fact.short, moment=moment_in_full(since[fact.code])
            )
        if known is not None and known.value is not None:
            yield _told(fact, known)


def _told(fact: Fact, known: Known) -> str:
    words = fact_words(fact, known)
    if fact.kind == "choice":
        return _("{fact}：{words}").format(fact=fact.name, words=words)
    if fact.kind != "flag":
        return fact.short + words
    said = {FLAGS[1, 1]: _("{fact}"), FLAGS[0, 1]: _("可能{fact}")}
    return said.get(words, _("{fact}：否")).format(fact=fact.name)
