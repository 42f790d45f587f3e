"""What 登记簿 said of the device when the call was taken, as the incident keeps it."""

from collections.abc import Iterator, Mapping
from datetime import date

from cqcmd.desk.common.inspections import until_words
from cqcmd.i18n import _
from cqcmd.incident.state import Incident

TOLD = ("certificate", "rescue_code", "kind", "name", "capacity", "phones")
"""What stands beside the code; unit, place and maintainer have lines of their own."""


def registered_words(incident: Incident, code: str, today: date) -> str:
    """Return the code of a device, then what the register said of it, if it said anything."""
    copies = (event.registered for _entry, event in reversed(incident.described))
    copy = next((each for each in copies if code and code in each.values()), {})
    return " ".join(dict.fromkeys(filter(None, (code, *_told(copy, today)))))


def _told(copy: Mapping[str, str], today: date) -> Iterator[str]:
    yield from (copy.get(name, "") for name in TOLD)
    if until := copy.get("inspected_until"):
        yield _("检验有效期 {until}").format(until=until_words(until, today))
