"""The services to which people are referred, as they are read beside the plan of their city."""

import msgspec

from cqcmd.paths import services_file
from cqcmd.rules.beside.services import Services
from cqcmd.rules.plan import Plan


def services_of(plan: Plan) -> Services | None:
    """Return the list of services; `None` beside the plan of another city."""
    found = msgspec.json.decode(services_file().read_bytes(), type=Services)
    return found if found.place == plan.word("city") else None
