"""家属 and 转介 by keys: written, promised, done, taken back, sought, referred."""

from cqcmd.desk.measures.forms import FamilyForm, PledgeForm, ReferralForm
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.measures.aftermath import AftermathScreen
from cqcmd.screens.measures.families import FamiliesScreen
from cqcmd.screens.measures.family_forms import FamilyEdit, PledgeEdit
from cqcmd.screens.measures.referral_form import ReferralEdit
from cqcmd.screens.measures.referrals import ReferralsScreen
from cqcmd.views.aftermath import FamilyView
from tests.screens.conftest import OpenPost
from tests.screens.measures.test_aftermath import lines, opened
from tests.support.hostile import HOSTILE
from tests.support.pilots import PostPilot, notices, press, terminal_lines

LIU = FamilyForm(casualty="刘强", harm="死亡")


def only(pilot: PostPilot, ident: str) -> FamilyView:
    (family,) = pilot.app.desk.families.shown(ident)
    return family


def shows(pilot: PostPilot, words: str) -> bool:
    return any(words in line for line in terminal_lines(pilot))


async def test_a_family_is_written_promised_to_and_kept_by_keys(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        await press(pilot, "f", "f9")
        pilot.screen(FamilyEdit)
        await press(pilot, *"刘强", "enter", *"死亡", "enter", *"王芳", "f9")
        pilot.screen(FamiliesScreen)
        assert (only(pilot, ident).casualty, only(pilot, ident).kin) == ("刘强", "王芳")
        await press(pilot, "f8")
        pilot.screen(PledgeEdit)
        await press(pilot, *"安排住宿", "enter", *"民政局", "enter", *"18:00", "f9")
        assert shows(pilot, "18:00 前")
        await press(pilot, "down", "space")
        pilot.screen(AskWords)
        await press(pilot, *"已住下", "enter")
        assert only(pilot, ident).promises[0].done == "已住下 李敏"
        await press(pilot, "space")
        assert "已经办了" in notices(pilot)[-1]
        await press(pilot, "backspace")
        assert only(pilot, ident).promises[0].done_at is None


async def test_one_overdue_says_so_here_and_in_the_room(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        desk = pilot.app.desk
        liu = desk.families.keep(ident, LIU)
        desk.families.promise(ident, liu, PledgeForm(text="安排住宿", due=desk.clock.now()))
        pilot.clock.advance(hours=1)
        pilot.front.reload()
        await pilot.pause()
        assert shows(pilot, "承诺 1 项，未办 1 项，逾期 1 项")
        assert any("刘强家属：安排住宿" in line for line in lines(pilot))
        await press(pilot, "down", "down", "down", "down", "space")
        assert "按回车打开" in notices(pilot)[-1]
        await press(pilot, "enter")
        pilot.screen(FamiliesScreen)
        assert shows(pilot, "逾期")
        assert pilot.front.clause_here() == "5.1"


async def test_what_is_owed_keeps_a_family_on_the_list(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        desk = pilot.app.desk
        liu = desk.families.keep(ident, LIU)
        desk.families.promise(ident, liu, PledgeForm(text="安排住宿"))
        await press(pilot, "f", "delete")
        pilot.screen(AskReason)
        await press(pilot, "1")
        assert "还有 1 项承诺没有办" in notices(pilot)[-1]
        await press(pilot, "down", "delete", "1")
        assert only(pilot, ident).promises == ()
        await press(pilot, "home", "delete", "1")
        assert desk.families.shown(ident) == ()
        await press(pilot, "space", "f8")
        assert "先按 F9 登记家属" in notices(pilot)[-1]


async def test_a_service_is_sought_referred_to_and_done(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        liu = pilot.app.desk.families.keep(ident, LIU)
        await press(pilot, "f", "t")
        pilot.screen(ReferralsScreen)
        await press(pilot, *"身后", "f9")
        form = pilot.screen(ReferralEdit)
        assert form.text("family") == liu
        await press(pilot, *"赵科", "f9")
        assert [one.name for one in only(pilot, ident).referrals] == ["公民身后"]
        assert shows(pilot, "已转介 14:05 刘强家属 赵科 李敏记")
        await press(pilot, "f8")
        pilot.screen(ReferralEdit)
        await press(pilot, "f9")
        assert only(pilot, ident).referrals[0].state == "done"
        await press(pilot, "f8")
        assert "没有还没办的转介" in notices(pilot)[-1]
        await press(pilot, "ctrl+u", "backspace")
        assert only(pilot, ident).referrals[0].state == "made"
        await press(pilot, *"身后", "delete")
        pilot.screen(AskReason)
        await press(pilot, "3")
        assert only(pilot, ident).referrals == ()


async def test_digits_are_sought_and_f_keys_change_rooms(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, "t", "5")
        assert isinstance(pilot.app.screen, ReferralsScreen)
        await press(pilot, "f7")
        assert isinstance(pilot.app.screen, AftermathScreen)


async def test_what_is_not_there_says_what_to_do(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, "t", *"办证", "f9", "f8", "delete")
        assert isinstance(pilot.app.screen, ReferralsScreen)
        assert shows(pilot, "没有这样的事项")


async def test_hostile_words_are_harmless(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        ident = await opened(pilot)
        desk = pilot.app.desk
        liu = desk.families.keep(ident, LIU)
        for text in filter(str.strip, HOSTILE):
            desk.families.keep(ident, FamilyForm(casualty="刘强", kin=text, words=text), liu)
            desk.families.promise(ident, liu, PledgeForm(text=text, owner=text))
            desk.referrals.search(ident, text)
        desk.referrals.refer(ident, ReferralForm(service="优化提升8", who=HOSTILE[0]))
        await press(pilot, "f", "down", "end", "t", "escape", "escape", "f6")
        assert all("\x1b" not in line for line in terminal_lines(pilot))
