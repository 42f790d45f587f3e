from datetime import timedelta

import pytest

from cqcmd.screens.common.ask import AskReason
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.form_draft import DELAY
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.situation.update import UpdateForm
from cqcmd.widgets.fields.text_field import TextField
from tests.screens.conftest import OpenPost
from tests.screens.incidents import ELEVATOR, EXPLOSION, take
from tests.screens.kept import kept
from tests.support.pilots import PostPilot, terminal_lines, words_of


async def updating(pilot: PostPilot, texts: dict[str, str]) -> str:
    ident = take(pilot.app, texts)
    await pilot.pause()
    pilot.front.reload()
    await pilot.press("enter")
    await pilot.pause()
    await pilot.press("f8")
    await pilot.pause()
    assert isinstance(pilot.app.screen, UpdateForm)
    assert pilot.focused(TextField).code == "line"
    await pilot.press("enter")  # past the line that is left blank
    return ident


def facts(pilot: PostPilot, ident: str) -> dict[str, str]:
    return {fact.code: fact.text for fact in pilot.app.desk.situation(ident).facts}


def live(pilot: PostPilot) -> str:
    return words_of(pilot, "#live")


async def test_the_grade_that_would_result_is_shown_and_is_the_one_saved(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        await pilot.press("1", "0")
        await pilot.pause()
        assert "保存后 重大 1.5.2" in live(pilot)
        assert pilot.app.desk.strip(ident).grade.name == "较大"
        await pilot.press("f9")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).grade.name == "重大"
        assert isinstance(pilot.app.screen, SituationScreen)


async def test_enter_on_the_last_field_saves_all_from_one_source_at_one_time(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        pilot.clock.advance(minutes=10)
        await pilot.press("2", "enter", "6", *["enter"] * 3, "0", *["enter"] * 7)
        await pilot.press(*"赵队长", "enter", *"14:08", "enter", "enter")
        await pilot.pause()
        found = facts(pilot, ident)
        assert (found["deaths"], found["serious_injuries"], found["missing"]) == ("2", "6", "0")
        told = [fact for fact in pilot.app.desk.situation(ident).facts if fact.code == "deaths"]
        assert told[0].source == "赵队长"
        assert told[0].at == pilot.app.desk.clock.now() - timedelta(minutes=7)
        entries = [line for line in pilot.app.desk.log(ident) if "赵队长" in line.words]
        assert len(entries) == 1


async def test_a_seriously_injured_person_who_dies_moves(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        await pilot.press("2")
        await pilot.pause()
        assert "F10" in words_of(pilot, "#note-deaths")
        await pilot.press("f10", "f9")
        await pilot.pause()
        found = facts(pilot, ident)
        assert (found["deaths"], found["serious_injuries"]) == ("2", "2-4")


async def test_nobody_moves_where_deaths_do_not_rise(post: OpenPost) -> None:
    async with post() as pilot:
        await updating(pilot, EXPLOSION)
        await pilot.press("1", "f10")
        await pilot.pause()
        assert pilot.screen(FieldForm).text("serious_injuries") == ""


async def test_people_still_up_go_into_their_log(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, ELEVATOR)
        pilot.clock.advance(minutes=130)
        screen = pilot.screen(FieldForm)
        screen.focus_field("stranded")
        await pilot.press("0", "f9")
        await pilot.pause()
        assert facts(pilot, ident)["stranded"] == "0"
        assert pilot.app.desk.strip(ident).grade.name == "一般"


async def test_only_what_fits_the_equipment_is_asked(post: OpenPost) -> None:
    async with post() as pilot:
        await updating(pilot, ELEVATOR)
        rows = {
            code: pilot.app.screen.query_one(f"#row-{code}").has_class("-hidden")
            for code in ("stranded", "relocated", "trapped", "explosion")
        }
        assert rows == {"stranded": False, "relocated": True, "trapped": True, "explosion": True}


async def test_a_change_long_ago_asks_why_it_is_written_now(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        pilot.clock.advance(minutes=40)
        await pilot.press("2")
        pilot.screen(FieldForm).focus_field("at")
        await pilot.press(*"14:10", "f9")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AskReason)
        await pilot.press("1")
        await pilot.pause()
        assert facts(pilot, ident)["deaths"] == "2"
        assert "通话中未及录入" in pilot.app.desk.log(ident)[-1].words


async def test_what_cannot_be_read_is_said_and_stays(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        await pilot.press("5", "-", "3", "f9")
        await pilot.pause()
        assert "确认数 5 大于可能数 3" in live(pilot)
        assert pilot.screen(FieldForm).text("deaths") == "5-3"
        assert facts(pilot, ident)["deaths"] == "1"


async def test_escape_keeps_what_was_typed(post: OpenPost) -> None:
    async with post() as pilot:
        await updating(pilot, EXPLOSION)
        await pilot.press("4", "enter", "enter", "enter")
        pilot.screen(FieldForm).focus_field("source")
        await pilot.press(*"老王", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SituationScreen)
        await pilot.press("u")
        await pilot.pause()
        assert pilot.screen(FieldForm).text("deaths") == "4"
        assert pilot.screen(FieldForm).text("source") == "老王"


async def test_typing_is_on_disk_within_a_second_and_gone_once_saved(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        folder = pilot.app.opening.data / "drafts"
        await pilot.press("4")
        assert DELAY < 1
        rows = await kept(pilot, "4")
        assert [(row["form"], row["fields"]) for row in rows] == [
            (f"update:{ident}", {"deaths": "4"})
        ]
        await pilot.press("f9")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert list(folder.glob("*.json")) == []


async def test_saving_twice_at_once_saves_once(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await updating(pilot, EXPLOSION)
        before = len(pilot.app.desk.log(ident))
        await pilot.press("4")
        pilot.screen(FieldForm).action_save()
        pilot.screen(FieldForm).action_save()
        await pilot.pause()
        assert len(pilot.app.desk.log(ident)) == before + 1


@pytest.mark.parametrize("kind", ["boiler", "pressure_vessel", "crane", "ropeway", "elevator"])
async def test_every_fact_that_grades_this_equipment_is_reached_with_the_arrows(
    post: OpenPost, kind: str
) -> None:
    async with post((80, 24)) as pilot:
        plan = pilot.app.desk.plan
        await updating(pilot, {"equipment": plan.kind(kind).name, "summary": "事故", "deaths": "1"})
        decides = {fact.sets: fact.code for fact in plan.facts if fact.sets}
        graded = {
            decides.get(fact.code, fact.code)
            for fact in plan.facts
            if fact.graded and (fact.equipment is None or kind in fact.equipment)
        }
        await pilot.press("f8")
        await pilot.press(*["up"] * 30)
        met = set()
        for _step in range(30):
            field = pilot.focused(TextField)
            met.add(field.code)
            assert field.is_on_screen, "scrolled into sight"
            await pilot.press("down")
        assert graded <= met


async def test_how_long_people_are_up_stands_there_unasked(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        ident = await updating(pilot, ELEVATOR)
        assert "滞留时长" in "".join(terminal_lines(pilot))
        pilot.app.screen.query_one("#stranded_hours").focus()
        await pilot.press("3", "f9")
        await pilot.pause()
        found = pilot.app.desk.situation(ident).facts
        hours = next(fact for fact in found if fact.code == "stranded_hours")
        assert hours.words.startswith("3时0分")


async def test_what_was_told_wrongly_of_the_accident_is_corrected_here(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        ident = await updating(pilot, EXPLOSION)
        assert "F8 其他各栏，更正单位、设备" in "".join(terminal_lines(pilot))
        await pilot.press("f8")
        assert pilot.focused(TextField).code == "explosion", "the first of those that were hidden"
        pilot.app.screen.query_one("#unit").focus()
        await pilot.press(*"渝中化工厂", "enter", *"人民路1号", "enter", "enter", *"锅炉", "f9")
        await pilot.pause()
        words = {word.code: word.text for word in pilot.app.desk.situation(ident).words}
        assert (words["unit"], words["place"]) == ("渝中化工厂", "人民路1号")
        assert words["equipment"] == "锅炉"
