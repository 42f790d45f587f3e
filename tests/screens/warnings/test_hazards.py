"""隐患 by keys: written down, changed, removed, taken back, the ground of a warning."""

from cqcmd.desk.warnings.forms import HazardForm as Found
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.warnings.consult_form import ConsultForm
from cqcmd.screens.warnings.hazard_form import HazardForm
from cqcmd.screens.warnings.hazards import HazardsScreen
from cqcmd.views.office.warnings import HazardView
from tests.screens.conftest import OpenPost
from tests.support.hostile import HOSTILE
from tests.support.pilots import PostPilot, notices, press, terminal_lines


def only(pilot: PostPilot) -> HazardView:
    (hazard,) = pilot.app.desk.warnings.hazards.shown()
    return hazard


async def written(pilot: PostPilot) -> None:
    """From the board into the list, and one lock that burns."""
    await press(pilot, "w", "f5", "f9")
    pilot.screen(HazardForm)
    await press(pilot, *"滨江小区3号梯", "enter", *"门锁触点烧蚀", "enter", "enter")
    await press(pilot, *"渝安电梯", "enter", *"明天18:00", "f9")


async def test_a_hazard_is_written_changed_and_removed_by_keys(post: OpenPost) -> None:
    async with post() as pilot:
        await written(pilot)
        assert isinstance(pilot.app.screen, HazardsScreen)
        hazard = only(pilot)
        assert (hazard.place, hazard.found_by, hazard.owner) == (
            "滨江小区3号梯",
            "李敏",
            "渝安电梯",
        )
        assert hazard.due is not None
        assert f"{hazard.due:%d %H:%M}" == "26 10:00"
        await press(pilot, "enter")
        form = pilot.screen(HazardForm)
        form.focus_field("owner")
        await press(pilot, "ctrl+u", *"物业", "f9")
        assert (only(pilot).owner, only(pilot).due) == ("物业", hazard.due)
        await press(pilot, "delete")
        assert isinstance(pilot.app.screen, AskWords)
        await press(pilot, "ctrl+u", *"王强", "enter")
        assert only(pilot).removed_by == "王强"
        await press(pilot, "delete")
        assert "已经销号" in notices(pilot)[-1]
        await press(pilot, "backspace")
        assert only(pilot).removed_at is None


async def test_where_there_is_none_the_keys_say_so(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "w", "f5")
        for key in ("f8", "delete", "f7"):
            await press(pilot, key)
            assert "隐患" in notices(pilot)[-1]
            assert len(notices(pilot)) == ("f8", "delete", "f7").index(key) + 1
        assert isinstance(pilot.app.screen, HazardsScreen)


async def test_one_past_its_limit_says_so(post: OpenPost) -> None:
    async with post() as pilot:
        await written(pilot)
        pilot.clock.advance(days=2)
        pilot.front.reload()
        await pilot.pause()
        assert any("逾期 昨天 18:00" in line for line in terminal_lines(pilot))


async def test_a_limit_that_cannot_be_read_is_said_beside_its_field(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "/", *"隐患", "enter")
        await press(pilot, "f9", *"锅炉房", "enter", *"安全阀过期")
        form = pilot.screen(HazardForm)
        form.focus_field("due")
        await press(pilot, *"早点弄好", "f9")
        assert pilot.app.desk.warnings.hazards.shown() == ()
        assert form.rows_by_name["due"].has_focus_within


async def test_a_warning_is_consulted_on_from_a_hazard(post: OpenPost) -> None:
    async with post() as pilot:
        await written(pilot)
        await press(pilot, "f7")
        form = pilot.screen(ConsultForm)
        assert (form.text("category"), form.text("area")) == ("门锁触点烧蚀", "滨江小区3号梯")
        form.focus_field("words")
        await press(pilot, *"建议发布", "f9")
        (warning,) = pilot.app.desk.warnings.shown()
        assert "据隐患 滨江小区3号梯" in warning.foreseen


async def test_keys_without_a_hazard_say_why_nothing_happens(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "w", "f5", "f8", "delete", "f7")
        assert isinstance(pilot.app.screen, HazardsScreen)
        assert "先选中一条隐患" in notices(pilot)[-1]


async def test_hostile_words_are_harmless(post: OpenPost) -> None:
    async with post() as pilot:
        hazards = pilot.app.desk.warnings.hazards
        for text in filter(str.strip, HOSTILE):
            hazards.keep(Found(place=text, words=text, found_by=text, owner=text))
        await press(pilot, "w", "f5", "end", "up", "enter", "escape", "delete", "escape")
        assert isinstance(pilot.app.screen, HazardsScreen)
        assert all("\x1b" not in line for line in terminal_lines(pilot))


async def test_what_was_removed_is_not_counted(post: OpenPost) -> None:
    async with post() as pilot:
        await written(pilot)
        assert "隐患 1 项" in "\n".join(terminal_lines(pilot))
        await press(pilot, "delete", "enter")
        shown = "\n".join(terminal_lines(pilot))
        assert "已销" in shown
        assert " 项" not in shown
