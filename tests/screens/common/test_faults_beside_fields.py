"""What is wrong stands beside its field, the cursor in it, until the field is changed."""

from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import TextArea

from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.form_registry import every_form
from cqcmd.text import cells
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.fields.field_row import FieldRow
from tests.screens.conftest import OpenPost
from tests.screens.drill.test_drill_marked import PLAYED, Worked, every_screen, of, opened
from tests.support.pilots import PostPilot, press, terminal_lines, words_of

FORMS = [name for name in every_screen() if name not in PLAYED and issubclass(of(name), FieldForm)]


def faults(form: Screen[Any]) -> list[FieldRow]:
    """The rows with a fault beside their field."""
    return [row for row in form.query(FieldRow) if row.has_class("-fault")]


POSTS = 6
"""So many posts show a part of the forms each."""


async def emptied(pilot: PostPilot, name: str, worked: Worked | None = None) -> FieldForm:
    """The form of that name with nothing in its fields, as F9 found it."""
    form = opened(name, worked or Worked(pilot.app))
    assert isinstance(form, FieldForm), name
    pilot.app.push_screen(form)
    await pilot.pause()
    for row in form.query(FieldRow):
        assert not isinstance(row.field, TextArea)
        row.field.fill("")
    await press(pilot, "f9")
    return form


@pytest.mark.parametrize("names", [FORMS[start::POSTS] for start in range(POSTS)])
async def test_an_empty_form_is_saved_or_says_beside_a_field_what_is_missing(
    post: OpenPost, names: list[str]
) -> None:
    async with post() as pilot:
        worked, board = Worked(pilot.app), pilot.app.screen
        for name in names:
            form = await emptied(pilot, name, worked)
            if not form.saved:
                (row,) = faults(form)
                assert row.field.has_focus, name
                said = words_of(pilot, "MessageLine").strip()
                assert said, f"{name}: the line says it too"
                assert beside(pilot, row) == said.replace(" ", ""), name
            while pilot.app.screen is not board:
                pilot.app.pop_screen()
            await pilot.pause()


@pytest.mark.parametrize("width", [80, 160])
async def test_a_fault_stands_right_behind_what_is_typed_and_is_whole(
    post: OpenPost, width: int
) -> None:
    async with post((width, 30)) as pilot:
        form = await emptied(pilot, "EnterForm")
        (row,) = faults(form)
        assert row.query_one(Lines).region.x - row.field.region.x < 40
        long = (
            "这一项写得不对，要改成队伍自己的名称，写全称，不写简称，也不写人名；" * 4 + "再按 F9。"
        )
        row.fault(long)
        await pilot.pause()
        assert beside(pilot, row) == long.replace(" ", "")


def beside(pilot: PostPilot, row: FieldRow) -> str:
    """What the terminal shows beside a field, its lines joined."""
    words = row.query_one(Lines).region
    lines = terminal_lines(pilot)[words.y : words.bottom]
    return "".join(_behind(line, words.x) for line in lines).replace(" ", "")


def _behind(line: str, column: int) -> str:
    at = next(at for at in range(len(line) + 1) if cells(line[:at]) >= column)
    return line[at:]


async def test_a_note_says_beside_which_of_its_fields_is_wrong(post: OpenPost) -> None:
    async with post() as pilot:
        form = opened("NoteForm", Worked(pilot.app))
        pilot.app.push_screen(form)
        for typed, field, said in (
            (("down", *"25:99"), "at", "25:99"),
            (("down", *"30:00"), "due", "30:00"),
            (("up", "up"), "text", "空"),
        ):
            await press(pilot, *typed, "f9")
            (row,) = faults(form)
            assert row.field.id == field
            assert row.field.has_focus
            shown = "\n".join(terminal_lines(pilot)[row.region.y : row.region.bottom])
            assert words_of(pilot, "MessageLine").strip() in shown
            assert said in shown
            await press(pilot, "end", "ctrl+u")
            assert faults(form) == ([row] if field == "text" else [])
        await press(pilot, *"已联系")
        assert faults(form) == []
        assert words_of(pilot, "MessageLine").strip() == ""


async def test_who_takes_the_watch_is_told_beside_the_name(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "f9", "enter")
        form = pilot.app.screen
        (row,) = faults(form)
        assert "请填接班人姓名" in "".join(terminal_lines(pilot)[row.region.y])
        await press(pilot, *"李敏")
        assert faults(form) == []
        await press(pilot, "enter")
        assert "已经在岗" in "".join(terminal_lines(pilot)[row.region.y])


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
