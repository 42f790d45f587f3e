"""What the grammar of keys promises on the screens themselves."""

from textual import events
from textual.app import App
from textual.widget import Widget

from cqcmd.desk.command.forms import PersonForm
from cqcmd.desk.contacts.forms import ContactForm
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.command.call_list import CallOutScreen
from cqcmd.screens.command.screen import CommandScreen
from cqcmd.screens.common.ask import AskReason, AskWords, Confirm
from cqcmd.screens.common.fact_edit import FactEdit
from cqcmd.screens.log.note import NoteForm
from cqcmd.screens.log.screen import LogScreen
from cqcmd.screens.measures.sheet import MeasureSheet
from cqcmd.screens.reports.phone_call import PhoneCall
from cqcmd.screens.reports.screen import ReportsScreen
from cqcmd.screens.safety.screen import SafetyScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.situation.update import UpdateForm
from cqcmd.terminal.repeat_guard import FIRST
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.phone_script import PhoneScript
from cqcmd.widgets.table import HEADING, Cell, Column, Line, Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, cursor_line, notices, press


async def at_work(pilot: PostPilot) -> str:
    """An incident, its situation in front."""
    ident = take(pilot.app, EXPLOSION)
    pilot.front.reload()
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, SituationScreen)
    return ident


async def test_f9_hit_twice_saves_the_form_and_opens_no_call(post: OpenPost) -> None:
    async with post() as pilot:
        await at_work(pilot)
        await press(pilot, "u")
        pilot.screen(UpdateForm).focus_field("deaths")
        await press(pilot, "2", "f9", "f9", "f9")
        assert isinstance(pilot.app.screen, SituationScreen)
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, PhoneCall)


async def test_enter_pressed_anew_reads_on_after_the_field_it_saved(post: OpenPost) -> None:
    async with post() as pilot:
        await at_work(pilot)
        await press(pilot, "f9")
        spoken = pilot.screen(PhoneCall).query_one(PhoneScript)
        codes = [sentence.code for sentence in spoken.said]
        await press(pilot, *["down"] * codes.index("phone.1"), "f8")
        await pilot.pause()
        await pilot.press(*"14:00")
        for _press in range(2):  # at one moment, however slow the machine is
            pilot.app.post_message(events.Key("enter", "\r").set_sender(pilot.app))
        await pilot.pause()
        assert pilot.screen(PhoneCall).focused is spoken, "one finger, twice"
        await pilot.pause(FIRST + 0.1)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.screen(PhoneCall).focused is not spoken, "the script is read"


async def test_a_click_on_another_line_means_that_line(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        desk, ident = pilot.app.desk, await at_work(pilot)
        for name in ("王大队", "孙班长"):
            desk.roster.assign(ident, "rescue", PersonForm(name=name))
        pilot.app.push_screen(CallOutScreen(desk, ident))
        await pilot.pause()
        await press(pilot, "space")
        await pilot.click(Table, offset=(2, 1))
        await pilot.press("space")
        await pilot.pause()
        states = [person.state for person in desk.roster.shown.call_list(ident)]
        assert states == ["notified", "notified"]


async def test_a_room_is_opened_by_a_click_on_its_name(post: OpenPost) -> None:
    async with post() as pilot:
        await at_work(pilot)
        for name, room in (
            ("2报告", ReportsScreen),
            ("5日志", LogScreen),
            ("3指挥", CommandScreen),
        ):
            line = pilot.app.screen.query_one(Masthead)
            before = line.render_line(0).text.partition(name)[0]
            assert name in line.render_line(0).text
            wide = sum(2 if ord(letter) > 0x2E80 else 1 for letter in before)
            await pilot.click(Masthead, offset=(wide + 1, 0))
            await pilot.pause()
            assert isinstance(pilot.app.screen, room)


async def test_a_click_beside_the_names_does_nothing(post: OpenPost) -> None:
    async with post() as pilot:
        await at_work(pilot)
        await pilot.click(Masthead, offset=(78, 0))
        assert isinstance(pilot.app.screen, SituationScreen)


async def test_rooms_change_from_a_note_and_the_words_stay(post: OpenPost) -> None:
    async with post() as pilot:
        await at_work(pilot)
        await press(pilot, ".", *"写着", "f6")
        assert isinstance(pilot.app.screen, LogScreen)
        await press(pilot, ".")
        assert pilot.screen(NoteForm).fields()["text"] == "写着"


async def test_backspace_on_the_board_takes_the_last_act_back(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "backspace")
        assert "30 秒内没有可以撤回的操作" in notices(pilot)[-1]
        ident = take(pilot.app, EXPLOSION)
        pilot.app.desk.logbook.note(ident, "到场")
        await press(pilot, "backspace")
        assert isinstance(pilot.app.screen, BoardScreen)
        assert any(line.struck and "到场" in line.words for line in pilot.app.desk.log(ident))


async def test_a_team_leaves_with_a_reason_and_a_slip_brings_it_back(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await at_work(pilot)
        form = TeamForm(name="特勤一中队", at=pilot.clock.now())
        pilot.app.desk.safety.enter(ident, form)
        await press(pilot, "p", "delete")
        assert isinstance(pilot.app.screen, AskReason)
        await press(pilot, "escape")
        assert pilot.app.desk.safety.teams(ident)[0].left_at is None
        await press(pilot, "delete", "2")
        assert pilot.app.desk.safety.teams(ident)[0].left_at is not None
        assert "换班，由别队接替" in pilot.app.desk.log(ident)[-1].words
        await press(pilot, "backspace")
        assert isinstance(pilot.app.screen, SafetyScreen)
        assert pilot.app.desk.safety.teams(ident)[0].left_at is None


async def test_who_was_removed_from_the_contacts_comes_back_by_backspace(post: OpenPost) -> None:
    async with post() as pilot:
        contacts = pilot.app.desk.contacts
        contacts.keep(ContactForm(name="钱工", org="特检院", phones="13000000002"))
        await press(pilot, "t", "f4", "1")
        assert contacts.search("钱工") == ()
        assert "记下 钱工（删去）：已调离或退休" in pilot.app.desk.log(None)[-1].words
        await press(pilot, *"qg", "backspace", "backspace", "backspace")
        assert [person.name for person in contacts.search("钱工")] == ["钱工"]
        await press(pilot, "backspace")
        assert "没有可以撤回的" in notices(pilot)[-1]


async def test_esc_asks_once_before_words_are_lost(post: OpenPost) -> None:
    async with post() as pilot:
        answers: list[object] = []
        pilot.app.push_screen(AskWords("题", "项", "原来"), answers.append)
        await press(pilot, "end", "1", "escape")
        assert isinstance(pilot.app.screen, AskWords)
        await press(pilot, "2", "escape")
        assert isinstance(pilot.app.screen, AskWords), "what was typed since counts anew"
        await press(pilot, "escape")
        assert answers == [None]


async def test_esc_from_a_changed_fact_asks_once(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await at_work(pilot)
        pilot.app.screen.query_one("#facts", Table).focus()
        await press(pilot, "enter", "escape")
        assert isinstance(pilot.app.screen, SituationScreen), "nothing was typed"
        await press(pilot, "enter", "9", "escape")
        assert isinstance(pilot.app.screen, FactEdit)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SituationScreen)
        assert pilot.app.desk.situation(ident).facts[0].text == "1"


async def test_the_name_of_who_takes_over_stays(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "f9", *"王强", "escape", "f9")
        assert pilot.app.screen.query_one("#newcomer").value == "王强"  # type: ignore[attr-defined]


async def test_enter_on_a_measure_to_be_begun_opens_it_and_b_begins_it(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await at_work(pilot)
        steps = pilot.app.screen.query_one("#steps", Table)
        key = next(line.key for line in steps.lines if line.key.startswith("task:"))
        steps.go_to_key(key)
        acts = pilot.app.desk.logbook.acts
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MeasureSheet)
        assert pilot.app.desk.logbook.acts == acts
        pilot.app.screen.query_one(Table).action_jump(0)
        await press(pilot, "b")
        task = next(t for t in pilot.app.desk.tasks.measures(ident) if t.code == key[5:])
        assert task.state == "begun"


async def test_a_promise_is_kept_only_after_a_question(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await at_work(pilot)
        pilot.app.desk.logbook.promise(ident, "十点回电", pilot.clock.now())
        pilot.front.reload()
        steps = pilot.app.screen.query_one("#steps", Table)
        steps.go_to_key(next(line.key for line in steps.lines if line.key.startswith("keep:")))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "2")
        assert "承诺已办" in notices(pilot)[-1]


class Lists(App[None]):
    """A list whose lines are parted by headings."""

    def compose(self):  # type: ignore[no-untyped-def]
        yield Table((Column("", 0),), id="list")

    def on_mount(self) -> None:
        keys = (f"{HEADING}a", "1", "2", f"{HEADING}b", "3", f"{HEADING}c")
        self.query_one(Table).show([Line(key, (Cell(key),)) for key in keys])


async def test_no_cursor_stands_on_a_heading() -> None:
    app = Lists()
    async with app.run_test(size=(20, 4)) as pilot:
        table = app.query_one(Table)
        table.focus()
        seen = [cursor_line(table).key]
        for key in ("down", "down", "down", "up", "end", "pageup", "home", "up", "pagedown"):
            await pilot.press(key)
            seen.append(cursor_line(table).key)
        assert seen == ["1", "2", "3", "3", "2", "3", "1", "1", "1", "3"]
        assert table.scroll_y <= 4 < table.scroll_y + table.size.height, "the cursor is in sight"
        await pilot.press("home", "up")
        assert table.scroll_y == 0, "the first heading is seen with the first line"
        assert table.at_edge(-1)
        assert not table.at_edge(1)
        await pilot.click(Table, offset=(1, 0))
        assert cursor_line(table).key == "1"


async def test_a_list_of_headings_alone_has_no_line_under_the_cursor() -> None:
    app = Lists()
    async with app.run_test(size=(20, 4)) as pilot:
        table = app.query_one(Table)
        table.show([Line(f"{HEADING}a", (Cell("a"),))])
        table.focus()
        await pilot.press("down", "enter")
        assert table.cursor is None
        assert isinstance(app.focused, Widget)
