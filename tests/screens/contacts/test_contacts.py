"""通讯录 by its keys: found, added, changed, removed, brought in, taken out, picked."""

from pathlib import Path

from textual.widget import Widget
from textual.widgets import Input

from cqcmd.desk.contacts.forms import ContactForm
from cqcmd.local_store import Drafts
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import AskReason, AskWords, Confirm
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.contacts.form import ContactEdit
from cqcmd.screens.contacts.importing import ContactImport
from cqcmd.screens.contacts.pick import PickContact
from cqcmd.screens.contacts.screen import ContactsScreen
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table
from tests.screens.common.test_hostile import faults
from tests.screens.conftest import START, OpenPost
from tests.support.hostile import HOSTILE, bundled
from tests.support.pilots import PostPilot, notices, press, words_of

WANG = ContactForm(name="王强", post="支队长", org="市公安局", phones="13800000000、63765110")
LI = ContactForm(name="李雷", org="供电", phones="95598", hours="24小时")
FILE = "姓名,单位,电话\n王强,市公安局,110\n张敏,供水,120\n赵六,,12O\n"


async def learned(pilot: PostPilot) -> None:
    """Pinyin is known from here on."""
    for worker in [worker for worker in pilot.app.workers if worker.name == "_learn_pinyin"]:
        await worker.wait()
    await pilot.pause()


async def until(pilot: PostPilot, screen: type) -> None:
    for _turn in range(200):
        if isinstance(pilot.app.screen, screen):
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError(pilot.app.screen)


async def answer(pilot: PostPilot, path: str) -> None:
    """A path put into the field at once: typing it takes seconds."""
    pilot.app.screen.query_one(Input).value = path
    await press(pilot, "enter")


def listed(pilot: PostPilot) -> list[str]:
    lines = pilot.app.screen.query_one(Table).lines
    return [" ".join(cell.words for cell in line.cells) for line in lines]


def said(pilot: PostPilot, name: str = "person") -> str:
    return pilot.app.screen.query_one(f"#{name}", Prose).said.plain


def value(pilot: PostPilot, code: str) -> str:
    return pilot.app.screen.query_one(f"#{code}", TextField).value


async def test_somebody_is_added_changed_removed_and_brought_back(post: OpenPost) -> None:
    async with post() as pilot:
        contacts = pilot.app.desk.contacts
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, ContactsScreen)
        assert said(pilot).startswith("通讯录是空的")
        await press(pilot, "f8", "delete", "enter")
        assert isinstance(pilot.app.screen, ContactsScreen)

        await press(pilot, *"王强", "f9")
        assert isinstance(pilot.app.screen, ContactEdit)
        await learned(pilot)
        assert value(pilot, "name") == "王强"
        await press(pilot, "down", *"支队长", "enter", *"yzqga", "right", "enter", *"138ABC", "f9")
        assert pilot.focused(Widget).id == "phones"
        assert contacts.search("") == ()
        await press(pilot, "ctrl+u", *"１３８００００００００;110", "f9")
        (wang,) = contacts.search("")
        assert (wang.post, wang.org, wang.unit) == ("支队长", "渝中区公安局", "police")
        assert wang.phones == ("13800000000", "110")
        assert listed(pilot) == ["王强 支队长 渝中区公安局 13800000000、110 "]
        assert "退格" not in words_of(pilot, "MessageLine")

        await press(pilot, "enter", "down", "down", *"x", "f9")
        assert contacts.get(wang.id).org == "渝中区公安局x"
        await press(pilot, "delete")
        assert isinstance(pilot.app.screen, AskReason)
        await press(pilot, "escape")
        assert len(contacts.search("")) == 1
        await press(pilot, "delete", "1")
        assert contacts.search("") == ()
        await press(pilot, "f7")
        assert listed(pilot)[0].startswith("〔删〕王强")
        assert said(pilot).startswith("〔已删去〕王强")
        await press(pilot, "delete")
        assert len(contacts.search("")) == 1
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_the_line_takes_everything_typed_and_finds(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.contacts.keep(WANG)
        pilot.app.desk.contacts.keep(LI)
        await press(pilot, "/", *"txl", "enter")
        assert isinstance(pilot.app.screen, ContactsScreen)
        await learned(pilot)
        assert len(listed(pilot)) == 2
        for typed in ("ll", "ＬＬ", "leilei", "gd", "9559", "李", "雷 供"):
            await press(pilot, "ctrl+u", *typed)
            expected = ["李雷  供电 95598 24小时"] if typed != "leilei" else []
            assert listed(pilot) == expected, typed
        await press(pilot, "ctrl+u", *"n?/;", "home", "delete", "delete")
        assert value(pilot, "sought") == "/;"
        assert said(pilot).startswith("没有这样的人")
        await press(pilot, "end", "ctrl+u", "down")
        assert (
            said(pilot) == "李雷 供电（预案所列：供电、供水、供气等单位）\n电话 95598\n值班 24小时"
        )
        await pilot.resize_terminal(120, 36)
        await press(pilot, "pageup")
        assert listed(pilot)[0] == "王强 支队长 市公安局 13800000000、63765110 "
        assert said(pilot).startswith("王强 支队长 市公安局（预案所列单位）")


async def test_a_file_is_shown_before_it_is_taken_in(post: OpenPost, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(FILE, encoding="gb18030")
    async with post() as pilot:
        contacts = pilot.app.desk.contacts
        contacts.keep(WANG)
        await press(pilot, "t", "f5")
        await answer(pilot, "没有.csv")
        await pilot.pause(0.1)
        assert "没有.csv”这个文件" in notices(pilot)[-1]
        await press(pilot, "f5")
        await answer(pilot, f"'{file}'")
        await until(pilot, ContactImport)
        assert said(pilot, "counts") == (
            "a.csv：新增 1 人，更新 1 人，没有变化 0 人，有问题 1 行（不导入）"
        )
        assert [line.split()[:3] for line in listed(pilot)] == [
            ["4", "有问题", "赵六"],
            ["2", "更新", "王强"],
            ["3", "新增", "张敏"],
        ]
        assert "号码“12O”不是电话号码" in said(pilot, "row")
        await press(pilot, "escape")
        assert len(contacts.search("")) == 1

        await press(pilot, "f5", "enter")
        await until(pilot, ContactImport)
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, ContactsScreen)
        assert [person.phones for person in contacts.search("")] == [("110",), ("120",)]
        assert "有问题的 1 行没有导入" in notices(pilot)[-1]

        await press(pilot, "f6")
        await answer(pilot, str(tmp_path / "b.xlsx"))
        await pilot.pause(0.5)
        assert contacts.preview_import(tmp_path / "b.xlsx").same == 2
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, AskWords)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_a_form_picks_a_person_or_takes_the_words(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.contacts.keep(WANG)
        pilot.app.desk.contacts.keep(LI)
        found: list[object] = []

        async def pick(*keys: str, initial: str = "") -> object:
            pilot.app.push_screen(PickContact(pilot.app.desk, "组长", initial), found.append)
            await learned(pilot)
            await press(pilot, *keys)
            return found[-1]

        assert await pick("down", "enter") == pilot.app.desk.contacts.search("李雷")[0]
        assert await pick("enter", initial="wq") == pilot.app.desk.contacts.search("王强")[0]
        assert await pick(*"王五", "enter") == "王五"
        assert await pick("f9", initial="王") == "王"
        assert await pick("f9", "enter") == pilot.app.desk.contacts.search("王强")[0]
        assert await pick("escape", initial="王") is None


async def test_what_was_typed_is_kept_and_offered_again(post: OpenPost, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    drafts = Drafts(tmp_path / "data" / "drafts")
    drafts.save("contact:", {"name": "王强", "phones": "110"}, START)
    drafts.close()
    async with post() as pilot:
        await pilot.pause(0.2)
        assert "通讯录" in listed(pilot)[0]
        await press(pilot, "enter")
        await until(pilot, ContactEdit)
        assert (value(pilot, "name"), value(pilot, "phones")) == ("王强", "110")
        await press(pilot, "escape")
        await press(pilot, "t", "f9")
        assert value(pilot, "name") == "王强"
        await press(pilot, "f9", "f9")
        assert [person.name for person in pilot.app.desk.contacts.search("")] == ["王强"]


async def test_hostile_words_are_harmless(post: OpenPost, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = ["姓名,备注", *(f"x{n},{words}" for n, words in enumerate(bundled(HOSTILE)))]
    file.write_text(
        "\n".join(rows).translate({ord('"'): None, 0: None}), encoding="utf-8", errors="replace"
    )
    async with post() as pilot:
        contacts = pilot.app.desk.contacts
        for words in bundled(HOSTILE, most=15):
            pilot.app.push_screen(ContactEdit(pilot.app.desk))
            await pilot.pause()
            for code in ("name", "post", "org", "hours", "note"):
                pilot.app.screen.query_one(f"#{code}", TextField).fill(words)
            await press(pilot, "f9")
            assert faults(pilot) == []
            await press(pilot, "escape")
        await press(pilot, "t", "down")
        assert faults(pilot) == []
        pilot.app.push_screen(PickContact(pilot.app.desk, bundled(HOSTILE)[0]))
        await press(pilot, "down")
        assert faults(pilot) == []
        await press(pilot, "escape")
        pilot.app.push_screen(ContactImport(pilot.app.desk, contacts.preview_import(file)))
        await press(pilot, "down", "f9")
        assert faults(pilot) == []


ASKED = """单位,姓名,电话
供电,王强,2367891234
,李敏,63765110（24小时）
供水,赵平,1067891234
合计,3人,
"""


async def test_what_is_doubtful_is_told_by_the_officer(post: OpenPost, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(ASKED, encoding="gb18030")
    async with post() as pilot:
        contacts = pilot.app.desk.contacts
        await press(pilot, "t", "f5")
        await answer(pilot, str(file))
        await until(pilot, ContactImport)
        assert [line.split()[:2] for line in listed(pilot)] == [
            ["2", "待定"],
            ["4", "待定"],
            ["5", "有问题"],
            ["3", "留意"],
            ["3", "留意"],
            ["3", "新增"],
        ]
        assert "待定 2 处（没有定的不导入）" in said(pilot, "counts")
        assert "是 023-67891234 吗？" in said(pilot, "row")
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, Menu)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ContactImport)
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "n")
        assert sum("待定" in line for line in listed(pilot)) == 1
        assert sum("新增" in line for line in listed(pilot)) == 2
        await press(pilot, "enter", "down", "enter")
        assert "待定" not in said(pilot, "counts")
        assert sum("已定" in line for line in listed(pilot)) == 2
        await press(pilot, "f9")
        assert [person.phones for person in contacts.search("")] == [
            ("023-67891234",),
            ("63765110",),
            ("1067891234",),
        ]


async def test_questions_of_one_kind_are_told_at_once_or_left(
    post: OpenPost, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(ASKED, encoding="utf-8")
    async with post() as pilot:
        await press(pilot, "t", "f5")
        await answer(pilot, str(file))
        await until(pilot, ContactImport)
        await press(pilot, "end", "f8", "enter")
        assert isinstance(pilot.app.screen, ContactImport)
        await press(pilot, "home", "enter", "enter", "y")
        assert sum("新增" in line for line in listed(pilot)) == 3
        await press(pilot, "escape", "f5", "enter")
        await until(pilot, ContactImport)
        await press(pilot, "f9")
        assert "待定的 2 处没有导入" in notices(pilot)[-1]
