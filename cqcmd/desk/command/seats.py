"""Where a headquarters sits: when and where it was set up, and who are its members (2.1, 2.2)."""

from cqcmd.clock import stamp
from cqcmd.desk.command.places import members_of
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.views.command import SeatView


def seat_view(open_record: OpenRecord, incident: Incident, level: str) -> SeatView:
    """Return what was written of a headquarters' setting-up; blank where nothing was."""
    found, plan = incident.command.seats.get(level), open_record.plan
    people = incident.roster.members(members_of(level))
    return SeatView(
        plan.headquarters_name(level),
        # A draft of the form may be older than the plan.
        plan.headquarters_row(level).groups_clause if level in plan.ranking else "",
        found[0].occurred_at if found else None,
        found[1].place if found else "",
        tuple(f"{p.name}（{p.unit}）" if p.unit else p.name for p in people),
    )


def seat_lines(open_record: OpenRecord, incident: Incident) -> list[str]:
    """Return a line on each headquarters of which something was written, the lowest first."""
    levels = reversed(open_record.plan.ranking)
    return [
        _("{name}：{words}").format(name=seat.name, words=seat_words(open_record, seat))
        for seat in (seat_view(open_record, incident, level) for level in levels)
        if seat.at or seat.members
    ]


def seat_words(open_record: OpenRecord, seat: SeatView) -> str:
    """Return ``14:05 成立，地点 三楼会议室，成员 王强（公安局）``."""
    now = open_record.clock.now()
    parts = (
        _("{time} 成立").format(time=stamp(seat.at, now)) if seat.at else "",
        _("地点 {place}").format(place=seat.place) if seat.place else "",
        _("成员 {names}").format(names="、".join(seat.members)) if seat.members else "",
    )
    return "，".join(part for part in parts if part)
