"""演练 at the desk: each part loads where it is asked for, since a real post plays none."""

from pathlib import Path
from typing import TYPE_CHECKING

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import DraftsDesk

if TYPE_CHECKING:
    from cqcmd.desk.debrief.desk import DebriefDesk
    from cqcmd.desk.drill.drawer import DrillFolder
    from cqcmd.desk.drill.instructor import InstructorDesk
    from cqcmd.desk.drill.intake import DrillIntake
    from cqcmd.desk.drill.presence import Presence, Role
    from cqcmd.desk.drill.scoring import DrillScoring
    from cqcmd.desk.drill.session import DrillSession
    from cqcmd.drill.play.shared_clock import DrillClock
    from cqcmd.drill.scenario.model import Scenario
    from cqcmd.views.drill import Choice


class DrillsDesk:
    """Drills to choose from; of the one that is played its session, judge, 导调 and 复盘."""

    def __init__(self, open_record: OpenRecord, data: Path) -> None:
        self._open_record = open_record
        self._data = data

    def choices(self) -> "tuple[Choice, ...]":
        """Return drills to be taken up again, and the scenarios in the box. Raises Refusal."""
        # late: scenarios are read only where somebody asks for them
        from cqcmd.desk.drill.choice import choices

        return tuple(choices(self._data, self._open_record.plan))

    def write_scenario(self, ident: str, path: Path) -> str:
        """Write a scenario after a real incident, every name another; what to tell of it.

        Raises:
            BadInput: nothing of it could arrive again, or something lies there already.
            Unwritable: the disk refuses.
        """
        # late: a real post makes hardly ever one
        from cqcmd.desk.drill.from_incident import write_scenario

        return write_scenario(self._open_record.of(ident), ident, path)

    def session(
        self,
        scenario: "Scenario",
        drill_folder: "DrillFolder",
        shared_clock: "DrillClock",
        presence: "Presence",
        role: "Role",
    ) -> "DrillSession":
        """Return a drill as it is played over this record."""
        from cqcmd.desk.drill.session import DrillSession  # late: a real post plays no drill

        return DrillSession(self._open_record, scenario, drill_folder, shared_clock, presence, role)

    def intake(self, drill: "DrillSession", drafts: DraftsDesk) -> "DrillIntake":
        """Return an intake whose calls get the ids by which the judge recognises them."""
        from cqcmd.desk.drill.intake import DrillIntake  # late: a real post plays no drill

        return DrillIntake(self._open_record, drill, drafts)

    def judge(self, scenario: "Scenario") -> "DrillScoring":
        """Return the judge of a drill on a desk over the drill's own folder."""
        # late: a real post plays no drill, and must not wait for the judge to load
        from cqcmd.desk.drill.scoring import DrillScoring

        return DrillScoring(self._open_record, scenario)

    def instructor(self, drill: "DrillSession") -> "InstructorDesk":
        """Return 导调 of a drill in this desk's own folder."""
        # late: only the terminal of the instructor asks for it
        from cqcmd.desk.drill.instructor import InstructorDesk

        return InstructorDesk(self._open_record, drill)

    def debrief(self, drill: "DrillSession") -> "DebriefDesk":
        """Return 复盘 of a drill in this desk's own folder, once it is over."""
        # late: a drill is looked back on once it is over, long after the first screen
        from cqcmd.desk.debrief.desk import DebriefDesk

        return DebriefDesk(self._open_record, drill)
