"""What is wrong stands beside its field, the cursor in it, until the field is changed."""

import pytest

from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.form_registry import every_form
from cqcmd.widgets.fields.field_row import FieldRow
from tests.screens.conftest import OpenPost
from tests.screens.drill.test_drill_marked import PLAYED, Worked, every_screen, of, opened
from tests.support.pilots import PostPilot, press, terminal_lines, words_of

FORMS = [name for name in every_screen() if name not in PLAYED and issubclass(of(name), FieldForm)]


def faults(form: FieldForm) -> list[FieldRow]:
    """The rows with a fault beside their field."""
    return [row for row in form.query(FieldRow) if row.has_class("-fault")]


async def emptied(pilot: PostPilot, name: str) -> FieldForm:
    """The form of that name with nothing in its fields, as F9 found it."""
    form = opened(name, Worked(pilot.app))
    assert isinstance(form, FieldForm)
    pilot.app.push_screen(form)
    await pilot.pause()
    for row in form.query(FieldRow):
        row.field.fill("")
    await press(pilot, "f9")
    return form


@pytest.mark.parametrize("name", FORMS)
async def test_an_empty_form_is_saved_or_says_beside_a_field_what_is_missing(
    post: OpenPost, name: str
) -> None:
    async with post() as pilot:
        form = await emptied(pilot, name)
        if form.saved:
            return
        (row,) = faults(form)
        assert row.field.has_focus
        shown = "".join(terminal_lines(pilot)[row.region.y]).rstrip()
        said = words_of(pilot, "MessageLine").strip()
        assert said, "the line says it too"
        assert shown.endswith(said) or (shown.endswith("..") and row.region.width < 80)


async def test_the_fault_goes_as_the_field_is_changed(post: OpenPost) -> None:
    async with post() as pilot:
        form = await emptied(pilot, "EnterForm")
        (row,) = faults(form)
        await press(pilot, "down")
        assert faults(form) == [row], "going elsewhere mends nothing"
        await press(pilot, "up", *"一")
        assert faults(form) == []
        assert words_of(pilot, "MessageLine").strip() == ""


def test_every_form_of_fields_is_tried() -> None:
    assert len(FORMS) > 20
    assert {form.title for form in every_form().values() if form.title}
