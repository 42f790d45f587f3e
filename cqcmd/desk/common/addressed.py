"""How a paper addresses an organ: in full, and of the district in which it happened."""

from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Org


def addressed(plan: Plan, org: Org, district: str) -> str:
    """Return ``渝中区人民政府`` for 区县政府, where the incident's district or county is known."""
    name = org.full_name or org.name
    # A committee (管委会) is no district or county, so its name makes no name of a government.
    known = {row.name for row in plan.districts if row.kind != "committee"}
    if not plan.org_level(org.code).of_district or district not in known:
        return name
    return district + name.removeprefix(plan.word("district"))
