from cqcmd.incident.events import WatchTaken, decode
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.sheet import Sheet
from cqcmd.screens.station.leaving import LeavingScreen
from cqcmd.screens.station.shift_handover import HandoverScreen
from cqcmd.widgets.fields.text_field import TextField
from tests.screens.conftest import OpenPost
from tests.screens.incidents import ELEVATOR, EXPLOSION, take
from tests.support.hostile import DECEITS, ESCAPES, bundled
from tests.support.pilots import PostPilot, notices, press, words_of


async def handing_over(pilot: PostPilot, *calls: dict[str, str]) -> HandoverScreen:
    for texts in calls:
        take(pilot.app, texts)
    pilot.front.reload()
    await press(pilot, "f9")
    assert isinstance(pilot.app.screen, HandoverScreen)
    return pilot.app.screen


def last_watch(pilot: PostPilot) -> WatchTaken:
    entries = pilot.app.desk._open_record.ledger.station_entries
    newest = [decode(entry.kind, entry.data) for entry in entries if entry.kind == "watch"][-1]
    assert isinstance(newest, WatchTaken)
    return newest


async def test_the_newcomer_accepts_and_both_names_are_the_entry(post: OpenPost) -> None:
    async with post((120, 60)) as pilot:
        screen = await handing_over(pilot, ELEVATOR)
        for _page in range(20):
            await press(pilot, "pagedown")
        assert screen.query_one(Sheet).read
        await press(pilot, *"王磊", "f9")
        watch = last_watch(pilot)
        assert (watch.officer, watch.relieved) == ("王磊", "李敏")
        assert any("时代大厦" in line for line in watch.sheet)
        assert pilot.app.desk.log(None)[-1].words == "李敏 交班，王磊 接班"
        assert pilot.app.desk.log(None)[-1].actor == "王磊"
        assert pilot.app.desk.log(None)[-1].writer == "王磊"
        assert "操作人是王磊" in notices(pilot)[-1]
        assert pilot.app.desk.officer == "王磊"
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_a_sheet_not_read_to_its_end_is_not_accepted(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await handing_over(pilot, EXPLOSION, ELEVATOR, EXPLOSION)
        await press(pilot, *"王磊", "enter")
        assert pilot.app.desk.officer == "李敏"
        assert pilot.app.screen is screen
        for _line in range(80):
            await pilot.press("down")
        await press(pilot, "enter")
        assert pilot.app.desk.officer == "王磊"


async def test_the_sheet_says_what_is_open_due_and_promised(post: OpenPost) -> None:
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        due = pilot.app.desk.plan_reader.moment("16:00", future=True)
        pilot.app.desk.logbook.promise(ident, "回电区政府", due)
        screen = await handing_over(pilot)
        shown = str(screen.query_one("Sheet Static").render())
        assert "长江化工" in shown
        assert "电话 区县政府（14:35 前）" in shown
        assert "回电区政府" in shown


async def test_an_empty_board_is_handed_over_at_once(post: OpenPost) -> None:
    async with post() as pilot:
        await handing_over(pilot)
        await press(pilot, *"王磊", "enter")
        assert pilot.app.desk.officer == "王磊"


async def test_nobody_and_the_same_officer_are_refused(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await handing_over(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen is screen
        await press(pilot, *"李敏", "enter")
        assert pilot.app.screen is screen
        assert len([line for line in pilot.app.desk.log(None) if line.kind == "watch"]) == 1


async def test_backing_out_leaves_the_watch_as_it_was(post: OpenPost) -> None:
    async with post() as pilot:
        await handing_over(pilot)
        await press(pilot, *"王磊", "escape")
        assert pilot.app.desk.officer == "李敏"
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_hostile_names_take_the_watch_harmless(post: OpenPost) -> None:
    async with post() as pilot:
        for words in bundled(ESCAPES + DECEITS):
            screen = await handing_over(pilot)
            screen.query_one(TextField).fill(words[:500])
            await press(pilot, "f9")
            if pilot.app.screen is screen:
                await press(pilot, "escape")
            officer = pilot.app.desk.officer
            assert officer
            assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(officer)


async def test_nobody_hands_over_before_the_station_is_set_up(post: OpenPost) -> None:
    async with post(fresh=True) as pilot:
        pilot.app.action_handover()
        await pilot.pause()
        assert not any(isinstance(screen, HandoverScreen) for screen in pilot.app.screen_stack)
        assert "按 F10" in notices(pilot)[-1]
        await press(pilot, "escape", "f9")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_leaving_from_a_sheet_says_what_comes_first(post: OpenPost) -> None:
    async with post() as pilot:
        sheet = await handing_over(pilot, ELEVATOR)
        await press(pilot, "ctrl+q")
        assert pilot.app.screen is sheet
        assert "先按 Esc" in words_of(pilot, "MessageLine")
        await press(pilot, "escape", "ctrl+q")
        assert isinstance(pilot.app.screen, LeavingScreen)
        await press(pilot, "ctrl+q")
        assert "先按 Esc" in words_of(pilot, "MessageLine")
