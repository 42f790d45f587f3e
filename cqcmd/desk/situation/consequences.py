"""What an act would mean, before the key that writes it: the incident folded with it, compared."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.situation.differences import differences, standing
from cqcmd.desk.situation.twin import twin_record
from cqcmd.i18n import _
from cqcmd.incident.events import (
    Closed,
    Dismissed,
    GradeOverridden,
    ResponseStepped,
    ScopeJudged,
    Struck,
)
from cqcmd.incident.events.command import StepCode
from cqcmd.incident.events.entry import Event
from cqcmd.rules.rows import Grade, ResponseLevel


class ConsequencesDesk:
    """Looks ahead, a method for each act that may stop or start something. It never writes."""

    def __init__(self, open_record: OpenRecord, settings: Preferences) -> None:
        self._open_record = open_record
        self._settings = settings

    def of(self, ident: str, event: Event) -> tuple[str, ...]:
        """Return in sentences what would be otherwise, were this written of the incident now."""
        record, minutes = self._open_record.of(ident), self._settings.stage_minutes
        now = record.clock.now()
        twin = twin_record(record, ident, [(now, event)], now)
        before, after = standing(record, ident, minutes), standing(twin, ident, minutes)
        found = tuple(differences(before, after, now))
        return found or (_("时限、等级和响应都不变"),)

    def dismiss(self, ident: str, *, lifted: bool = False) -> tuple[str, ...]:
        """Say it of a dismissal (查证不属于), or of taking one back (``lifted``)."""
        return self.of(ident, Dismissed(reason="", decided_by="", lifted=lifted))

    def scope(self, ident: str, rule: str | None) -> tuple[str, ...]:
        """Say it of putting it out of scope by a rule (1.3); ``None``: within it again."""
        return self.of(ident, ScopeJudged(out=rule is not None, rule=rule))

    def override(self, ident: str, grade: Grade | None, *, lifted: bool = False) -> tuple[str, ...]:
        """Say it of another grade by a named person; ``lifted``: the plan's own again."""
        event = GradeOverridden(grade=grade, decided_by="", reason="", lifted=lifted)
        return self.of(ident, event)

    def close(
        self, ident: str, *, finished: bool = True, reopened: bool = False
    ) -> tuple[str, ...]:
        """Say it of closing (办结), or of reopening."""
        return self.of(ident, Closed(reason="", finished=finished, reopened=reopened))

    def respond(self, ident: str, step: StepCode, level: ResponseLevel | None) -> tuple[str, ...]:
        """Say it of a step of the response; without a level it is about the one in force."""
        level = level or self._open_record.incident(ident).response.level
        return self.of(ident, ResponseStepped(step=step, level=level))

    def strike(self, ident: str, entry: str, *, undone: bool = False) -> tuple[str, ...]:
        """Say it of making an entry void, or letting it stand again (``undone``)."""
        return self.of(ident, Struck(entry=entry, reason="", undone=undone))
