"""The step of a drill's guide in words."""

from cqcmd.desk.drill_session import DrillSession
from cqcmd.text import clean
from cqcmd.views.drill import GuideView


def guide_view(drill: DrillSession) -> GuideView | None:
    """The step to be done; ``None`` without a guide, after its last step, and after the drill."""
    steps = drill.scenario.guide
    if not steps or drill.course().over:
        return None
    answered = {call.ident for call in drill.calls() if call.answered_at is not None}
    place = drill.open_step(answered)
    if place is None:
        return None
    return GuideView(place + 1, len(steps), clean(steps[place].words, lines=False))
