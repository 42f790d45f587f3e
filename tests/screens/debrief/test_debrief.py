"""复盘 on the screen: the picture, its pages, ratings and lessons, the draft; at 80x24."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from cqcmd.app.drill_app import DrillPost
from cqcmd.app.instructor_app import InstructorPost
from cqcmd.desk import drill_opening
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.desk.drill.presence import Role
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.debrief.forms import LessonForm, RatingForm
from cqcmd.screens.debrief.screen import DebriefScreen
from cqcmd.screens.drill.instructor import InstructorScreen
from cqcmd.screens.drill.screen import DrillScreen
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.screens.recovery import RecoveryScreen
from cqcmd.text import cells
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.table import Table
from tests.drill.finished import finish, opened
from tests.support.pilots import AppPilot, DrillPilot, notices, press, terminal_lines


@pytest.fixture
def drill_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DrillFolder:
    return finish(tmp_path / "data", "lift-trapping", "negligent", monkeypatch)


@asynccontextmanager
async def looking_back(
    drill_folder: DrillFolder,
    *,
    size: tuple[int, int] = (80, 24),
    app: type[DrillPost] = DrillPost,
    leave: bool = True,
) -> AsyncIterator[DrillPilot]:
    role: Role = "instructor" if app is InstructorPost else "trainee"
    opening, session = drill_opening.opened_drill(drill_folder, role)
    post = app(opening, session)
    async with post.run_test(size=size) as pilot:
        while not post.desk.ready:
            await pilot.pause(0.01)
        await pilot.pause()
        yield AppPilot(post)
    if leave:
        opening.close()
    session.leave()


def lines(pilot: DrillPilot, name: str) -> list[list[str]]:
    table = pilot.app.screen.query_one(f"#{name}", Table)
    return [[cell.words for cell in line.cells] for line in table.lines]


def shown(pilot: DrillPilot, name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Lines).words


def screen(pilot: DrillPilot) -> list[str]:
    """The rows of the picture's table as the terminal shows them."""
    table = pilot.app.screen.query_one("#bars", Table)
    return [
        "".join(segment.text for segment in table.render_line(y)) for y in range(table.size.height)
    ]


async def test_the_picture_stands_under_its_axis(drill_folder: DrillFolder) -> None:
    async with looking_back(drill_folder) as pilot:
        assert isinstance(pilot.app.screen, DrillScreen)
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, DebriefScreen)
        axis = shown(pilot, "axis").split("\n")
        assert axis[0].split() == ["10:00", "11:00", "12:00", "13:00", "14:00"]
        assert [row.split()[0] for row in axis[1:]] == ["发生", "接听", "已做"]
        assert "[F2 经过图]" in shown(pilot, "pages")
        assert "总评：中（建议）" in shown(pilot, "said")
        rows = {row[0]: row[1:] for row in lines(pilot, "bars")}
        bar, result = rows["措施 搜寻救援"]
        assert (bar.rstrip(), result) == ("├────┤··!", "迟了")
        first = screen(pilot)[0]
        assert first.index("┤") - first.index("├") == 5
        assert cells(first) == 80
        assert "迟了" in first
        ten = axis[0].index("10:00")
        assert cells(first[: first.index("┤")]) == ten, "due at ten, under its label"
        assert "起算 09:30，应于 10:00 前，10:20 做到" in shown(pilot, "detail")
        assert shown(pilot, "legend") == "├起算 ─时限内 ┤到期 ·超时 O做到 !迟了 X没做 数字几件"
        await pilot.app.run_action("app.ascii")
        await pilot.pause()
        await press(pilot, "f3", "f2")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_long_drill_is_enlarged_and_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    drill_folder = finish(tmp_path / "data", "ropeway-stranding", "perfect", monkeypatch)
    async with looking_back(drill_folder, size=size) as pilot:
        pilot.app.add_class("-ascii")
        await press(pilot, "f6", "f8")
        assert notices(pilot)[-1] == "已经是全部。"
        assert "01-18" in shown(pilot, "axis")
        whole = [row[1] for row in lines(pilot, "bars")]
        assert all(len(bar) == len(whole[0]) for bar in whole)
        await press(pilot, "down", "down", "down", "f7", "f7", "f7")
        assert "8倍 " in shown(pilot, "pages")
        bars = {row[0]: row[1] for row in lines(pilot, "bars")}
        assert "[" in bars["电话 市市监局"], "the line under the cursor stays in sight"
        assert bars["定级 重大"].strip().endswith(">")
        await press(pilot, *["left"] * 30)
        assert "10:00" in shown(pilot, "axis")
        await press(pilot, *["f7"] * 9)
        assert notices(pilot)[-1] == "不能再放大了。"


async def test_each_page_and_only_its_keys(drill_folder: DrillFolder) -> None:
    async with looking_back(drill_folder) as pilot:
        await press(pilot, "f6", "f3")
        assert lines(pilot, "events")[0][1] == "发生"
        assert "望江大厦物业 吴芳" in shown(pilot, "detail")
        await press(pilot, "f4")
        assert lines(pilot, "outcomes")[-1][0] == "9/13 项"
        await press(pilot, "end")
        assert "缺：事故发生的时间、现场情况" in shown(pilot, "detail").replace("\n", "")
        await press(pilot, "f7", "f8", "delete", "enter")
        assert isinstance(pilot.app.screen, DebriefScreen), "keys of other pages do nothing"
        await press(pilot, "f6")
        assert "F7新增 F8删去" in pilot.app.screen.query_one(KeysLine).words
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DrillScreen)


async def test_a_rating_is_decided(drill_folder: DrillFolder) -> None:
    async with looking_back(drill_folder) as pilot:
        await press(pilot, "f6", "f5", "enter")
        assert isinstance(pilot.app.screen, RatingForm)
        await press(pilot, "right", "down", *"[b]尚可", "f9")
        assert isinstance(pilot.app.screen, DebriefScreen)
        assert lines(pilot, "ratings")[0] == [
            "预警与信息报告", "优", "评定", "中", "得 35/50 分；[b]尚可",
        ]  # fmt: skip
        assert notices(pilot)[-1] == "已存：预警与信息报告 优"
        assert pilot.app.desk.observing, "the journal stays closed"


async def test_what_another_terminal_decides_is_shown(drill_folder: DrillFolder) -> None:
    async with looking_back(drill_folder) as pilot:
        await press(pilot, "f6", "f5")
        with opened(drill_folder) as (desk, session):
            desk.drills.debrief(session).rate("overall", "poor", "")
        pilot.app.tick()
        await pilot.pause()
        assert "总评：差（评定）" in shown(pilot, "said")
        assert lines(pilot, "ratings")[-1][1] == "差"


async def test_lessons_are_written_changed_and_dropped(drill_folder: DrillFolder) -> None:
    async with looking_back(drill_folder) as pilot:
        await press(pilot, "f6", "f6", "f7")
        assert isinstance(pilot.app.screen, LessonForm)
        await press(pilot, *"无人复核", "down", "down", *"李敏", "down", *"12月", "f9")
        assert isinstance(pilot.app.screen, LessonForm)
        assert "年、月、日都要写" in notices(pilot)[-1]
        await press(pilot, "ctrl+u", *"2026-12-1", "f9")
        assert lines(pilot, "lessons")[-1] == ["无人复核", "", "李敏", "2026-12-01"]
        await press(pilot, "home", "delete")
        assert isinstance(pilot.app.screen, Confirm)
        assert "按 F8 或 Del 随时恢复，所以不问理由" in "".join(terminal_lines(pilot))
        await press(pilot, "y")
        assert notices(pilot)[-1] == "已删去，列在最后；按 F8 恢复。"
        (dropped,) = [row for row in lines(pilot, "lessons") if row[2] == "已删去"]
        assert dropped[0].startswith("措施 搜寻救援")
        await press(pilot, "end", "f8")
        assert not [row for row in lines(pilot, "lessons") if row[2] == "已删去"]


async def test_what_was_typed_survives_the_end_of_the_program(drill_folder: DrillFolder) -> None:
    async with looking_back(drill_folder, leave=False) as pilot:
        await press(pilot, "f6", "f6", "enter", "down", *"加练", "escape")
        assert "填的留着" in notices(pilot)[-1]
        await pilot.app.workers.wait_for_complete()
        drafts = list((drill_folder.place / "drafts").glob("*.json"))
        kept = {draft: draft.read_bytes() for draft in drafts}
        assert kept
        pilot.app.desk.drafts.close()
        for draft, data in kept.items():
            draft.write_bytes(data)
    async with looking_back(drill_folder) as pilot:
        for _each in range(50):
            if isinstance(pilot.app.screen, RecoveryScreen):
                break
            await pilot.pause(0.02)
        assert isinstance(pilot.app.screen, RecoveryScreen)
        await press(pilot, "enter")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, LessonForm)
        assert pilot.screen(FieldForm).text("remedy") == "加练"


async def test_the_draft_is_one_key_away(drill_folder: DrillFolder) -> None:
    async with looking_back(drill_folder) as pilot:
        await press(pilot, "f6", "f9")
        assert isinstance(pilot.app.screen, PaperScreen)
        await press(pilot, "f9")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        names = sorted(path.suffix for path in (drill_folder.place / "文书").iterdir())
        assert names == [".docx", ".txt"]
        assert all(
            path.name.startswith("演练-") for path in (drill_folder.place / "文书").iterdir()
        )


async def test_the_instructor_looks_back_too(drill_folder: DrillFolder) -> None:
    async with looking_back(drill_folder, app=InstructorPost) as pilot:
        assert isinstance(pilot.app.screen, InstructorScreen)
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, DebriefScreen)


async def test_before_the_end_there_is_nothing_to_look_back_on(
    tmp_path: Path, drill_folder: DrillFolder
) -> None:
    running = drill_opening.start_drill(tmp_path / "data", "lift-trapping", None)
    async with looking_back(running) as pilot:
        await press(pilot, "f11", "f6")
        assert isinstance(pilot.app.screen, DrillScreen)
        assert "演练还没有结束" in notices(pilot)[-1]


async def test_a_broken_file_is_told_on_the_screen(drill_folder: DrillFolder) -> None:
    (drill_folder.place / "debrief.json").write_text("{", encoding="utf-8")
    async with looking_back(drill_folder) as pilot:
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, DrillScreen)
        assert "debrief.json" in notices(pilot)[-1]


async def test_two_terminals_write_one_lesson_and_neither_loses_anything(
    drill_folder: DrillFolder,
) -> None:
    async with looking_back(drill_folder) as pilot:
        await press(pilot, "f6", "f6", "enter", "down", *"练复诵", "down", *"甲")
        with opened(drill_folder) as (desk, session):
            debrief = desk.drills.debrief(session)
            lesson = debrief.shown().lessons[0]
            debrief.keep_lesson(replace(lesson, owner="乙", due="2026-12-31"))
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, LessonForm)
        assert notices(pilot)[-1].startswith("责任人在另一个终端已改成“乙”，没有保存")
        await press(pilot, "f9")
        assert lines(pilot, "lessons")[0][2:] == ["甲", "2026-12-31"]
        with opened(drill_folder) as (desk, session):
            kept = desk.drills.debrief(session).shown().lessons[0]
        assert (kept.remedy, kept.owner, kept.due) == ("练复诵", "甲", "2026-12-31")


async def test_a_lesson_dropped_elsewhere_is_told_before_it_is_kept(
    drill_folder: DrillFolder,
) -> None:
    async with looking_back(drill_folder) as pilot:
        await press(pilot, "f6", "f6", "enter", "down", *"练")
        with opened(drill_folder) as (desk, session):
            debrief = desk.drills.debrief(session)
            debrief.drop_lesson(debrief.shown().lessons[0].ident)
        await press(pilot, "f9")
        assert "在另一个终端已删去" in notices(pilot)[-1]
        await press(pilot, "escape", "end", "enter")
        assert isinstance(pilot.app.screen, DebriefScreen)
        assert "先按 F8 恢复" in notices(pilot)[-1]


async def test_two_terminals_rate_one_part(drill_folder: DrillFolder) -> None:
    async with looking_back(drill_folder) as pilot:
        await press(pilot, "f6", "f5", "enter", "down", *"评语")
        with opened(drill_folder) as (desk, session):
            part = desk.drills.debrief(session).ratings()[0].part
            desk.drills.debrief(session).rate(part, "poor", "")
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, DebriefScreen)
        with opened(drill_folder) as (desk, session):
            stands = desk.drills.debrief(session).ratings()[0]
        assert (stands.code, stands.decided, stands.remark) == ("poor", True, "评语")


async def test_plain_borders_are_drawn_at_once(drill_folder: DrillFolder) -> None:
    async with looking_back(drill_folder) as pilot:
        await press(pilot, "f6")
        assert any("├" in row for row in screen(pilot))
        pilot.app.action_ascii()
        await pilot.pause()
        assert not any("├" in row for row in screen(pilot))
