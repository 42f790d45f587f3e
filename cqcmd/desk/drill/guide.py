"""The step of a drill's guide in words."""

from cqcmd.desk.drill.session import DrillSession
from cqcmd.drill.play.guide import within_incident
from cqcmd.i18n import _
from cqcmd.text import clean
from cqcmd.views.drill import GuideView

HELD = _("演练停着，时间不走，也不来电话。按 F11，再按 F9 继续。")
"""Whoever waits for a call while the clock stands would wait for ever."""

ON_BOARD = _("这一步不在值班台上做：先把光标移到这一起，按 回车 打开。")
"""The step's keys mean other things on the board: there F9 is 交接班."""


def guide_view(drill: DrillSession) -> GuideView | None:
    """Return the guide's step to do; ``None`` without one, after the last, after the drill."""
    steps = drill.scenario.guide
    state = drill.state
    if not steps or state.progress.over:
        return None
    answered = {call.ident for call in state.calls if call.answered_at is not None}
    place = drill.scoring.open_step(answered)
    if place is None:
        return None
    if drill.clock.begun and not state.progress.speed:
        return GuideView(place + 1, len(steps), HELD)
    step = steps[place]
    taken = any(drill.scoring.taken(case.id) for case in drill.scenario.case)
    away = within_incident(step.until) and taken
    words = clean(step.words, lines=False)
    return GuideView(place + 1, len(steps), words, ON_BOARD if away else "")
