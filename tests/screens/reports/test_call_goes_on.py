"""电话报告 that is left and opened again goes on: the sentences read, the call's beginning."""

from datetime import timedelta

import pytest

from cqcmd.desk.contacts.forms import ContactForm
from cqcmd.desk.intake.forms import typed_in
from cqcmd.screens.contacts.pick import PickContact
from cqcmd.screens.reports.call_so_far import CallSoFar, so_far
from cqcmd.screens.reports.phone_call import PhoneCall
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.phone_script import PhoneScript
from tests.screens.common.test_recovery import offered
from tests.screens.conftest import START, OpenPost
from tests.screens.test_key_manners import at_work
from tests.support.pilots import PostPilot, press


def spoken(pilot: PostPilot) -> PhoneScript:
    return pilot.screen(PhoneCall).query_one(PhoneScript)


def dialled(pilot: PostPilot) -> str:
    return pilot.screen(PhoneCall).query_one("#dial", Lines).words


@pytest.mark.parametrize("away", ["escape", "f4"])
async def test_what_was_read_stands_when_the_call_is_opened_again(
    post: OpenPost, away: str
) -> None:
    async with post() as pilot:
        await at_work(pilot)
        await press(pilot, "f9", "right", "down", "left", "down", "right")
        read, left = spoken(pilot).read_words, spoken(pilot).left_out
        assert (len(read), len(left)) == (2, 1)
        pilot.clock.advance(minutes=3)
        await press(pilot, away)
        await press(pilot, *([] if away == "escape" else ["f2"]))
        assert isinstance(pilot.app.screen, SituationScreen)
        await press(pilot, "f9")
        assert (spoken(pilot).read_words, spoken(pilot).left_out) == (read, left)
        assert "通话 00:03:0" in dialled(pilot)
        marks = [spoken(pilot).mark(sentence).words for sentence in spoken(pilot).said]
        assert marks.count("已读") == 2


async def test_what_was_read_outlives_the_program(post: OpenPost) -> None:
    async with post() as pilot:
        await at_work(pilot)
        await press(pilot, "f9", "right")
        read = spoken(pilot).read_words
        pilot.screen(PhoneCall).keep_draft()
    async with post() as pilot:
        assert await offered(pilot)
        await press(pilot, "enter")
        assert spoken(pilot).read_words == read


async def test_a_call_only_looked_at_leaves_no_draft(post: OpenPost) -> None:
    async with post() as pilot:
        await at_work(pilot)
        await press(pilot, "f9")
        assert pilot.screen(PhoneCall).typed() == {}


def test_how_far_it_has_got_is_read_as_it_was_written_and_is_not_counted_as_typed() -> None:
    read = {"phone.1": "26-0001  长江化工\n爆炸"}
    call = CallSoFar(START, START + timedelta(minutes=2), read, ("a", "b"))
    later = START + timedelta(hours=1)
    assert so_far(call.written(), later) == call
    assert so_far({"call_begun": "x", "call_read": "["}, later) == CallSoFar(later, None, {}, ())
    assert typed_in(call.written() | {"person": "李明"}) == {"person": "李明"}


async def test_who_is_not_reached_is_noted_and_somebody_else_found(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.contacts.keep(
            ContactForm(name="周值班", org="渝中区人民政府", phones="63760000")
        )
        await at_work(pilot)
        await press(pilot, "f9")
        tried = pilot.screen(PhoneCall).text("number")
        await press(pilot, "ctrl+e")
        pilot.screen(PickContact)
        await press(pilot, "enter")
        form = pilot.screen(PhoneCall)
        assert (form.text("person"), form.text("number")) == ("周值班", "63760000")
        assert form.text("remark") == (f"先拨 {tried} 未打通" if tried else "")
        assert "拨 63760000" in dialled(pilot)
