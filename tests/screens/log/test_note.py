from datetime import timedelta

from cqcmd.local_store import Drafts
from cqcmd.screens.common.ask import AskReason
from cqcmd.screens.common.form_draft import DELAY
from cqcmd.screens.common.form_registry import form_of
from cqcmd.screens.common.writing import Writing
from cqcmd.screens.log.note import NoteForm
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.views import LogLine
from cqcmd.widgets.fields.text_field import TextField
from tests.screens.conftest import START, OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.screens.kept import kept
from tests.support.hostile import HOSTILE, bundled
from tests.support.pilots import PostPilot, press


async def noting(pilot: PostPilot, key: str = ".") -> str:
    ident = take(pilot.app, EXPLOSION)
    pilot.clock.advance(minutes=20)
    pilot.front.reload()
    await press(pilot, "enter", key)
    assert isinstance(pilot.app.screen, NoteForm)
    return ident


def last(pilot: PostPilot, ident: str) -> LogLine:
    return pilot.app.desk.log(ident)[-1]


async def test_a_note_of_several_lines_is_written(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await noting(pilot)
        await press(pilot, *"已联系", "enter", *"消防", "f9")
        assert (last(pilot, ident).kind, last(pilot, ident).words) == ("note", "已联系\n消防")
        assert last(pilot, ident).occurred_at == START + timedelta(minutes=20)
        assert isinstance(pilot.app.screen, SituationScreen)


async def test_the_chinese_full_stop_and_a_chord_open_it_too(post: OpenPost) -> None:
    async with post() as pilot:
        await noting(pilot, "。")
        await press(pilot, "escape", "ctrl+o")
        assert isinstance(pilot.app.screen, NoteForm)


async def test_a_promise_has_its_time_and_stands_among_the_steps(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await noting(pilot)
        await press(pilot, *"回电区政府", "down", "enter", *"16:00", "enter")
        assert last(pilot, ident).kind == "promise"
        steps = pilot.app.desk.situation(ident).steps
        promised = next(step for step in steps if "回电区政府" in step.words)
        assert promised.due == START + timedelta(hours=1, minutes=55)


async def test_a_note_of_long_ago_asks_why(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await noting(pilot)
        await press(pilot, *"补记", "down", *"14:05", "f9")
        assert isinstance(pilot.app.screen, AskReason)
        before = len(pilot.app.desk.log(ident))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, NoteForm)
        assert len(pilot.app.desk.log(ident)) == before
        await press(pilot, "f9", "1")
        assert last(pilot, ident).words == "补记〔补记：通话中未及录入〕"
        assert last(pilot, ident).occurred_at == START


async def test_a_time_that_cannot_be_read_is_refused_and_nothing_is_lost(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await noting(pilot)
        before = len(pilot.app.desk.log(ident))
        await press(pilot, *"内容", "down", *"25:99", "f9")
        assert len(pilot.app.desk.log(ident)) == before
        assert pilot.screen(NoteForm).fields() == {"text": "内容", "at": "25:99", "due": ""}


async def test_an_empty_note_is_refused(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await noting(pilot)
        before = len(pilot.app.desk.log(ident))
        await press(pilot, "f9")
        assert len(pilot.app.desk.log(ident)) == before
        assert isinstance(pilot.app.screen, NoteForm)


async def test_what_was_typed_is_kept_on_esc_and_gone_once_saved(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await noting(pilot)
        await press(pilot, *"写到一半", "escape")
        assert last(pilot, ident).kind != "note"
        await press(pilot, ".")
        assert pilot.app.screen.query_one(Writing).text == "写到一半"
        await press(pilot, *"又写完", "f9")
        assert last(pilot, ident).words == "写到一半又写完"
        await press(pilot, ".")
        assert pilot.app.screen.query_one(Writing).text == ""


async def test_it_is_on_disk_within_a_second_and_taken_up_again(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await noting(pilot)
        await press(pilot, *"写到一半")
        assert DELAY < 1
        [draft] = await kept(pilot, "写到一半")
        found = Drafts(pilot.app.opening.data / "drafts")
        assert found.orphans(START) == [], "a session that runs keeps its own draft"
        found.close()
        await press(pilot, "escape")
        assert draft["form"] == f"note:{ident}"


async def test_a_found_draft_opens_the_form_again(post: OpenPost) -> None:
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        from cqcmd.desk.common.preferences import Draft

        draft = Draft(form=f"note:{ident}", fields={"text": "断电前"}, saved_at=START, session="x")
        pilot.app.push_screen(form_of(pilot.app.desk, draft))
        await pilot.pause()
        assert pilot.app.screen.query_one(Writing).text == "断电前"


async def test_up_and_down_go_between_text_and_times(post: OpenPost) -> None:
    async with post() as pilot:
        await noting(pilot)
        await press(pilot, *"一", "enter", *"二", "up", "down")
        assert pilot.app.screen.query_one(Writing).has_focus
        await press(pilot, "down", "down")
        assert pilot.app.screen.query_one("#due", TextField).has_focus
        await press(pilot, "up", "up")
        assert pilot.app.screen.query_one(Writing).has_focus


async def test_hostile_notes_are_written_harmless(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await noting(pilot)
        for words in bundled(HOSTILE, 6):
            if not words.strip():
                continue
            pilot.app.screen.query_one(Writing).text = words[:500]
            await press(pilot, "f9")
            written = last(pilot, ident)
            assert written.kind == "note"
            assert not {"\x1b", "\x9b", "\u202e", "\x07", "\x00"} & set(written.words)
            await press(pilot, ".")
            assert isinstance(pilot.app.screen, NoteForm)
