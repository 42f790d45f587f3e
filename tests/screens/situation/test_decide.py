from cqcmd.desk.command.forms import StepForm
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.common.messages import OpenForm, ShowIncident
from cqcmd.screens.intake.form import IntakeForm
from cqcmd.screens.situation.decide import decisions
from cqcmd.screens.situation.decision import DecisionForm
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.table import Table
from tests.desk.calls import report
from tests.screens.conftest import OpenPost
from tests.screens.incidents import ELEVATOR, EXPLOSION, take
from tests.support.pilots import PostPilot, terminal_lines, words_of

QUIET = {code: EXPLOSION[code] for code in ("district", "unit", "equipment", "summary", "deaths")}


def meaning(pilot: PostPilot) -> str:
    """What the form says saving would mean."""
    return pilot.app.screen.query_one("#told", Prose).said.plain


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
        assert "预案结果" in meaning(pilot)
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
        assert "将终止 4 项时限：电话 区县政府（14:35前）、" in meaning(pilot)
        await pilot.press("3", "enter", "enter")
        await pilot.press("f9")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == "", "nobody is named"
        await pilot.press(*"王局长", "enter", *"井下设备", "enter")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == "不适用本预案"
        fates = {one.fate for one in pilot.app.desk.situation(ident).deadlines}
        assert fates == {"因不适用本预案终止（王局长 14:05）"}
        await choose(pilot, "within")
        assert "恢复 4 项时限，按原来的时间：电话 区县政府（14:35前）、" in meaning(pilot)
        await pilot.press(*"王局长", "enter", *"查明不是井下", "enter")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == ""


async def test_closed_and_opened_again(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await deciding(pilot, "close")
        await pilot.press(*"王局长", "enter", *"处置完毕", "enter", "f10")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == "已办结"
        await choose(pilot, "reopen")
        assert "事件将由“已办结”变为“在办”" in meaning(pilot)
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
        assert isinstance(pilot.app.screen, DecisionForm)
        assert pilot.app.screen.text("rule") == scope.partition(":")[2]
        await pilot.press("enter", *"王局长", "enter", *"市政工地", "enter")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == "不适用本预案"


async def test_closing_says_whether_there_was_something_to_handle(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await deciding(pilot, "close")
        await pilot.press("up", "right", "down", *"王局长", "enter", *"重复接报", "f9", "f10")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).status == "已办结"
        assert "无需处置" in pilot.app.desk.log(ident)[-1].words


async def closing(pilot: PostPilot) -> str:
    """The form of closing over an incident of which none of four reports was made."""
    ident = await deciding(pilot, "close")
    assert "还有" in meaning(pilot)
    return ident


async def test_enter_alone_never_closes_over_what_stands_open(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        ident = await closing(pilot)
        shown = meaning(pilot)
        said = "".join(terminal_lines(pilot))
        assert (said.count("F9"), said.count("F10")) == (1, 0), "the way is told once"
        assert "未查证核实：是否属于特种设备事故（14:05 起）" in shown
        assert "未报 4 项：电话 区县政府（14:35前）、电话 市市监局（14:35前）、" in shown
        assert "伤亡未核实 2 项：重伤确认3人，可能5人（14:05）、失踪2人（14:05）" in shown
        await pilot.press("end", *["enter"] * 6)
        await pilot.press(*"王局长", "enter", *"现场已清", *["enter"] * 6, "f9", "f9")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DecisionForm)
        assert not pilot.app.desk.strip(ident).closed
        assert "没有办结：还有 7 项没有了结。" in words_of(pilot, "MessageLine")
        said = "".join(terminal_lines(pilot))
        assert (said.count("F9"), said.count("F10")) == (0, 1), "the way is told once"


async def test_the_other_key_closes_only_what_was_shown_and_typed(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        ident = await closing(pilot)
        desk = pilot.app.desk
        await pilot.press("f10")
        await pilot.pause()
        assert not desk.strip(ident).closed, "asked by F9 first"
        await pilot.press(*"王局长", "enter", *"现场已清", "f9")
        await pilot.press("了", "f10")
        await pilot.pause()
        assert not desk.strip(ident).closed, "another reason than was looked at"
        await pilot.press("f9")
        await pilot.pause()
        desk.logbook.promise(ident, "回复家属", None)
        pilot.app.tick()
        await pilot.press("f10")
        await pilot.pause()
        assert not desk.strip(ident).closed, "something more stands open by now"
        assert "承诺未办 1 件：回复家属" in meaning(pilot)
        await pilot.press("f9", "f10")
        await pilot.pause()
        assert desk.strip(ident).closed
        words = desk.log(ident)[-1].words
        assert words.startswith("办结（王局长：现场已清了）；办结时未了结：未报 4 项")
        await pilot.press("backspace")
        await pilot.pause()
        assert not desk.strip(ident).closed, "a slip is one key"


async def test_without_anything_open_f9_closes(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        ident = take(pilot.app, QUIET | {"serious_injuries": "0"})
        desk = pilot.app.desk
        verified = StepForm(step="verified", level=None, who="王", at=desk.clock.now(), words="是")
        desk.response.record(ident, verified)
        for receiver in ("district_government", "city_regulator"):
            for channel in ("phone", "written"):
                report(pilot.app.desk, ident, receiver, channel)
        pilot.front.reload()
        await pilot.press("enter")
        await pilot.pause()
        await choose(pilot, "close")
        assert "没有了结" not in meaning(pilot)
        assert "将启动 2 项时限：终报 区县政府（立即）" in meaning(pilot)
        assert pilot.app.screen.query_one("#row-who").has_class("-hidden")
        await pilot.press("f9")
        await pilot.pause()
        assert pilot.app.desk.strip(ident).closed


async def test_a_call_set_aside_is_told_of_where_it_may_belong(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        ident = take(pilot.app, EXPLOSION)
        await pilot.press("n", "tab")
        form = pilot.app.screen.query_one(IntakeForm)
        form.fill({"district": "渝中区", "unit": "长江化工", "equipment": "压力容器"})
        await pilot.press("escape")
        pilot.front.reload()
        pilot.app.post_message(ShowIncident(ident))
        await pilot.pause()
        await choose(pilot, "close")
        assert "放着没受理的来电 1 个，像是同一起：长江化工" in meaning(pilot)


async def test_what_a_decision_means_can_be_read_to_its_end(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        ident = take(pilot.app, EXPLOSION)
        for number in range(24):
            pilot.app.desk.safety.enter(
                ident, TeamForm(name=f"抢险{number}队", at=pilot.app.desk.clock.now())
            )
        pilot.front.reload()
        await pilot.press("enter")
        await pilot.pause()
        await choose(pilot, "close")
        assert not any("重新打开" in line for line in terminal_lines(pilot))
        await pilot.press(*["pagedown"] * 3)
        await pilot.pause()
        assert any("重新打开" in line for line in terminal_lines(pilot))
        await pilot.press(*["pageup"] * 3)
        await pilot.pause()
        assert any("未报 4 项" in line for line in terminal_lines(pilot))


async def test_ending_the_response_shows_what_that_starts_and_who_is_held(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        ident = take(pilot.app, EXPLOSION | {"trapped": "2"})
        desk = pilot.app.desk
        form = StepForm(step="started", level="III", who="王", at=desk.clock.now(), words="")
        desk.response.record(ident, form)
        for receiver in ("district_government", "city_regulator"):
            report(desk, ident, receiver, "phone")
        pilot.front.reload()
        pilot.app.post_message(OpenForm("command/line", ident, "step:ended"))
        await pilot.pause()
        await pilot.pause()
        shown = "".join(words_of(pilot, "#live").split("\n"))
        assert "响应将由“已启III级”变为“响应已终止”" in shown
        assert "将启动 2 项时限：终报 区县政府（立即）、终报 市市监局（立即）" in shown
        assert "还有人被困、滞留：被困2人" in shown


async def test_a_digit_means_the_same_decision_about_every_running_incident(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        accident, waiting = take(pilot.app, EXPLOSION), take(pilot.app, ELEVATOR)
        common = [key for key, _words in decisions(pilot.app.desk, accident)]
        more = [key for key, _words in decisions(pilot.app.desk, waiting)]
        assert more == [*common, "start"], "what only some have stands last"
        assert common.index("close") == 2
