"""What was being typed when a session ended is offered again, and goes on in its own form."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from cqcmd.local_store import Drafts
from cqcmd.screens import recovery
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.log.note import NoteForm
from cqcmd.screens.recovery import RecoveryScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.situation.update import UpdateForm
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table
from tests.screens.conftest import START, OpenPost
from tests.screens.incidents import ELEVATOR
from tests.screens.kept import kept
from tests.support.pilots import PostPilot, notices

ID = "0198c0de-0000-4000-8000-000000000001"
CALL = {
    "id": ID,
    "opened_at": (START - timedelta(minutes=5)).isoformat(),
    "pending": "unit 单位是“长江化工”吗？",
    "unit": "长江化工",
    "deaths": "3-",
}


def left_behind(folder: Path, form: str, fields: Mapping[str, str]) -> None:
    """A draft of a session that is gone."""
    (folder / "data").mkdir(exist_ok=True)
    drafts = Drafts(folder / "data" / "drafts")
    drafts.save(form, fields, START - timedelta(minutes=1))
    drafts.close()


async def offered(pilot: PostPilot) -> list[list[str]]:
    """What is offered; nothing as soon as the app has looked and is done with offering."""
    for _turn in range(500):
        await pilot.pause()
        if isinstance(pilot.app.screen, RecoveryScreen):
            lines = pilot.app.screen.query_one(Table).lines
            return [[cell.words for cell in line.cells] for line in lines]
        if not {"_read_journal", "_begin_watch"} & {worker.name for worker in pilot.app.workers}:
            return []
        await pilot.pause(0.01)
    raise AssertionError("the app is still looking")


def value(pilot: PostPilot, code: str) -> str:
    return pilot.app.screen.query_one(f"#{code}", TextField).value


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"read_back": "yes"}, "（只选了答案）"),
        ({"state": "done", "which": "1、3-9", "name": "周强", "how": "face"}, "1、3-9 周强"),
        ({"org": "city_regulator.phone", "remark": "OK"}, "OK"),
    ],
)
async def test_the_keys_of_answers_are_shown_to_nobody(
    post: OpenPost, tmp_path: Path, fields: dict[str, str], words: str
) -> None:
    left_behind(tmp_path, f"intake:{ID}", {"id": ID, **fields})
    async with post() as pilot:
        [[_when, _form, _count, shown]] = await offered(pilot)
        assert shown == words


async def test_what_the_quick_line_filled_in_is_told_and_counted_once(post: OpenPost) -> None:
    line = "渝中区长江化工储罐爆炸1死"
    async with post() as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*line)
        await pilot.press("enter")
        await pilot.pause()
        assert value(pilot, "equipment")
        pilot.app.screen.query_one("#place", TextField).focus()
        await pilot.pause()
        await pilot.press(*"东门")
        await kept(pilot, "东门")
    async with post() as pilot:
        [[_when, _form, count, shown]] = await offered(pilot)
        assert sorted(shown.split()) == sorted([line, "东门"])
        assert count == str(len(line) + 2)


async def test_a_call_half_typed_is_taken_up_again(post: OpenPost, tmp_path: Path) -> None:
    left_behind(tmp_path, f"intake:{ID}", CALL)
    async with post() as pilot:
        assert await offered(pilot) == [["14:04", "接报", "6", "长江化工 3-"]]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, IntakeScreen)
        assert (value(pilot, "unit"), value(pilot, "deaths")) == ("长江化工", "3-")
        assert value(pilot, "received_at") == "14:00:00"
        assert pilot.app.screen.query_one("#unit", TextField).mark == "?"
        pilot.app.screen.query_one("#unit", TextField).focus()
        await pilot.pause()
        pilot.app.screen.query_one("#deaths", TextField).focus()
        await pilot.pause()
        await pilot.press("5", "f9")
        await pilot.pause()
        [row] = pilot.app.desk.board().rows
        assert row.ident == ID
        assert row.received_at == START - timedelta(minutes=5)
        kinds = [line.kind for line in pilot.app.desk.log(ID)]
        assert "recovered" in kinds
        await pilot.app.workers.wait_for_complete(
            [worker for worker in pilot.app.workers if worker.name == "_discard"]
        )
    async with post() as pilot:
        assert await offered(pilot) == []


@pytest.mark.parametrize("key", ["n", "ctrl+n", "f8"])
async def test_a_call_that_comes_in_meanwhile_is_taken_and_the_drafts_wait(
    post: OpenPost, tmp_path: Path, key: str
) -> None:
    left_behind(tmp_path, "promise", {"words": "回电"})
    async with post() as pilot:
        assert await offered(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, IntakeScreen)
        await pilot.press(*"锅炉")
        await pilot.pause()
        assert isinstance(pilot.app.focused, TextField)
        assert pilot.app.focused.value == "锅炉"
        assert pilot.app.desk.drafts.found(), "what was offered is kept"


async def test_what_is_typed_is_found_after_the_end(post: OpenPost) -> None:
    async with post() as pilot:
        await pilot.press("n")
        await pilot.pause()
        pilot.app.screen.query_one("#unit", TextField).focus()
        await pilot.pause()
        await pilot.press(*"长江")
        await kept(pilot, "长江")
    async with post() as pilot:
        assert await offered(pilot) == [["14:05", "接报", "2", "长江"]]


async def test_a_call_recorded_before_the_end_is_recorded_once(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        pilot.app.desk.intake.take_call(ID, {"unit": "长江化工"}, START)
    left_behind(tmp_path, f"intake:{ID}", CALL | {"deaths": "", "pending": ""})
    async with post() as pilot:
        assert await offered(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        assert [row.ident for row in pilot.app.desk.board().rows] == [ID]


async def test_esc_keeps_it_for_later(post: OpenPost, tmp_path: Path) -> None:
    left_behind(tmp_path, f"intake:{ID}", CALL)
    for _start in range(2):
        async with post() as pilot:
            assert await offered(pilot)
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(pilot.app.screen, BoardScreen)


async def test_del_asks_once_more_and_then_it_is_gone(post: OpenPost, tmp_path: Path) -> None:
    left_behind(tmp_path, f"intake:{ID}", CALL)
    async with post() as pilot:
        assert await offered(pilot)
        await pilot.press("delete")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert len(await offered(pilot)) == 1
        await pilot.press("delete")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)
    async with post() as pilot:
        assert await offered(pilot) == []


async def test_forms_about_an_incident_come_back_too(post: OpenPost, tmp_path: Path) -> None:
    async with post() as pilot:
        pilot.app.desk.intake.take_call(ID, ELEVATOR, START)
    left_behind(tmp_path, f"note:{ID}", {"text": "消防已到场", "at": "", "due": ""})
    left_behind(tmp_path, f"update:{ID}", {"deaths": "2"})
    async with post() as pilot:
        lines = await offered(pilot)
        assert {line[1] for line in lines} == {"记事 26-0001", "情况更新 26-0001"}
        await pilot.press("enter")
        await pilot.pause()
        first = pilot.app.screen
        assert isinstance(first, NoteForm | UpdateForm)
        await pilot.press("escape")
        assert len(await offered(pilot)) == 1
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NoteForm | UpdateForm)
        assert type(pilot.app.screen) is not type(first)


async def test_a_draft_without_its_incident_is_told_and_kept(
    post: OpenPost, tmp_path: Path
) -> None:
    forms = ("update:gone", "phone:x", "", ":", "[/]")
    for form in forms:
        left_behind(tmp_path, form, {"deaths": "2"})
    async with post() as pilot:
        for place in range(len(forms)):
            assert len(await offered(pilot)) == len(forms)
            await pilot.press(*["down"] * place, "enter")
            assert len(await offered(pilot)) == len(forms)
            assert len(notices(pilot)) == 1, "said again it stands there once"
        await pilot.press("escape")
    async with post() as pilot:
        assert len(await offered(pilot)) == len(forms)


async def test_a_broken_file_is_told(post: OpenPost, tmp_path: Path) -> None:
    left_behind(tmp_path, f"intake:{ID}", CALL)
    [path] = (tmp_path / "data" / "drafts").glob("*.json")
    path.write_text("{", encoding="utf-8")
    async with post() as pilot:
        for _turn in range(40):
            await pilot.pause(0.05)
            if notices(pilot):
                break
        assert path.name in "".join(notices(pilot))
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_an_offer_never_comes_between_while_somebody_types(
    post: OpenPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "PATIENCE", 0.05)
    async with post() as pilot:
        await pilot.press("n")
        await pilot.pause()
        left_behind(tmp_path, f"intake:{ID}", CALL)
        pilot.app._begin_watch()
        await pilot.pause(0.3)
        assert isinstance(pilot.app.screen, IntakeScreen)
        await pilot.press("escape")
        assert await offered(pilot)


async def test_fields_of_another_plan_go_to_the_summary(post: OpenPost, tmp_path: Path) -> None:
    left_behind(
        tmp_path, f"intake:{ID}", {"unit": "长江化工", "old_fact": "三处", "opened_at": "x"}
    )
    async with post() as pilot:
        assert await offered(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert value(pilot, "summary") == "三处"
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SituationScreen)
