"""The field in which the level of a warning is chosen."""

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.widgets.fields.choice import Choice


def level_field(desk: Desk, standing: str) -> Choice:
    """Return the levels of the plan to choose from, ``standing`` chosen."""
    words = _("{level} {colour}")
    levels = [
        (str(row.level), words.format(level=row.name, colour=row.colour))
        for row in desk.plan.warnings
    ]
    field, known = Choice("level", _("级别"), levels), dict(levels)
    # A warning of an earlier plan may be at a level that this one does not have.
    field.fill(standing if standing in known else levels[-1][0])
    return field


def level_note(form: FieldForm) -> None:
    """Say by which digits the level is chosen."""
    form.note("level", _("键 1-{last}").format(last=len(form.desk.plan.warnings)))
