"""What stands beside a plan file: acts a law asks for, and the day on which an organ took over.

A plan file is never touched: every incident is bound to its bytes by their digest. What was learned
since is laid over the rows that were read.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.rules import rows
from cqcmd.rules.plan import Plan
from cqcmd.rules.plan_text import within, without_spaces


class TakeOver(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A district that was announced on one day and took over on a later one.

    Until ``inaugurated`` the organs of the former districts received and answered.
    """

    district: str
    decided: str
    announced: str
    inaugurated: str
    source: rows.Source


class BesidePlan(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The rows laid over a plan.

    ``asks``: what has to be written of an act, by its code. ``inferred_proposer``: who is read as
    the proposer where the plan only says 市场监管部门 (4.6). ``full_names``: how papers address an
    organ that the plan names in short, with its words for city and district; inferred (推定).
    """

    takeovers: tuple[TakeOver, ...]
    inferred_proposer: str
    asks: dict[str, str]
    full_names: dict[str, str]
    headquarters_acts: tuple[rows.HeadquartersAct, ...]
    rescue_tiers: tuple[rows.RescueTier, ...] = ()


def laid_over(plan: Plan, beside: BesidePlan) -> Plan:
    """Return the plan with what stands beside it; its name and digest stay those of the file."""
    parts: dict[str, tuple[rows.Row, ...]] = {
        "districts": tuple(_dated(row, beside) for row in plan.districts),
        "responses": tuple(_proposed(row, beside) for row in plan.responses),
        "headquarters_acts": tuple(_acts(plan, beside)),
        "rescue_tiers": plan.rescue_tiers or tuple(_tiers(plan, beside)),
        "orgs": tuple(_named_in_full(row, plan, beside) for row in plan.orgs),
    }
    index = {table: {row.code: row for row in found} for table, found in parts.items()}
    return replace(plan, index=plan.index | index, **parts)


def _dated(row: rows.District, beside: BesidePlan) -> rows.District:
    """Move a day of announcement to that of the take-over; a plan that knows better keeps its."""
    for taken in beside.takeovers:
        if row.code == taken.district and row.since == taken.announced:
            return replace(row, since=taken.inaugurated, source=taken.source)
        if row.merged_into == taken.district and row.until == taken.announced:
            return replace(row, until=taken.inaugurated)
    return row


def _named_in_full(row: rows.Org, plan: Plan, beside: BesidePlan) -> rows.Org:
    """Name an organ in full; a plan that does so itself, or has other organs, keeps its own."""
    words = {code: plan.word(code) for code in ("city", "district")}
    inferred = beside.full_names.get(row.name, "").format_map(words)
    return replace(row, full_name=row.full_name or inferred or None)


def _proposed(row: rows.ResponseRule, beside: BesidePlan) -> rows.ResponseRule:
    return replace(row, inferred=row.inferred or row.proposer == beside.inferred_proposer)


def _acts(plan: Plan, beside: BesidePlan) -> Iterator[rows.HeadquartersAct]:
    """Yield the plan's own acts, then those it has not; what they quote must stand in its text."""
    for row in plan.headquarters_acts:
        yield replace(row, asks=row.asks or beside.asks.get(row.code, ""))
    for row in beside.headquarters_acts:
        known = row.code in plan.index["headquarters_acts"]
        # Of a plan with other headquarters, or whose clauses say something else, none of it is.
        fits = set(row.headquarters) <= set(plan.index["headquarters"])
        fits = fits and row.from_grade in (None, *plan.grade_scale.codes)
        if not known and fits and (row.source is not None or _says(plan, row)):
            yield row


def _tiers(plan: Plan, beside: BesidePlan) -> Iterator[rows.RescueTier]:
    """Yield the tiers of rescue for a plan that has none, under its clause of first handling."""
    for row in beside.rescue_tiers:
        if set(row.equipment) <= set(plan.index["equipment"]):
            yield replace(row, clause=plan.clause_of("measures.first"))


def _says(plan: Plan, row: rows.Row) -> bool:
    """Tell whether the plan says in that clause what the row quotes."""
    words = without_spaces(within(plan.clauses, row.clause))
    return row.clause in plan.clauses and without_spaces(row.text) in words
