"""At which number a receiver is called: the station keeps those of its own district alone."""

from cqcmd.desk.common.districts import district_code
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.events import StationSet
from cqcmd.incident.report_owed import ReportOwed
from cqcmd.incident.state import Incident


def number_to_call(
    open_record: OpenRecord, incident: Incident, report_owed: ReportOwed
) -> tuple[str, str]:
    """Return the number of whom this station reports to, and why there is none where that is so."""
    serving, receiver = open_record.ledger.serving, report_owed.duty.rule.receiver
    # The numbers kept are those of whom this station reports to, not of others' receivers.
    if serving is None or not report_owed.mine:
        return "", ""
    elsewhere = _elsewhere(open_record, incident, serving)
    if not elsewhere or not open_record.plan.org_level(receiver).of_district:
        return serving.numbers.get(receiver, ""), ""
    if dialled := _dialled(incident, receiver):
        return dialled, ""
    words = _("{district}的号码待填，设的是{home}的")
    return "", words.format(district=elsewhere, home=serving.district)


def _elsewhere(open_record: OpenRecord, incident: Incident, serving: StationSet) -> str:
    """Return the district of an incident where it is another than the station's; else empty."""
    told, home = incident.details.get("district", ""), serving.district or ""
    at = incident.happened_at or open_record.clock.now()
    plan = open_record.plan
    same = district_code(plan, told, at) == district_code(plan, home, at)
    return "" if not told or not home or same else told


def _dialled(incident: Incident, receiver: str) -> str:
    """Return at which number that receiver took the last report by telephone of this incident."""
    found = (
        event.number
        for _entry, event in reversed(incident.reports)
        if event.receiver == receiver and event.channel == "phone"
    )
    return next(filter(None, found), "")
