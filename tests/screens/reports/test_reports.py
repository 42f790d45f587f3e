"""The room of reports: the call by script, the written report, the chain, who is watched."""

from collections.abc import Mapping
from threading import Event

import pytest
from docx import Document

from cqcmd.desk.reports.written import WrittenDesk
from cqcmd.documents.report.content import WrittenReport
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.screens.reports.delivery import DeliveryForm
from cqcmd.screens.reports.issued_menu import IssuedScreen
from cqcmd.screens.reports.other_organisations import BypassForm
from cqcmd.screens.reports.phone_call import PhoneCall
from cqcmd.screens.reports.screen import ReportsScreen
from cqcmd.screens.reports.written_form import WrittenForm
from cqcmd.screens.situation.update import UpdateForm
from cqcmd.widgets.chain import ChainPicture
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.phone_script import PhoneScript
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.hostile import HOSTILE, bundled
from tests.support.pilots import PostPilot, hands_off, notices, terminal_lines, words_of


async def press(pilot: PostPilot, *keys: str) -> None:
    for key in keys:
        hands_off(pilot)
        await pilot.press(key)
    await pilot.pause()


async def opened(pilot: PostPilot, *keys: str) -> str:
    ident = take(pilot.app, EXPLOSION)
    pilot.front.reload()
    await press(pilot, "enter", *keys)
    return ident


def state(pilot: PostPilot, ident: str, label: str) -> str:
    every = pilot.app.desk.situation(ident).deadlines
    return next(row.state for row in every if row.label == label and row.mine)


def rows(pilot: PostPilot, name: str) -> list[str]:
    lines = pilot.app.screen.query_one(f"#{name}", Table).lines
    return [" ".join(cell.words for cell in line.cells) for line in lines]


async def test_from_a_running_phone_duty_to_a_met_one_in_four_keys_and_a_name(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        keys = ("f9", "enter", *"王处", "f10", "f9")
        assert len(keys) - len("王处") <= 4
        await press(pilot, *keys)
        assert state(pilot, ident, "电话 区县政府") == "met"
        [proof] = [
            deadline.proof
            for deadline in pilot.app.desk.situation(ident).deadlines
            if deadline.label == "电话 区县政府"
        ]
        assert proof == "14:05 王处 63765110 已复诵 李敏"
        assert "未读：事故发生的时间" in pilot.app.desk.log(ident)[-1].words
        unknown = [
            deadline for deadline in pilot.app.desk.situation(ident).deadlines if not deadline.mine
        ]
        assert {line.sender for line in unknown} == {"district_government"}, "its clock has begun"


async def test_arrows_mark_sentences_and_what_is_missing_is_filled_in_on_the_spot(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "f9")
        call = pilot.app.screen
        assert isinstance(call, PhoneCall)
        assert call.silent
        spoken = call.query_one(PhoneScript)
        codes = [sentence.code for sentence in spoken.said]
        await press(pilot, *["down"] * codes.index("phone.1"), "f8", *"14:00", "enter")
        assert "14时00分" in " ".join(sentence.words for sentence in spoken.said)
        await press(pilot, "enter", "up", "left")
        assert spoken.unread_sentences[0] == "事故发生的时间"
        await press(pilot, "right")
        assert "事故发生的时间" not in spoken.unread_sentences
        await press(pilot, "escape")
        assert pilot.app.desk.situation(ident).deadlines[0].state == "running"


async def test_the_chain_shows_each_step_and_the_station_s_own(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, "f3")
        assert isinstance(pilot.app.screen, ReportsScreen)
        chain = rows(pilot, "chain")
        assert chain[0].startswith("现场 报 单位 立即（未开始）")
        assert chain[2].strip().startswith("区县市监 报 区县政府 *本站 00:30:00 01:00:00")
        assert "抄送市应急局" in chain[4]
        assert len(chain) == 8
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        picture = pilot.app.screen.query_one(ChainPicture).words
        for words in ("现场", "*区县市监", "区县政府", "市政府", "市市监局", "总局", "电 00:30:00"):
            assert words in picture, words


async def test_a_written_report_is_signed_shown_delivered_and_copied(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        ident = await opened(pilot, "f3", "w")
        form = pilot.app.screen
        assert isinstance(form, WrittenForm)
        for element in pilot.app.desk.written.composer.elements(ident, "initial"):
            assert element.name in form.body, element.name
        await press(pilot, "f9")
        assert form is pilot.app.screen, "nobody signed"
        await press(pilot, *"王局长", "f9")
        assert isinstance(pilot.app.screen, PaperScreen)
        await press(pilot, "escape")
        assert state(pilot, ident, "书面 区县政府") == "running", "issuing meets no duty"
        assert "未送达" in rows(pilot, "papers")[0]
        pilot.app.screen.query_one("#papers", Table).focus()
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Menu)
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, DeliveryForm)
        await press(pilot, *"刘主任", "f9")
        assert state(pilot, ident, "书面 区县政府") == "met"
        assert "区县政府" in rows(pilot, "papers")[0]


async def test_one_key_leads_to_the_field_of_what_the_report_lacks(post: OpenPost) -> None:
    lacking = {
        "occurred_at": "14:00",
        "scene": "火已扑灭",
        "loss_yuan": "500万",
        "cause": "超压",
        "measures": "关闭进料阀",
    }
    async with post() as pilot:
        ident = await opened(pilot, "2", "w")
        for field, words in lacking.items():
            await press(pilot, "ctrl+l")
            assert isinstance(pilot.app.screen, UpdateForm)
            assert pilot.focused(TextField).code == field
            pilot.focused(TextField).insert(words)
            await press(pilot, "f9")
            assert isinstance(pilot.app.screen, WrittenForm)
        await press(pilot, "ctrl+l")
        assert "值班台按 F10 填" in notices(pilot)[-1]
        pilot.app.desk.station.own_number("63765110")
        await press(pilot, "ctrl+l")
        assert "按 F8 重写正文" in notices(pilot)[-1]
        await press(pilot, "f8", "ctrl+l")
        assert notices(pilot)[-1] == "内容齐全，没有要补的。"
        assert words_of(pilot, "#live") == "内容齐全（4.1.2）"
        for words in ("火已扑灭", "超压", "关闭进料阀"):
            assert words in pilot.screen(WrittenForm).body
        assert len(pilot.app.desk.log(ident)) == 3 + len(lacking)


async def test_the_key_pressed_again_leads_to_the_next_of_what_is_missing(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, "2", "w")
        led = []
        for _time in range(7):
            await press(pilot, "ctrl+l")
            led.append(pilot.focused(TextField).code)
            await press(pilot, "escape")
            assert isinstance(pilot.app.screen, WrittenForm)
        assert led[:5] == ["occurred_at", "scene", "loss_yuan", "cause", "measures"]
        assert led[5:] == led[:2]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_receivers_and_the_whole_name_of_the_file_stand_on_the_form(
    post: OpenPost, size: tuple[int, int]
) -> None:
    async with post(size) as pilot:
        ident = take(pilot.app, EXPLOSION | {"unit": "重庆长江精细化工有限责任公司第二分公司"})
        pilot.app.push_screen(WrittenForm(pilot.app.desk, ident))
        shown = ""
        while ".docx" not in shown:
            await pilot.pause(0.05)
            lines = [line.strip() for line in terminal_lines(pilot)]
            shown = "".join(lines)
        composed = pilot.app.desk.written.composer.draft(ident, "initial")
        assert "、".join(composed.to) in shown
        assert "主送即区县政府、市市监局；全称为推定，可改" in shown
        assert composed.title in "".join(shown.split("草稿已存：")[1:])


async def test_what_was_begun_is_told_as_a_measure_taken(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, "4", "space", "2", "w")
        assert "已采取的措施：正在进行先期处置" in pilot.screen(WrittenForm).body
        await press(pilot, "escape", "u")
        assert "现 正在进行先期处置" in words_of(pilot, "#note-measures")


async def test_after_signing_r_records_the_delivery_of_that_paper_and_no_call(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "f3", "w", *"王局长", "f9")
        assert isinstance(pilot.app.screen, IssuedScreen)
        await press(pilot, "r", *"刘主任", "f9", "r", *"周处", "f9", "r", *"孙科", "f9", "escape")
        assert state(pilot, ident, "书面 区县政府") == "met"
        assert state(pilot, ident, "书面 市市监局") == "met"
        for label in ("电话 区县政府", "电话 市市监局"):
            assert state(pilot, ident, label) == "running", "no telephone call was made"


async def test_a_draft_that_comes_to_disk_after_the_signing_does_not_speak_over_it(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed, on_disk, at_once = Event(), Event(), WrittenDesk.save_draft

    def late(desk: WrittenDesk, draft: WrittenReport, texts: Mapping[str, str]) -> str:
        signed.wait(20)
        on_disk.set()
        return at_once(desk, draft, texts)

    monkeypatch.setattr(WrittenDesk, "save_draft", late)
    async with post() as pilot:
        await opened(pilot, "f3", "w", *"王局长", "f9")
        pilot.screen(IssuedScreen)
        signed.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert on_disk.is_set()
        assert notices(pilot)[-1].startswith("已签发")


async def test_a_signing_taken_back_leaves_the_text_in_its_form(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "f3", "w", *"王局长", *["tab"] * 3, *"补一句", "f9")
        assert isinstance(pilot.app.screen, IssuedScreen)
        await press(pilot, "backspace")
        assert isinstance(pilot.app.screen, ReportsScreen)
        assert not pilot.app.desk.written.issued.every(ident)
        await press(pilot, "w")
        assert "补一句" in pilot.screen(WrittenForm).body
        assert pilot.screen(FieldForm).text("signer") == "王局长"


async def test_a_text_older_than_the_facts_says_so_and_is_signed_only_by_a_second_key(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "f3", "w", *"王局长", *["tab"] * 3, *"补一句", "escape")
        pilot.app.desk.facts.update(
            ident, {"deaths": "3"}, source="医院", at=pilot.app.desk.clock.now()
        )
        await press(pilot, "w")
        form = pilot.screen(WrittenForm)
        assert "死亡1人" in form.body
        live = words_of(pilot, "#live")
        assert "事实已变，按 F8 重写正文" in live
        assert "现“死亡3人" in live
        await press(pilot, "f9")
        assert form is pilot.app.screen
        await press(pilot, "f8")
        assert "死亡3人" in form.body
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, IssuedScreen)


async def test_what_was_written_is_kept_and_the_draft_lies_on_disk_in_word(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await opened(pilot, "f3", "w")
        await pilot.app.workers.wait_for_complete()
        folder = pilot.app.desk.papers.folder
        assert list(folder.glob("*.docx")), "within ten seconds of the key"
        await press(pilot, *["tab"] * 3, *"补一句", "escape", "w")
        assert isinstance(pilot.app.screen, WrittenForm)
        assert "补一句" in pilot.screen(WrittenForm).body
        await pilot.app.workers.wait_for_complete()
        texts = [Document(str(path)).element.xml for path in folder.glob("*.docx")]
        assert any("补一句" in text for text in texts), "the draft on disk is the one on the screen"
        await press(pilot, "f8")
        assert "补一句" not in pilot.screen(WrittenForm).body


async def test_a_report_past_one_level_starts_its_receiver_s_clock(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "f3", "b")
        assert isinstance(pilot.app.screen, BypassForm)
        pilot.app.screen.query_one("#sender", Choice).fill("unit")
        pilot.app.screen.query_one("#receiver", Choice).fill("city_regulator")
        await pilot.pause()
        assert "越级" in words_of(pilot, "#live")
        pilot.screen(FieldForm).focus_field("person")
        await press(pilot, *"值班员", "f9")
        senders = {deadline.sender for deadline in pilot.app.desk.situation(ident).deadlines}
        assert "city_regulator" in senders


async def test_others_can_be_hidden_and_one_of_them_watched(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        await press(pilot, "f9", "enter", *"王处", "f9", "f3", "v")
        assert not any("报市政府" in row for row in rows(pilot, "duties"))
        chain = pilot.app.screen.query_one("#chain", Table)
        chain.go_to_key("step:district_government:city_government")
        await press(pilot, "g")
        assert any("区县政府报市政府" in row for row in rows(pilot, "duties"))
        assert not any(
            deadline.rings
            for deadline in pilot.app.desk.situation(ident).deadlines
            if not deadline.mine
        )
        await press(pilot, "g", "v")
        assert any("区县政府报市政府" in row for row in rows(pilot, "duties"))


async def test_hostile_words_reach_neither_screen_nor_paper(post: OpenPost) -> None:
    async with post() as pilot:
        for words in bundled(HOSTILE):
            ident = take(pilot.app, EXPLOSION | {"unit": words[:200], "summary": words[:300]})
            pilot.app.push_screen(ReportsScreen(pilot.app.desk, ident))
            await pilot.pause()
            await press(pilot, "f9")
            assert isinstance(pilot.app.screen, PhoneCall)
            await press(pilot, "escape", "w")
            assert isinstance(pilot.app.screen, WrittenForm)
            assert "\x1b" not in pilot.screen(WrittenForm).body
            await press(pilot, "escape", "escape")


async def test_a_follow_up_signed_on_paper_is_delivered_as_that_paper(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "f3", "w", *"王局长", "f9", "escape")
        desk, clock = pilot.app.desk, pilot.clock
        clock.advance(hours=1)
        desk.facts.update(ident, {"deaths": "3"}, source="医院", at=clock.now())
        clock.advance(minutes=1)
        await press(pilot, "w", *"王局长", "f9", "escape")
        duties = pilot.app.screen.query_one("#duties", Table)
        duties.go_to_key("follow_up.casualties:city_regulator")
        duties.focus()
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DeliveryForm)
        assert pilot.screen(FieldForm).text("receiver") == "city_regulator"
        await press(pilot, *"周处", "f9")
        assert state(pilot, ident, "续报 市市监局") == "met"
        assert "市市监局" in next(row for row in rows(pilot, "papers") if "续报1" in row)
        assert state(pilot, ident, "电话 市市监局") != "met", "no telephone call was made"
