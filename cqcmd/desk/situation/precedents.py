"""判例参考: which officially graded accidents are shown beside an incident, and in what words."""

from collections.abc import Iterator

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import amount_words, grade_name
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.local_store import read_document
from cqcmd.paths import precedents_file
from cqcmd.rules.plan import Plan
from cqcmd.rules.precedents import Weighed, nearest, read_precedents, weigh
from cqcmd.views.precedents import Precedents, PrecedentView

MOST_SHOWN = 10
"""So many fit a terminal of 24 lines with their headings."""


def precedents_beside(open_record: OpenRecord, ident: str) -> Precedents:
    """Return the accidents nearest to an incident; a file that cannot be read is said, no more."""
    assessment, incident = open_record.picture(ident).assessment, open_record.incident(ident)
    now = open_record.clock.now()
    here = open_record.reader.fact_set(incident.facts, incident.received_at, now)
    kinds = {row.code: row.name for row in open_record.plan.equipment}
    kind = kinds.get(here.equipment or "", "")
    try:
        # By the plan's own grade: what a person decided on is not what the facts amount to.
        grade = assessment.confirmed.grade or assessment.possible.grade
        found = nearest(_weighed(open_record), here, grade, open_record.plan.grade_scale)
    except BadInput:
        words = _("判例资料读不了，这里没有列出；定级和时限不受影响。请告诉维护人员重装本程序。")
        return Precedents(kind, (), words)
    rows = found[:MOST_SHOWN]
    return Precedents(
        kind, tuple(_view(open_record.plan, one, one.kind.code == here.equipment) for one in rows)
    )


def _weighed(open_record: OpenRecord) -> list[Weighed]:
    """Read the file anew, as nobody looks at it often; raises BadInput."""
    plan, grader = open_record.plan, open_record.reader.grader
    rows = read_document(precedents_file())[0].get("precedents", [])
    weighed = (weigh(plan, grader, precedent) for precedent in read_precedents(rows))
    return [one for one in weighed if one is not None]


def _view(plan: Plan, weighed: Weighed, same_kind: bool) -> PrecedentView:
    precedent = weighed.precedent
    harm = " ".join(_harm(plan, weighed))
    return PrecedentView(
        key=f"{precedent.date} {precedent.place} {precedent.what}",
        date=precedent.date.isoformat(),
        same_kind=same_kind,
        title=precedent.what if same_kind else f"{weighed.kind.short} {precedent.what}",
        harm=harm,
        rank=weighed.official_rank,
        official=weighed.official,
        letter=_("不适用") if weighed.outside else grade_name(plan, weighed.verdict.grade),
        agrees=weighed.agrees,
        details=(
            f"{precedent.date.isoformat()} {precedent.place}　{weighed.kind.name}",
            _ended("；".join(part for part in (precedent.what, harm, precedent.remark) if part)),
            _compared(plan, weighed),
            _source(precedent.publisher),
        ),
        clause=_clause(weighed),
    )


def _harm(plan: Plan, weighed: Weighed) -> Iterator[str]:
    """Yield ``死亡1人``, ``损失100万元``, ``爆炸``."""
    for code, amount in weighed.amounts.items():
        fact = plan.fact(code)
        if fact.kind == "flag":
            yield fact.short if amount.confirmed else _("无{fact}").format(fact=fact.short)
        else:
            yield fact.short + amount_words(fact, amount.confirmed or 0)
    if weighed.precedent.injured is not None and "injured" not in weighed.amounts:
        yield _("受伤共{n}人").format(n=weighed.precedent.injured)


def _clause(weighed: Weighed) -> str:
    """Return the clause on which the letter of the plan rests."""
    if weighed.outside:
        return weighed.outside.clause
    return next(iter(weighed.verdict.clauses), "")


def _compared(plan: Plan, weighed: Weighed) -> str:
    """Say the official grade with its reckoning, and wherein the plan's letter differs."""
    precedent = weighed.precedent
    values = {
        "official": weighed.official,
        "basis": precedent.basis,
        "letter": grade_name(plan, weighed.verdict.grade),
        "clause": _clause(weighed),
        "name": weighed.outside.name if weighed.outside else "",
    }
    if weighed.outside:
        words = _("属{name}，不适用本预案（{clause}）；官方定为{official}，用的是{basis}。")
    elif weighed.agrees:
        words = _("按预案条文为{letter}（{clause}），官方也定为{official}，用的是{basis}。")
    elif weighed.verdict.grade:
        words = _("按预案条文为{letter}（{clause}），官方定为{official}，用的是{basis}：两者不同。")
    else:
        words = _("按预案条文未达分级标准，官方定为{official}，用的是{basis}：两者不同。")
    return words.format(**values)


def _source(publisher: str) -> str:
    if publisher:
        return _("据{publisher}公布的调查报告。").format(publisher=publisher)
    return _("据公开报道·待核。")


def _ended(words: str) -> str:
    return _("{words}。").format(words=words)
