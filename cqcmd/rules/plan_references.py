"""What a plan's rows point at: other rows by their codes, clauses by their numbers."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from cqcmd.i18n import _
from cqcmd.rules import roles, rows

Reference = tuple[str, str, tuple[str, ...]]
"""The field, the code it names, and the tables in which that code may stand."""

Found = Mapping[str, Sequence[rows.Row]]

_EQUIPMENT = ("equipment",)
_FACTS = ("facts",)
_ORGS = ("orgs",)
_UNITS = ("units",)
_HEADQUARTERS = ("headquarters",)
_GRADES = ("grades",)


def reference_faults(found: Found, known: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield a sentence for every code that names no row; ``known`` are the codes by table."""
    for table, table_rows in found.items():
        for row in table_rows:
            for field, code, targets in references(row):
                if not any(code in known[target] for target in targets):
                    yield _(
                        "表 {table} 的 {row}：{field} 指向的 {code} 不在表 {targets} 中"
                    ).format(
                        table=table, row=row.code, field=field, code=code, targets="/".join(targets)
                    )


def clause_faults(found: Found, clauses: Collection[str]) -> Iterator[str]:
    """Yield a sentence for every clause of a row that the plan's text does not have."""
    for table, table_rows in found.items():
        for row in table_rows:
            for clause in dict.fromkeys(_clauses(row)):
                if clause not in clauses:
                    yield _("表 {table} 的 {row}：预案正文中没有条款 {clause}").format(
                        table=table, row=row.code, clause=clause
                    )


def _clauses(row: rows.Row) -> tuple[str, ...]:
    return (row.clause, row.groups_clause) if isinstance(row, roles.Headquarters) else (row.clause,)


def references(row: rows.Row) -> Iterator[Reference]:
    """Yield every code of another row that this one names."""
    match row:
        case rows.Org():
            yield "level", row.level, ("org_levels",)
        case rows.District(merged_into=str(code)):
            yield "merged_into", code, ("districts",)
        case rows.Fact():
            yield from _each("equipment", row.equipment, _EQUIPMENT)
            yield from _each("adds_possible", (row.adds_possible,), _FACTS)
            yield from _each("sets", (row.sets,), _FACTS)
        case rows.Criterion():
            yield from _each("equipment", row.equipment, _EQUIPMENT)
            yield from _each("grade", (row.grade,), _GRADES)
            yield from _each("when", (condition.fact for condition in row.when), _FACTS)
        case rows.ScopeRule():
            yield from _each("equipment", row.equipment, _EQUIPMENT)
        case rows.DutyRule():
            yield from _each("from", (row.sender,), _ORGS)
            yield from _each("to", (row.receiver,), _ORGS)
            yield from _each("cc", (row.cc,), _ORGS)
            yield from _each("from_grade", (row.from_grade,), _GRADES)
        case rows.FollowUpRule():
            yield from _each("facts", row.facts, _FACTS)
        case rows.ResponseRule():
            yield from _each("grade", (row.grade,), _GRADES)
            yield from _each("when", (c.fact for part in row.when for c in part), _FACTS)
            yield from _each("proposer", (row.proposer,), _ORGS)
            yield from _each("approver", (row.approver,), _ORGS)
            yield "headquarters", row.headquarters, _HEADQUARTERS
        case rows.Post():
            yield from _each("unit", (row.unit,), _UNITS)
            yield "headquarters", row.headquarters, _HEADQUARTERS
        case rows.HeadquartersAct():
            yield from _each("headquarters", row.headquarters, _HEADQUARTERS)
            yield from _each("from_grade", (row.from_grade,), _GRADES)
        case rows.WarningLevel():
            yield from _each("grade", (row.grade,), _GRADES)
            yield from _each("proposer", (row.proposer,), _ORGS)
            yield from _each("issuer", (row.issuer,), _ORGS)
        case roles.Role():
            yield from _each("org", (row.org,), _ORGS)
        case roles.Headquarters():
            yield from _each("assessment_to", row.assessment_to, _ORGS)
        case rows.Group():
            yield from _each("leads", row.leads, _UNITS)
            yield from _each("units", row.units, _UNITS)
        case rows.RescueTier():
            yield from _each("equipment", row.equipment, _EQUIPMENT)
        case rows.Measure():
            yield from _each("groups", row.groups, ("groups",))
            yield from _each("units", row.units, _UNITS)
            yield from _each("first_for", row.first_for, ("facts", "equipment"))


def _each(
    field: str, codes: Iterable[str | None] | None, targets: tuple[str, ...]
) -> Iterator[Reference]:
    for code in codes or ():
        if code is not None:
            yield field, code, targets
