import re

from textual.widgets import Input

from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.plan.reader import ClauseScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.hostile import HOSTILE
from tests.support.pilots import PostPilot, press


async def reader(pilot: PostPilot) -> ClauseScreen:
    await press(pilot, "?")
    assert isinstance(pilot.app.screen, ClauseScreen)
    return pilot.app.screen


def text(pilot: PostPilot) -> str:
    return pilot.app.screen.query_one(Prose).said.plain


def found(pilot: PostPilot) -> str:
    return str(pilot.app.screen.query_one("#found").render())


async def test_it_opens_at_the_clause_of_the_grade_on_the_board(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        screen = await reader(pilot)
        clause = pilot.app.desk.board().rows[0].grade.clause
        assert screen.clause_here() == clause == "1.5.3"
        assert pilot.app.desk.plan.clauses[clause].text in text(pilot)


async def test_it_opens_at_the_clause_of_a_step_and_goes_back_there(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter")
        screen = await reader(pilot)
        assert screen.clause_here() == "4.1.1"
        assert "据此条的条目：" in text(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SituationScreen)


async def test_what_rests_on_a_clause_is_said_without_codes(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        screen.query_one(Table).go_to_key("4.1.1")
        await pilot.pause()
        assert "报告义务：区县市监 报 区县政府 电话 30分钟内" in text(pilot).splitlines()
        plan = pilot.app.desk.plan
        for number in plan.clauses:
            for line in pilot.app.desk.plan_reader.rows_on(number):
                assert not re.search("[a-z_]{3}", line)


async def test_a_clause_without_a_heading_is_listed_by_the_grade_it_names(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        named = {line.key: line.cells[1].words for line in screen.query_one(Table).lines}
        graded = [named[number] for number in named if number.startswith("1.5.")]
        assert graded == ["特别重大事故", "重大事故", "较大事故", "一般事故"]


async def test_the_list_is_wider_where_there_is_room(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        screen = await reader(pilot)
        assert screen.query_one(Table).size.width == 43
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen.query_one(Table).size.width == 27


async def test_without_a_line_it_opens_at_the_beginning(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        first = next(iter(pilot.app.desk.plan.clauses))
        assert screen.clause_here() == first
        assert f"共 {len(pilot.app.desk.plan.clauses)} 条" in found(pilot)


async def test_the_whole_plan_can_be_walked_through(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        for number, clause in pilot.app.desk.plan.clauses.items():
            screen.query_one(Table).go_to_key(number)
            await pilot.pause()
            assert screen.clause_here() == number
            assert clause.text.split("\n")[0] in text(pilot)


async def test_another_source_is_read_beside_the_plan(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        name, source = next(iter(pilot.app.desk.plan_reader.sources.items()))
        screen.query_one(Table).go_to_key(name)
        await pilot.pause()
        assert "不在预案之内" in text(pilot)
        assert source.text in text(pilot)


async def test_a_search_goes_from_hit_to_hit_and_around(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        plan = pilot.app.desk.plan
        await press(pilot, "f", *"会商研判")
        holding = [number for number, clause in plan.clauses.items() if "会商研判" in clause.text]
        assert screen.clause_here() == holding[0]
        assert found(pilot).endswith("第 1 条")
        seen = [screen.clause_here()]
        for _hit in range(20):
            await press(pilot, "f3")
            if screen.clause_here() == seen[0]:
                break
            seen.append(screen.clause_here())
        assert set(holding) <= set(seen)
        await press(pilot, "f4")
        assert screen.clause_here() == seen[-1]


async def test_hits_are_marked_in_the_text(post: OpenPost) -> None:
    async with post() as pilot:
        await reader(pilot)
        await press(pilot, "ctrl+f", *"会商研判")
        shown = pilot.app.screen.query_one(Prose).render()
        marked = {shown.plain[span.start : span.end] for span in shown.spans}
        assert marked == {"会商研判"}


async def test_what_is_nowhere_is_said(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        await press(pilot, "f", *"核聚变")
        before = screen.clause_here()
        await press(pilot, "enter")
        assert found(pilot) == "“核聚变” 没有找到"
        assert screen.clause_here() == before


async def test_esc_takes_the_search_away_first(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        await press(pilot, "f", *"预警", "escape")
        assert pilot.app.screen is screen
        assert screen.query_one("#search", Input).value == ""
        assert screen.query_one(Table).has_focus
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_a_long_clause_is_scrolled_by_the_arrows(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        clauses = pilot.app.desk.plan.clauses
        screen.query_one(Table).go_to_key(max(clauses, key=lambda word: len(clauses[word].text)))
        await press(pilot, "right", "pagedown")
        await pilot.pause(0.3)
        assert screen.query_one("#page").scroll_y > 0
        await press(pilot, "left", "down")
        assert screen.query_one(Table).has_focus
        assert screen.query_one("#page").scroll_y == 0


async def test_hostile_searches_find_nothing_and_break_nothing(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        await press(pilot, "f")
        field = screen.query_one("#search", Input)
        for words in HOSTILE:
            field.value = words[:300]
            await pilot.pause()
        field.value = "[red]"
        await pilot.pause()
        assert found(pilot) == "“[red]” 没有找到"


async def test_the_law_around_the_plan_is_listed_with_its_state(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        table = screen.query_one(Table)
        keys = [line.key for line in table.lines]
        listed = {line.key: line.cells[0].words for line in table.lines[keys.index("laws") + 1 :]}
        assert listed["中华人民共和国突发事件应对法"] == "已读"
        assert listed["危险化学品安全法"] == "待核"
        assert listed["重庆市突发事件应对条例"] == "待核", "a revision that nobody has seen"
        table.go_to_key("laws")
        await pilot.pause()
        assert all(title in text(pilot) for title in listed)
        assert "2012-07-01 施行　修订中·待核" in text(pilot)


async def test_a_law_says_what_is_paraphrase_and_what_is_quoted(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        screen.query_one(Table).go_to_key("中华人民共和国突发事件应对法")
        await pilot.pause()
        said = text(pilot)
        assert "要点是本程序的转述，不是条文" in said
        assert "62条　要点：可能发生重大以上事件的" in said
        quoted = pilot.app.desk.plan_reader.sources["中华人民共和国突发事件应对法 72"].text
        assert f"原文：{quoted}" in said
        assert said.count("原文：") == 1, "no wording that the program does not have"


async def test_a_clause_names_the_law_that_bears_on_it(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        for clause, words in (
            ("4.1.1", "突发事件应对法 61："),
            ("4.7", "生产安全事故应急条例 22：危及救援人员安全时先撤出救援人员（要点，已读）"),
            ("2.2", "突发事件应对条例 34："),
            ("4.9", "突发事件应对法 94："),
            ("8", "转述称预案每三年评估一次。预案第8章写五年。（待核）"),
        ):
            screen.query_one(Table).go_to_key(clause)
            await pilot.pause()
            assert "相关法规（不在预案之内）：" in text(pilot)
            assert words in text(pilot), clause


async def test_a_search_finds_the_law(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        await press(pilot, "f", *"移交档案馆", "f3", "f3")
        assert screen.clause_here() == "中华人民共和国突发事件应对法"


async def test_the_line_a_law_asks_for_opens_that_law(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION | {"missing": "12"})
        pilot.front.reload()
        await press(pilot, "enter")
        steps = pilot.app.screen.query_one("#steps", Table)
        steps.go_to_key("act:neighbours")
        await pilot.pause()
        assert steps.cursor is not None
        assert steps.cursor.cells[-1].words == "法62"
        screen = await reader(pilot)
        assert screen.clause_here() == "中华人民共和国突发事件应对法"


async def test_services_of_the_gazette_are_listed_with_who_leads_and_found(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await reader(pilot)
        screen.query_one(Table).go_to_key("services")
        await pilot.pause()
        assert "公民身后　牵头 市民政局" in text(pilot)
        assert text(pilot).count("　牵头 ") == 50
        await press(pilot, "f")
        screen.query_one(Input).value = "银行账户"
        await pilot.pause()
        assert screen.here == "services"
        assert "1 条中" in found(pilot)
