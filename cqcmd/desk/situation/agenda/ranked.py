"""The list itself: every source asked, the most pressing line first."""

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter

from msgspec.structs import replace

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.situation.agenda import (
    facts,
    groups,
    measures,
    plans,
    record,
    reporting,
    response,
    safety,
    scope,
    supply,
)
from cqcmd.desk.situation.agenda.source import Moment, Source
from cqcmd.incident.picture import Picture
from cqcmd.views import Deadline, Step

RANKS = ("overdue", "urgent", "soon", "calm", "quiet")

# Among equally urgent lines this order decides: people inside, then reports owed.
SOURCES: tuple[Source, ...] = (
    safety.check_ins,
    record.damaged,
    reporting.reports,
    response.by_law,
    facts.conflicts,
    plans.another_plan,
    response.verification,
    response.consultation,
    response.next_decision,
    response.unended,
    response.hand_over,
    response.commander,
    facts.promises,
    reporting.time_alone,
    facts.missing,
    facts.unclear,
    scope.scope,
    groups.uncalled,
    groups.leaderless,
    supply.lacking,
    measures.rescue,
    measures.suggested,
    measures.others,
    response.lead,
    facts.blanks,
    reporting.raised_by_time,
    measures.aftermath,
)

OF_VOID: tuple[Source, ...] = (safety.check_ins,)
"""Of a call that is void the plan asks nothing; people inside are asked after all the same."""


def agenda(
    open_record: OpenRecord, picture: Picture, deadlines: tuple[Deadline, ...], now: datetime
) -> tuple[Step, ...]:
    """Return every step, most urgent first; equally urgent ones in the order of their sources."""
    moment = Moment(open_record, picture, deadlines, now)
    own = moment.owner(open_record.org) if open_record.org else ""
    steps = [
        step if step.owner else replace(step, owner=own)
        for source in (OF_VOID if picture.incident.void else SOURCES)
        for step in source(moment)
    ]
    ranks = _ranks(steps)
    return tuple(step for _rank, step in sorted(zip(ranks, steps, strict=True), key=itemgetter(0)))


def _ranks(steps: Sequence[Step]) -> list[int]:
    """Return how far down each stands: no report below one that is due after it."""
    ranks = [RANKS.index(step.urgency) for step in steps]
    later = len(RANKS)
    for place in reversed(range(len(steps))):
        if steps[place].action == "report":
            ranks[place] = later = min(later, ranks[place])
    return ranks
