"""Entries that are not what was written, found before anything is made of them."""

from collections.abc import Callable, Iterable
from datetime import datetime

from cqcmd.incident.events.entry import Entry
from cqcmd.incident.grades import GradeReader
from cqcmd.incident.picture import draw
from cqcmd.incident.plan_codes import codes_used
from cqcmd.incident.state import Incident


class AlteredEntries:
    """Looks each entry of an incident over once, before that incident is shown first."""

    def __init__(self) -> None:
        self._looked_over: dict[str, int] = {}

    def new_in(self, incident: Incident, is_as_written: Callable[[Entry], bool]) -> list[Entry]:
        """Return those among the entries that came since it was last asked."""
        known = self._looked_over.get(incident.id, 0)
        if known == (count := len(incident.entries)):
            return []
        self._looked_over[incident.id] = count
        # One that came from elsewhere may stand before others: then all are looked over anew.
        return altered(incident.entries[known if count == known + 1 else 0 :], is_as_written)


def altered(entries: Iterable[Entry], is_as_written: Callable[[Entry], bool]) -> list[Entry]:
    """Return the entries that are not what was written."""
    return [entry for entry in entries if not is_as_written(entry)]


def makes_sense(reader: GradeReader, incident: Incident, org: str, now: datetime) -> bool:
    """Whether what its entries say can be shown: an altered one may name what no plan has."""
    plan = reader.plan
    try:
        draw(reader, incident, org, now)
        used = codes_used(plan, incident)
    except Exception:  # noqa: BLE001 - nothing is known of what an altered entry says
        return False
    return all(code in plan.index[table] for table, codes in used.items() for code in codes)
