"""What is wrong in a form: beside its field until that is changed, the cursor in it."""

from collections.abc import Mapping

from cqcmd.errors import Refusal
from cqcmd.screens.common.base import Speaking
from cqcmd.widgets.fields.field_row import FieldRow


class FaultsBeside(Speaking):
    """Mixed into a form: a refusal stands beside the field at fault, on the message line too."""

    rows_by_name: Mapping[str, FieldRow] = {}
    """The rows of the form that have a field, in their order."""

    _faulty: FieldRow | None = None
    _of_its_field = False
    """Whether what is wrong is in that field, and not only said beside it."""

    def refused(self, refusal: Refusal) -> None:
        """Say beside the field what is wrong, the cursor in it, so that it can be mended at once.

        What no field of its own is at fault for stands beside the one with the cursor.
        """
        self._mend()
        super().refused(refusal)
        rows = self.rows_by_name
        here = next((row for row in rows.values() if row.field.has_focus), None)
        field = getattr(refusal, "field", "")
        self._faulty, self._of_its_field = rows.get(field, here), field in rows
        if self._faulty is not None:
            self._faulty.field.focus()
            self._faulty.fault(str(refusal))

    def end_remark(self) -> None:
        """End what was refused; what is wrong in a field stands until that is changed."""
        super().end_remark()
        if not self._of_its_field:
            self._mend()

    def look_again(self) -> None:
        """Take back what was wrong once its field says something else."""
        if self._faulty is not None and self._faulty.changed:
            self._mend()

    def _mend(self) -> None:
        super().end_remark()
        if self._faulty is not None:
            self._faulty.mend()
            self._faulty = None
