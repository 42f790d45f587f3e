"""人员安全 on the real screens: one key an answer, time that turns, an alarm seen everywhere."""

import unicodedata

from cqcmd.desk.common.preferences import Draft
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import AskReason, Confirm
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.form_registry import form_of
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.log.screen import LogScreen
from cqcmd.screens.safety.answer_form import AnswerForm
from cqcmd.screens.safety.screen import SafetyScreen
from cqcmd.screens.safety.team_form import EnterForm
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table
from tests.screens.conftest import START, OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.hostile import HOSTILE, bundled
from tests.support.pilots import PostPilot, notices, press, terminal_lines

ALARM = "26-0001 一队（3人） 两次未应答：立即派人查找"


async def second_passes(pilot: PostPilot, **time: int) -> None:
    pilot.clock.advance(**time)
    pilot.app.tick()
    await pilot.pause()


async def opened(pilot: PostPilot, *names: str) -> tuple[str, list[str]]:
    """The screen of an incident in which teams went in at 14:05."""
    ident = take(pilot.app, EXPLOSION)
    enter = pilot.app.desk.safety.enter
    teams = [enter(ident, TeamForm(name=name, count=3, at=START)) for name in names]
    pilot.front.reload()
    await press(pilot, "enter", "p")
    assert isinstance(pilot.app.screen, SafetyScreen)
    return ident, teams


def rows(pilot: PostPilot) -> list[str]:
    lines = pilot.app.screen.query_one("#teams", Table).lines
    return [" ".join(cell.words for cell in line.cells) for line in lines]


def lines(pilot: PostPilot, name: str) -> str:
    """Every word that stands in some lines."""
    return pilot.app.screen.query_one(f"#{name}", Lines).words


def masthead(pilot: PostPilot) -> str:
    return pilot.app.screen.query_one(Masthead).render_line(0).text


async def test_a_team_goes_in_answers_and_comes_out_by_one_key_each(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident, _none = await opened(pilot)
        await press(pilot, "space", "delete", "enter", "x")
        assert notices(pilot)[-1] == "没有登记的队伍；先按 F9 登记进入。"
        assert "不等于里面没有人" in lines(pilot, "total")
        await press(pilot, "f9", *"抢险一队", "enter", *"李明", "enter")
        pilot.focused(TextField).insert("王强、赵六，孙七 周八")
        await pilot.pause()
        assert isinstance(pilot.app.screen, EnterForm)
        assert lines(pilot, "live") == "首次应答应于 14:25 前，以后每 20 分钟一次；5 人"
        await press(pilot, "f9")
        assert rows(pilot) == ["00:20:00 抢险一队 5 李明 14:05 14:05  正常"]
        assert lines(pilot, "total") == "警戒区内 1 队 5 人"
        assert "队员 王强、赵六、孙七、周八" in lines(pilot, "detail")
        await second_passes(pilot, minutes=10)
        await press(pilot, "　", "space")
        assert [line.kind for line in desk.log(ident)].count("answered") == 1
        assert rows(pilot) == ["00:20:00 抢险一队 5 李明 14:05 14:15  正常"]
        await press(pilot, "backspace")
        assert rows(pilot)[0].startswith("00:10:00")
        await press(pilot, "delete", "enter")
        assert rows(pilot) == [" 抢险一队 5 李明 14:05 14:05  14:15 离开"]
        assert notices(pilot)[-1] == "已记入：抢险一队 全队离开警戒区，不再计时。"
        await press(pilot, "space")
        assert "已离开警戒区" in notices(pilot)[-1]
        await press(pilot, "backspace")
        assert rows(pilot)[0].startswith("00:10:00")


async def test_time_alone_turns_a_silence_and_the_alarm_stands_on_every_screen(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident, (team, other) = await opened(pilot, "一队", "二队")
        turned = []
        for minutes, seconds in ((17, 59), (0, 1), (2, 0), (1, 0), (1, 59)):
            await second_passes(pilot, minutes=minutes, seconds=seconds)
            turned.append(rows(pilot)[0].rpartition(" ")[2])
            if minutes == 17:
                pilot.app.desk.safety.answer(ident, other)
        assert turned == ["正常", "即将应答", "该应答了", "一次未应答", "一次未应答"]
        assert ALARM not in masthead(pilot)
        await second_passes(pilot, seconds=1)
        assert rows(pilot)[0].startswith("超 00:03:00 一队")
        assert rows(pilot)[0].endswith("两次未应答·立即查找")
        assert ALARM in masthead(pilot)
        await press(pilot, "down")
        await second_passes(pilot, seconds=1)
        assert ALARM in masthead(pilot)  # a key does not take it away
        assert lines(pilot, "detail").startswith("二队 3人")
        await press(pilot, "escape")
        await second_passes(pilot, seconds=1)
        assert isinstance(pilot.app.screen, SituationScreen)
        assert ALARM in masthead(pilot)
        await press(pilot, "home", "enter")  # the first thing to do is to look for them
        assert isinstance(pilot.app.screen, SafetyScreen)
        assert pilot.app.screen.team.team == team
        await press(pilot, "escape", "escape", "n")
        await second_passes(pilot, seconds=1)
        assert isinstance(pilot.app.screen, IntakeScreen)
        assert ALARM in masthead(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)
        line = pilot.app.screen.query_one("#incidents", Table).lines[2]
        assert line.cells[-1].words == "两次未应答 一队"
        await press(pilot, "ctrl+q")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "escape")
        await second_passes(pilot, hours=1)
        assert f"{ALARM} 另5项" in masthead(pilot)
        pilot.app.desk.safety.answer(ident, team)  # as another terminal would
        pilot.app.desk.safety.leave(ident, other)
        await second_passes(pilot, seconds=1)
        assert "两次未应答" not in masthead(pilot)


async def test_another_time_another_speaker_and_what_cannot_be(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident, _teams = await opened(pilot, "一队")
        await second_passes(pilot, minutes=14)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AnswerForm)
        await press(pilot, "down", *"王强", "down", *"14:10")
        assert lines(pilot, "live").endswith("记为 14:10 应答，下次应于 14:30 前")
        await press(pilot, "f9")
        assert rows(pilot) == ["00:11:00 一队 3  14:05 14:10  正常"]
        await press(pilot, "enter")
        await press(pilot, "2", "down", *"送医一人", "down", *"14:01", "f9")
        assert notices(pilot)[-1] == "时间早于这支队伍进入的时间（14:05），请核对。"
        await press(pilot, "escape", "enter")
        assert pilot.screen(FieldForm).text("words") == "送医一人"
        pilot.screen(FieldForm).focus_field("at")
        await press(pilot, "ctrl+u", "f9")
        assert desk.log(ident)[-1].words == "一队 离开警戒区 送医一人"
        assert rows(pilot)[0].endswith("14:19 离开")
        await press(pilot, "f9", *"二队", "f6")
        assert isinstance(pilot.app.screen, LogScreen)
        assert len(pilot.app.screen_stack) == 3
        await press(pilot, "p", "f9")
        assert pilot.screen(FieldForm).text("name") == "二队"
        pilot.screen(FieldForm).focus_field("at")
        await press(pilot, *"14:00", "f9")
        assert isinstance(pilot.app.screen, AskReason)
        await press(pilot, "1")
        assert rows(pilot)[0].startswith("00:01:00 二队 不明")
        assert "至少 1 人（1 队人数不明）" in lines(pilot, "total")


async def test_no_click_writes_and_the_form_says_what_is_odd(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        desk = pilot.app.desk
        ident, _teams = await opened(pilot, "一队", "二队")
        await second_passes(pilot, minutes=5)
        before = len(desk.log(ident))
        for y in (0, 3, 5, 6, 5, 31, 34, 35):
            await pilot.click(offset=(20, y))
        await pilot.pause()
        while not isinstance(pilot.app.screen, SafetyScreen):
            await press(pilot, "escape")
        assert len(desk.log(ident)) == before
        desk.safety.enter(ident, TeamForm(name="侦检组", leader="李明", at=desk.clock.now()))
        await press(pilot, "a", *"三队", "enter", *"李明", "down", "down", *"0")
        assert lines(pilot, "live") == "人数须是 1 以上的整数。"
        await press(pilot, "ctrl+u", *"三", "down", "down", "down", "ctrl+u", *"５")
        shown = lines(pilot, "live").split("\n")
        assert shown == [
            "首次应答应于 14:15 前，以后每 5 分钟一次；3 人",
            "李明 已登记在 26-0001 侦检组：照记，会标明两处",
        ]
        await press(pilot, "f9")
        assert "2 队有出入" in lines(pilot, "total")
        assert "〔两处登记：李明 也在 26-0001 侦检组〕" in rows(pilot)[0]
        draft = Draft(
            form=f"team:{ident}", fields={"name": "四队"}, saved_at=desk.clock.now(), session=""
        )
        assert isinstance(form_of(desk, draft), EnterForm)


async def test_an_interval_that_is_typed_takes_the_place_of_the_usual_one(post: OpenPost) -> None:
    async with post() as pilot:
        ident, _teams = await opened(pilot)
        await press(pilot, "f9")
        await press(pilot, *"一中队", *["enter"] * 6, *"10", "f9")
        (team,) = pilot.app.desk.safety.teams(ident)
        assert team.interval == 10


async def test_several_leaders_are_as_many_heads(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, "f9", *"一队", "enter")
        pilot.focused(TextField).insert("张三、李四 王五")
        await pilot.pause()
        assert lines(pilot, "live").endswith("3 人")
        pilot.focused(TextField).fill("张三等人")
        await pilot.pause()
        assert lines(pilot, "live").endswith("按 1 人计；“等”没写几人，请填人数")
        pilot.focused(TextField).fill("张 三等5人")
        await press(pilot, "f9")
        assert lines(pilot, "total") == "警戒区内 1 队 5 人"


async def test_hostile_words_are_harmless(post: OpenPost) -> None:
    async with post() as pilot:
        ident, _none = await opened(pilot)
        desk = pilot.app.desk
        for words in bundled(HOSTILE):
            # Figures in a name are refused, which is another test's.
            name = "".join(char for char in words if not char.isdigit())
            form = TeamForm(
                name="队" + words, leader=name, people=(name,), task=words, place=words, at=START
            )
            desk.safety.answer(ident, desk.safety.enter(ident, form), words)
        pilot.front.reload()
        await second_passes(pilot, minutes=30)
        for key in (
            "down",
            "enter",
            "2",
            "escape",
            "f9",
            "escape",
            "space",
            "delete",
            "1",
            "backspace",
        ):
            await press(pilot, key)
            text = "".join(terminal_lines(pilot))
            assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs")], key
        assert isinstance(pilot.app.screen, SafetyScreen)
