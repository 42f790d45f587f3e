"""预案管理 and 新旧对照 as the officer meets them, by keys alone."""

from pathlib import Path

import pytest
from textual.widgets import Input

from cqcmd.app.command_post import CommandPost
from cqcmd.clock import FixedClock
from cqcmd.desk.common.operator import NOBODY
from cqcmd.desk.opening import Opening, open_to_ask
from cqcmd.screens.common.ask import AskReason, AskWords, Confirm
from cqcmd.screens.plan.difference import PlanDifferenceScreen
from cqcmd.screens.plan.reader import ClauseScreen
from cqcmd.screens.plan.upkeep import UpkeepScreen
from cqcmd.screens.plan.upkeep_forms import PlanReviewForm, RevisionCauseForm
from cqcmd.views.office.upkeep import CauseLine
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.table import Table
from tests.screens.conftest import START, OpenPost
from tests.support.pilots import AppPilot, PostPilot, notices, press, terminal_lines
from tests.support.plan_files import Tables, plan_like_built_in, quarter_of_an_hour


@pytest.fixture
def district(tmp_path: Path) -> Path:
    return plan_like_built_in(tmp_path / "yz.json", quarter_of_an_hour)


async def upkeep(pilot: PostPilot) -> Table:
    await press(pilot, "?")
    pilot.screen(ClauseScreen)
    await press(pilot, "f9")
    return pilot.screen(UpkeepScreen).query_one(Table)


def shown(pilot: PostPilot) -> str:
    return "\n".join(terminal_lines(pilot))


def whole(pilot: PostPilot) -> str:
    """The terminal without its folds: a sentence may be parted anywhere."""
    return "".join("".join(terminal_lines(pilot)).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_age_causes_and_plans_stand_on_one_screen(
    post: OpenPost, size: tuple[int, int]
) -> None:
    async with post(size=size) as pilot:
        await upkeep(pilot)
        said = whole(pilot)
        assert "每5年评估一次：2023-05-20印发" in said
        assert all(words in said for words in ("每3年评估一次（待核）", "记了0条", "现行《"))
        assert all("".join(cause.words.split()) in said for cause in causes(pilot))


def causes(pilot: PostPilot) -> tuple[CauseLine, ...]:
    return pilot.app.desk.upkeep.shown().causes


async def test_a_cause_is_noted_and_taken_out_again(post: OpenPost) -> None:
    async with post() as pilot:
        table = await upkeep(pilot)
        table.go_to_key("cause:cause.risk")
        await press(pilot, "enter")
        assert pilot.screen(RevisionCauseForm).clause_here() == "8"
        assert "面临的风险发生重大变化的（8）" in shown(pilot)
        await press(pilot, *"new", "f9")
        assert "已记入：修订情形。" in notices(pilot)
        [note] = causes(pilot)[2].notes
        table.go_to_key(f"note:{note.ident}")
        await press(pilot, "enter")
        assert "按 Del 撤去" in shown(pilot)
        await press(pilot, "delete")
        pilot.screen(AskReason)
        await press(pilot, "1")
        assert causes(pilot)[2].notes == ()
        assert "已撤去，原文仍在本站日志里。" in shown(pilot)


async def test_del_and_backspace_where_nothing_was_noted_say_so(post: OpenPost) -> None:
    async with post() as pilot:
        await upkeep(pilot)
        await press(pilot, "delete")
        assert "只能撤去记过的一条" in shown(pilot)
        await press(pilot, "backspace")
        assert "没有可以撤回的" in shown(pilot)


async def test_backspace_takes_the_note_back(post: OpenPost) -> None:
    async with post() as pilot:
        table = await upkeep(pilot)
        table.go_to_key("cause:cause.law")
        await press(pilot, "enter", *"new", "f9")
        await press(pilot, "backspace")
        assert causes(pilot)[0].notes == ()


async def test_an_evaluation_moves_both_limits(post: OpenPost) -> None:
    async with post() as pilot:
        await upkeep(pilot)
        await press(pilot, "enter")
        form = pilot.screen(PlanReviewForm)
        await press(pilot, "f9")
        assert pilot.app.screen is form, "nobody is named who evaluated it"
        await press(pilot, *"zhang", "f9")
        assert whole(pilot).count("上次评估2026-07-25") == 2


async def test_a_new_plan_is_read_before_it_is_put_in_force(post: OpenPost, district: Path) -> None:
    async with post() as pilot:
        await upkeep(pilot)
        await press(pilot, "f9")
        asked = pilot.screen(AskWords)
        asked.query_one(Input).value = "/no/such.json"
        await press(pilot, "enter")
        assert pilot.app.screen is asked
        assert "没有这个文件或目录" in shown(pilot)
        asked.query_one(Input).value = str(district)
        await press(pilot, "enter")
        screen = pilot.screen(PlanDifferenceScreen)
        assert [line.key for line in screen.query_one(Table).lines] == ["overview", "4.1.1"]
        await press(pilot, "down")
        assert "　　minutes　原：30　新：15" in screen.query_one(Prose).said.plain
        await press(pilot, "escape")
        assert pilot.app.desk.plan.meta.code == "cq-2023", "looking brings nothing into force"
        pilot.screen(UpkeepScreen)


async def test_it_is_in_force_after_a_second_answer_alone(post: OpenPost, district: Path) -> None:
    async with post() as pilot:
        pilot.app.push_screen(difference(pilot, district))
        await pilot.pause()
        await press(pilot, "f9")
        pilot.screen(Confirm)
        await press(pilot, "1")
        assert pilot.app.desk.plan.meta.code == "cq-2023"
        await press(pilot, "f9")
        await press(pilot, "2")
        assert pilot.app.desk.plan.meta.code == "yz-2026"
        assert "已启用《渝中区预案》。" in notices(pilot)


def difference(pilot: PostPilot, file: Path) -> PlanDifferenceScreen:
    desk = pilot.app.desk
    return PlanDifferenceScreen(desk, desk.upkeep.versions.compare(str(file)))


async def test_an_older_plan_says_so_where_it_is_read_and_where_it_is_asked(
    post: OpenPost, tmp_path: Path
) -> None:
    def older(tables: Tables) -> None:
        tables["meta"]["1"] |= {"issued": "2018-03-01", "version": "1"}

    async with post() as pilot:
        pilot.app.push_screen(difference(pilot, plan_like_built_in(tmp_path / "o.json", older)))
        await pilot.pause()
        words = "这份预案2018-03-01第1版，早于现行的2023-05-20第3版。"
        assert words in whole(pilot)
        await press(pilot, "f9")
        assert words + "启用《" in whole(pilot).replace("│", "")


async def test_a_former_plan_is_held_against_the_present_and_cannot_be_put_back_from_there(
    post: OpenPost, district: Path
) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        former = desk.plan.digest
        desk.upkeep.versions.bring_into_force(str(district))
        table = await upkeep(pilot)
        table.go_to_key(f"version:{desk.plan.digest}")
        await press(pilot, "enter")
        assert "这就是现行预案" in shown(pilot)
        table.go_to_key(f"version:{former}")
        await press(pilot, "enter")
        pilot.screen(PlanDifferenceScreen)
        await press(pilot, "f9")
        pilot.screen(PlanDifferenceScreen)
        assert desk.plan.meta.code == "yz-2026"


async def test_what_differs_is_found_by_searching(post: OpenPost, district: Path) -> None:
    async with post() as pilot:
        pilot.app.push_screen(difference(pilot, district))
        await pilot.pause()
        await press(pilot, "f")
        pilot.app.screen.query_one("#search", Input).value = "minutes"
        await pilot.pause()
        assert pilot.screen(PlanDifferenceScreen).here == "4.1.1"


async def test_a_plan_named_at_the_start_is_shown_before_it_is_in_force(
    tmp_path: Path, district: Path
) -> None:
    data = tmp_path / "data"
    first = Opening(data, None, FixedClock(START))
    first.read_journal()
    first.desk.station.set_up("district_regulator", "渝中区市监局", "渝中区", {}, "李敏")
    first.close()
    opening = open_to_ask(data, district, FixedClock(START), observing=False, operator=NOBODY)
    app = CommandPost(opening)
    async with app.run_test(size=(80, 24)):
        pilot = AppPilot(app)
        while not isinstance(app.screen, PlanDifferenceScreen):
            await pilot.pause(0.01)
        assert app.desk.plan.meta.code == "cq-2023"
        assert "这份预案还没有启用：看过差别按 F9 启用，Esc 先不启用。" in notices(pilot)
        await press(pilot, "f9")
        await press(pilot, "2")
        assert app.desk.plan.meta.code == "yz-2026"
    opening.close()
