"""A drill that has ended, as it was judged: what does not change any more."""

from functools import cached_property

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.debrief.events import events
from cqcmd.desk.drill.session import DrillSession
from cqcmd.desk.drill.views import score_view
from cqcmd.documents.paper import moment
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.times import write_span
from cqcmd.drill.score.score import Score
from cqcmd.drill.score.timeline import Timeline, timeline
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.text import clean
from cqcmd.views.drill import ScoreView


class FinishedDrill:
    """Its score is computed once; what it is asked before the end, it refuses (BadInput)."""

    def __init__(self, open_record: OpenRecord, session: DrillSession) -> None:
        self.open_record, self.session = open_record, session

    @property
    def scenario(self) -> Scenario:
        """What was played."""
        return self.session.scenario

    @property
    def archive(self) -> str:
        """The name of its drawer: it says when it was really held."""
        return self.session.drawer.place.name

    @cached_property
    def score(self) -> Score:
        """The score, final."""
        if not self.open_record.ready:
            raise BadInput(_("演练的日志还在打开，请稍后再按。"))
        if not self.session.state.progress.over:
            raise BadInput(_("演练还没有结束；结束以后才能复盘（演练界面按 F10 结束）。"))
        return self.session.score()

    @cached_property
    def label(self) -> ScoreView:
        """The score in words."""
        return score_view(self.open_record, self.scenario, self.score)

    @cached_property
    def names(self) -> dict[str, str]:
        """What each expectation asks for."""
        return {line.key: line.words for line in self.label.lines}

    @property
    def timeline(self) -> Timeline:
        """Drawn anew each time: observations may still be written down."""
        every = events(self.open_record, self.session)
        return timeline(self.score, self.score.end, every, self.names)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return the drill's basics, each a name and words; unknown ones are left out."""
        scenario, serving = self.scenario, self.open_record.ledger.serving
        trains = _("{words}（预案 {clause}）")
        found = (
            (_("情景"), scenario.title),
            (_("事故"), self.label.cases),
            (_("练什么"), trains.format(words=scenario.trains, clause=scenario.clause)),
            (_("受训单位"), serving.name if serving else scenario.station.name),
            (_("值班员"), self.open_record.ledger.officer or scenario.station.officer),
            (_("演练时间"), self._lasted()),
            (_("已知情况"), "；".join(scenario.known)),
            (_("演练档案"), self.archive),
        )
        return tuple((name, clean(words, lines=False)) for name, words in found if words.strip())

    def _lasted(self) -> str:
        """Say from when to when it went, and that it was ended before its time."""
        score, length = self.score, self.scenario.length
        words = _("{start} 至 {end}（演练时钟，{length}）").format(
            start=moment(score.start),
            end=moment(score.end),
            length=write_span(score.end - score.start),
        )
        if self.session.clock.ended_early is None:
            return words
        early = _("{words}，提前结束（全长 {length}）；没有到期的、消息没有来的不计")
        return early.format(words=words, length=write_span(length))
