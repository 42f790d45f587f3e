from cqcmd.screens.common.menu import Menu
from cqcmd.screens.situation.decision import DecisionForm
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, words_of


async def deciding(pilot: PostPilot, what: str) -> str:
    ident = take(pilot.app, EXPLOSION)
    pilot.front.reload()
    await pilot.press("enter")
    await pilot.pause()
    await choose(pilot, what)
    return ident


async def choose(pilot: PostPilot, what: str) -> None:
    await pilot.press("ctrl+d")
    await pilot.pause()
    assert isinstance(pilot.app.screen, Menu)
    pilot.app.screen.query_one(Table).go_to_key(what)
    await pilot.press("enter")
    await pilot.pause()


async def test_a_named_person_overrides_and_both_results_are_shown(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await deciding(pilot, "override")
        await pilot.press("2", "enter", *"王局长", "enter", *"伤亡仍在上升", "enter")
        await pilot.pause()
        strip = pilot.app.desk.strip(ident)
        assert "人工定级 重大（王局长：伤亡仍在上升）" in strip.override
        await choose(pilot, "lift")
        assert "预案结果" in words_of(pilot, "#live")
        await pilot.press(*"王局长", "enter", *"已核实", "enter")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).override == ""


async def test_without_a_name_and_a_reason_nothing_is_decided(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await deciding(pilot, "override")
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DecisionForm)
        assert pilot.app.desk.strip(ident).override == ""


async def test_no_accident_ends_the_duties_and_can_be_taken_back(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await deciding(pilot, "dismiss")
        await pilot.press(*"王局长", "enter", *"属生产安全事故", "enter")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == "非特种设备事故"
        assert {deadline.state for deadline in pilot.app.desk.situation(ident).deadlines} == {
            "ended"
        }
        await pilot.press("backspace")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == ""


async def test_out_of_scope_and_within_it_again(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await deciding(pilot, "scope")
        await pilot.press("3", "enter", "enter")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == "不适用本预案"
        await choose(pilot, "within")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == ""


async def test_closed_and_opened_again(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await deciding(pilot, "close")
        await pilot.press(*"处置完毕", "enter")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == "已办结"
        await choose(pilot, "reopen")
        await pilot.press(*"家属反映", "enter")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == ""


async def test_the_question_of_scope_decides_nothing_when_left(post: OpenPost) -> None:
    async with post() as pilot:
        crane = EXPLOSION | {"equipment": "起重机", "summary": "工地塔吊倾覆", "explosion": ""}
        ident = take(pilot.app, crane)
        pilot.front.reload()
        await pilot.press("enter")
        await pilot.pause()
        steps = pilot.app.screen.query_one("#steps", Table)
        scope = next(line.key for line in steps.lines if line.key.startswith("scope:"))
        steps.go_to_key(scope)
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert any(step.action == "scope" for step in pilot.app.desk.situation(ident).steps)
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == "不适用本预案"


async def test_closing_says_whether_there_was_something_to_handle(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await deciding(pilot, "close")
        await pilot.press("up", "right", "down", *"重复接报", "enter")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == "已办结"
        assert "无需处置" in pilot.app.desk.log(ident)[-1].words
