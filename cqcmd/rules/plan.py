"""The plan as one value: its rows, its clauses, and each row by its code."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, TypeVar

from msgspec import Struct

from cqcmd.errors import BrokenPlan
from cqcmd.i18n import _
from cqcmd.rules import rows
from cqcmd.rules.plan_references import clause_faults, reference_faults
from cqcmd.rules.plan_rows import NEWER, TABLES, code_of, first_rows, read_rows
from cqcmd.rules.plan_text import split_clauses, text_faults
from cqcmd.rules.roles import LATER_TABLES, GradeName, Headquarters, OrgLevel, Role, Word
from cqcmd.rules.scale import Scale
from cqcmd.text import clean

R = TypeVar("R", bound=rows.Row)
Tables = Mapping[str, Iterable[Mapping[str, Any]]]

LONGEST_FAULT = 300
"""Characters of one fault that are shown: a hostile file does not fill the screen."""

MOST_FAULTS = 100
"""Faults that are told: whoever has mended these checks again."""

NO_META = rows.Meta(code="", clause="", title="", number="", issued="", version="", text_file="")


class Plan(Struct, frozen=True, kw_only=True, eq=False):
    """A plan file, read. Rows keep the file's order; ``digest`` is the SHA-256 of its bytes."""

    name: str
    digest: str
    meta: rows.Meta
    orgs: tuple[rows.Org, ...]
    districts: tuple[rows.District, ...]
    equipment: tuple[rows.Equipment, ...]
    facts: tuple[rows.Fact, ...]
    criteria: tuple[rows.Criterion, ...]
    scope: tuple[rows.ScopeRule, ...]
    duties: tuple[rows.DutyRule, ...]
    followups: tuple[rows.FollowUpRule, ...]
    contents: tuple[rows.Content, ...]
    responses: tuple[rows.ResponseRule, ...]
    posts: tuple[rows.Post, ...]
    headquarters_acts: tuple[rows.HeadquartersAct, ...]
    warnings: tuple[rows.WarningLevel, ...]
    warning_items: tuple[rows.WarningItem, ...]
    groups: tuple[rows.Group, ...]
    units: tuple[rows.Unit, ...]
    measures: tuple[rows.Measure, ...]
    rescue_tiers: tuple[rows.RescueTier, ...]
    aftermath: tuple[rows.Aftermath, ...]
    roles: tuple[Role, ...]
    org_levels: tuple[OrgLevel, ...]
    headquarters: tuple[Headquarters, ...]
    words: tuple[Word, ...]
    grades: tuple[GradeName, ...]
    clauses: dict[str, rows.Clause]
    index: dict[str, dict[str, rows.Row]]
    """Table name to code to row."""

    def org(self, code: str) -> rows.Org:
        """Return the organisation with that code; KeyError if there is none, here and below."""
        return self._get(rows.Org, "orgs", code)

    def district(self, code: str) -> rows.District:
        """Return the district with that code."""
        return self._get(rows.District, "districts", code)

    def kind(self, code: str) -> rows.Equipment:
        """Return the kind of equipment with that code."""
        return self._get(rows.Equipment, "equipment", code)

    def fact(self, code: str) -> rows.Fact:
        """Return the fact with that code."""
        return self._get(rows.Fact, "facts", code)

    @property
    def casualties(self) -> tuple[rows.Fact, ...]:
        """The facts that count people who were harmed or are in danger."""
        return tuple(fact for fact in self.facts if fact.counts_casualties)

    def criterion(self, code: str) -> rows.Criterion:
        """Return the criterion with that code."""
        return self._get(rows.Criterion, "criteria", code)

    def duty(self, code: str) -> rows.DutyRule:
        """Return the reporting duty with that code."""
        return self._get(rows.DutyRule, "duties", code)

    def post(self, code: str) -> rows.Post:
        """Return the post of a headquarters with that code."""
        return self._get(rows.Post, "posts", code)

    def headquarters_act(self, code: str) -> rows.HeadquartersAct:
        """Return the act of a headquarters with that code."""
        return self._get(rows.HeadquartersAct, "headquarters_acts", code)

    def act_name(self, code: str) -> str:
        """Return the name of an act of a headquarters, its code where another plan recorded it."""
        row = self.index["headquarters_acts"].get(code)
        return row.name if isinstance(row, rows.HeadquartersAct) else code

    def group(self, code: str) -> rows.Group:
        """Return the working group with that code."""
        return self._get(rows.Group, "groups", code)

    def unit(self, code: str) -> rows.Unit:
        """Return the member unit with that code."""
        return self._get(rows.Unit, "units", code)

    def measure(self, code: str) -> rows.Measure:
        """Return the measure with that code."""
        return self._get(rows.Measure, "measures", code)

    def role(self, code: str) -> Role:
        """Return the role with that code, one of ``ROLES``: its clause is the plan's own."""
        return self._get(Role, "roles", code)

    def clause_of(self, role: str) -> str:
        """Return the clause of a role that a plan may lack, one of ``MAY_LACK``; empty without."""
        row = self.index["roles"].get(role)
        return row.clause if isinstance(row, Role) else ""

    def word(self, code: str) -> str:
        """Return the plan's word for something of its area, one of ``WORDS``."""
        return self._get(Word, "words", code).word

    def verifier(self) -> rows.Org | None:
        """Return who verifies that it is such an accident; of format 1 there may be nobody."""
        found = self.index["orgs"].get(self.role("response.verify").org or "")
        return found if isinstance(found, rows.Org) else None

    @property
    def ranking(self) -> tuple[str, ...]:
        """The codes of the headquarters, the highest first."""
        return tuple(self.index["headquarters"])

    def headquarters_row(self, code: str) -> Headquarters:
        """Return the headquarters with that code."""
        return self._get(Headquarters, "headquarters", code)

    def headquarters_name(self, code: str) -> str:
        """Return what a headquarters is called; of another plan's the code."""
        return self.headquarters_row(code).name if code in self.ranking else code

    def org_level(self, org: str) -> OrgLevel:
        """Return the level on which an organisation stands."""
        return self._get(OrgLevel, "org_levels", self.org(org).level)

    @property
    def grade_scale(self) -> Scale:
        """The grades, the gravest first."""
        return Scale(tuple(self.index["grades"]))

    @property
    def level_scale(self) -> Scale:
        """The levels of response, the highest first."""
        return Scale(tuple(row.level for row in self.responses))

    def response(self, level: str) -> rows.ResponseRule:
        """Return the rule of the response of that level (4.5)."""
        return next(row for row in self.responses if row.level == level)

    def warning(self, level: int) -> rows.WarningLevel:
        """Return the rule of the warning of that level (3.2.1)."""
        return next(row for row in self.warnings if row.level == level)

    def clause(self, number: str) -> rows.Clause:
        """Return the clause with that number."""
        return self.clauses[number]

    def _get(self, kind: type[R], table: str, code: str) -> R:
        row = self.index[table][code]
        assert isinstance(row, kind)
        return row


def load_plan(tables: Tables, text: str, *, name: str, digest: str) -> Plan:
    """Return the plan in these tables, its rows well formed, all references and clauses resolved.

    A plan file from elsewhere goes through `proofs.plan_check.load_checked`, which proves more.

    Raises:
        BrokenPlan: naming every fault found.
    """
    plan, faults = read_plan(tables, text, name=name, digest=digest)
    if faults:
        raise broken(name, faults)
    return plan


def broken(name: str, faults: Iterable[str]) -> BrokenPlan:
    """Return the refusal that names every fault once, fit for a terminal."""
    shown = (clean(fault, limit=LONGEST_FAULT, lines=False) for fault in faults)
    named = tuple(islice(dict.fromkeys(shown), MOST_FAULTS))
    words = _("预案文件 {name} 有 {count} 处错误，未采用：").format(
        name=clean(name, lines=False), count=len(named)
    )
    return BrokenPlan(words + "；".join(named), named)


def read_plan(tables: Tables, text: str, *, name: str, digest: str) -> tuple[Plan, list[str]]:
    """Return the plan of the rows that can be read, and a sentence for every fault."""
    faults = [
        _("没有 {table} 这种表").format(table=table) + NEWER
        for table in tables
        if table not in TABLES
    ]
    found: dict[str, list[rows.Row]] = {}
    known: dict[str, set[str]] = {}
    for table in TABLES:
        raw = first_rows(table, tables.get(table, ()), faults)
        found[table] = read_rows(table, raw, faults)
        # Of all rows, readable or not: one bad row must not make faults of all that name it.
        known[table] = {code for code in map(code_of, raw) if code}
    plan = _plan(found, text, name, digest, faults)
    faults += text_faults(plan.meta.text_digest, text)
    own = _own(found, plan.meta)
    faults += clause_faults(own, plan.clauses) if plan.clauses else [_("预案正文缺失或没有条款")]
    faults += reference_faults(own, known)
    return plan, faults


def _own(found: dict[str, list[rows.Row]], meta: rows.Meta) -> dict[str, list[rows.Row]]:
    """Return the tables that the file itself answers for: of format 1, not those it was given."""
    granted = LATER_TABLES if meta.format == 1 else ()
    return {table: read for table, read in found.items() if table not in granted}


def _plan(
    found: dict[str, list[rows.Row]], text: str, name: str, digest: str, faults: list[str]
) -> Plan:
    metas = found["meta"]
    if len(metas) != 1:
        faults.append(_("表 meta 须正好有一行可用的，现有 {count} 行。").format(count=len(metas)))
    meta = metas[0] if metas else NO_META
    parts: dict[str, Any] = {table: tuple(found[table]) for table in TABLES if table != "meta"}
    index = {table: {row.code: row for row in found[table]} for table in TABLES}
    assert isinstance(meta, rows.Meta)
    return Plan(
        name=name, digest=digest, meta=meta, clauses=split_clauses(text), index=index, **parts
    )
