"""Fields of the intake form stay where they are while others come and go."""

import pytest
from textual.geometry import Region

from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.widgets.fields.text_field import TextField
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot, press, terminal_lines

LINE = (
    "渝中区长江化工储罐爆炸1死3重伤还有2人失踪消防已经到场"
    "正在冷却罐体周边200人已转移李明13800000000"
)


def places(pilot: PostPilot) -> dict[str, Region]:
    fields = pilot.screen(IntakeScreen).query(TextField)
    return {field.code: field.virtual_region for field in fields if field.display}


def moved(before: dict[str, Region], after: dict[str, Region]) -> set[str]:
    return {code for code in before.keys() & after.keys() if before[code] != after[code]}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_f3_moves_no_field_that_stays(post: OpenPost, size: tuple[int, int]) -> None:
    async with post(size) as pilot:
        await press(pilot, "n")
        for row in (None, *pilot.app.desk.plan.equipment):
            pilot.screen(IntakeScreen).query_one("#equipment", TextField).fill(
                row.name if row else ""
            )
            await pilot.pause()
            before = places(pilot)
            await press(pilot, "f3")
            after = places(pilot)
            assert before.keys() < after.keys()
            assert moved(before, after) == set(), row
            await press(pilot, "f3")
            assert places(pilot) == before


async def test_another_equipment_moves_nothing_that_every_kind_has(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        await press(pilot, "n")
        plan = pilot.app.desk.plan
        of_every_kind = {fact.code for fact in plan.facts if fact.equipment is None}
        specific = {fact.code for fact in plan.facts} - of_every_kind
        before = places(pilot)
        for row in plan.equipment:
            pilot.screen(IntakeScreen).query_one("#equipment", TextField).fill(row.name)
            await pilot.pause()
            after = places(pilot)
            assert moved(before, after) <= specific, row.name
            before = after


async def test_values_stand_in_one_column_of_the_grid(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        await press(pilot, "n")
        fields = [field for field in pilot.screen(IntakeScreen).query(TextField) if field.display]
        starts = {field.region.x + field.before for field in fields}
        assert len(starts) == 3


async def test_head_and_tail_of_a_long_line_are_in_sight(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        await press(pilot, "n")
        pilot.focused(TextField).insert(LINE)
        await pilot.pause()
        shown = "".join(line.removeprefix(" 快录").strip() for line in terminal_lines(pilot)[1:3])
        assert shown == LINE
        await press(pilot, "tab")
        shown = "".join(line.removeprefix(" 快录").strip() for line in terminal_lines(pilot)[1:3])
        assert shown == LINE
