"""Taking calls in a drill: each case's call gets the id by which the judge knows it again."""

from collections.abc import Iterator

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import DraftsDesk
from cqcmd.desk.drill.session import DrillSession
from cqcmd.desk.intake.desk import Intake


class DrillIntake(Intake):
    """The verbs of 接报 in a drill; the ids of new calls come from its cases."""

    def __init__(self, open_record: OpenRecord, drill: DrillSession, drafts: DraftsDesk) -> None:
        super().__init__(open_record)
        self._drill, self._drafts = drill, drafts
        self._handed: set[str] = set()

    def new_call(self) -> str:
        """Return the id of the case answered first and not yet taken, which no form has yet."""
        ident = next(self._free(), None) or super().new_call()
        self._handed.add(ident)
        return ident

    def again(self, ident: str) -> str:
        """Return the same id: by another the judge would not know the call of a case again."""
        return ident

    def give_up(self, ident: str) -> None:
        """Free the id of a call whose form was left empty."""
        self._handed.discard(ident)

    def _free(self) -> Iterator[str]:
        # A draft left by a crash bears a case's id: taken up again, it has to be that same call.
        lost = {draft.fields.get("id", "") for draft in self._drafts.found()}
        for case in self._drill.inbox.cases_waiting():
            ident = self._drill.scenario.call(case)
            if ident not in self._handed and ident not in lost:
                yield ident
