"""Measures not begun, and what remains after the response (4.4, 4.7, 4.9, 5)."""

from collections.abc import Iterator

from cqcmd.desk.measures.rescue import limit_of, limit_words, shut_in, waited_for
from cqcmd.desk.situation.agenda.source import Moment
from cqcmd.i18n import _
from cqcmd.rules.rows import Measure
from cqcmd.rules.suggested_measures import ranked_measures
from cqcmd.views import Step

MOST = 4
"""Suggested measures that get a line of their own."""


def _waiting(moment: Moment) -> list[tuple[Measure, tuple[str, ...]]]:
    """Return the measures nobody has touched, the most called for first."""
    incident = moment.incident
    # While time alone can make it an accident, no measure of 4.7 is called for yet.
    if moment.over or incident.response.ended or moment.picture.waiting:
        return []
    equipment = incident.facts.choice("equipment")
    holding = moment.open_record.reader.holding(incident.facts)
    ranked = ranked_measures(moment.plan, equipment, holding)
    return [(row, why) for row, why in ranked if incident.tasks.of(row.code).state == "open"]


def suggested(moment: Moment) -> Iterator[Step]:
    """Yield those that equipment and facts call for, each with what calls for it."""
    # Measures belong to the response (4.7): before one is in force they only stand ready.
    in_force = moment.incident.response.level is not None
    for row, why in [pair for pair in _waiting(moment) if pair[1]][:MOST]:
        words = _("开始{name}（{why}）").format(name=row.name, why="、".join(why))
        owner = moment.plan.group(row.groups[0]).name if row.groups else ""
        yield Step(
            words, row.clause, "task", row.code, "calm" if in_force else "quiet", owner=owner
        )


def rescue(moment: Moment) -> Iterator[Step]:
    """Yield who is still to come to people shut in; without a limit since when that is so."""
    incident = moment.incident
    if moment.over or not shut_in(incident):
        return
    for row in waited_for(moment.plan, incident):
        limit = limit_of(row)
        yield Step(
            _("{name}（{limit}）").format(name=row.name, limit=limit_words(row)),
            row.clause,
            "task",
            row.code,
            "calm",
            due=incident.called_at + limit if limit else None,
            since=None if limit else incident.called_at,
            owner="、".join(row.owners),
            source=row.source.name if row.source else "",
        )


def others(moment: Moment) -> Iterator[Step]:
    """Yield how many more have not been begun."""
    if moment.incident.response.level is None:
        return
    waiting = _waiting(moment)
    more = len(waiting) - min(MOST, sum(bool(why) for _row, why in waiting))
    if more:
        words = _("其余 {n} 项措施未开始").format(n=more)
        yield Step(words, moment.clause("measures"), "measures", "", "quiet", owner=_("指挥部"))


def aftermath(moment: Moment) -> Iterator[Step]:
    """Yield aftermath, assessment and filing after the end; the plan sets them no limit."""
    ended = moment.incident.response.ended
    if ended is None or moment.over:
        return
    for row in moment.plan.aftermath:
        if not moment.incident.tasks.of(row.code).over:
            yield Step(
                row.name,
                row.clause,
                "aftermath",
                row.code,
                "calm",
                since=ended.at,
                owner="、".join(row.owners),
            )
