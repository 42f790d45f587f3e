"""Which step of the guide a trainee is at: the first that was not done, whatever was done later."""

from collections.abc import Set

from cqcmd.drill.play.achievements import Achievements
from cqcmd.drill.play.arrivals import Arrivals
from cqcmd.drill.scenario.targets import Until


def open_step(achievements: Achievements, arrivals: Arrivals, answered: Set[str]) -> int | None:
    """Return the place of the step among the scenario's; ``None``: no guide, or none left.

    Args:
        achievements: what was done by now.
        arrivals: the messages so far.
        answered: the ids of the messages the trainee took.
    """
    for place, step in enumerate(achievements.scenario.guide):
        if step.until is None or not _holds(step.until, achievements, arrivals, answered):
            return place
    return None


def within_incident(until: Until | None) -> bool:
    """Whether what ends a step is done on the screens of an accident, not on the board."""
    if until is None:
        return False
    return not (until.answered or until.inject or until.opened or until.warning)


def _holds(
    until: Until, achievements: Achievements, arrivals: Arrivals, answered: Set[str]
) -> bool:
    if until.answered is not None:
        return until.answered in answered
    done = arrivals.done(until, achievements)
    return done is not None and done.known <= achievements.now
