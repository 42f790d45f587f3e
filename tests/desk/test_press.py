"""新闻通稿: made of what is confirmed, kept as written, recorded as released (4.7)."""

from hashlib import sha256
from io import BytesIO

import pytest
from docx import Document

from cqcmd.clock import FixedClock
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.desk.papers.forms import ReleaseForm
from cqcmd.errors import BadInput
from tests.desk.calls import TANK, take
from tests.desk.test_papers import started

TOLD = {"press.2": "渝中区", "press.3": "原因正在调查"}


def form(clock: FixedClock, **changes: str) -> ReleaseForm:
    values = {"who": "王副区长", "post": "区政府", "channels": "区政府网站、微博"} | changes
    return ReleaseForm(**values, at=clock.now())  # type: ignore[arg-type]


def test_it_is_filled_from_what_is_confirmed(desk: Desk, clock: FixedClock) -> None:
    more = {"serious_injuries": "3-5", "missing": "?7", "occurred_at": "13:50"}
    ident = take(desk, TANK | more)
    started(desk, ident, clock)
    desk.tasks.advance(ident, "evacuation", "open")
    made = desk.press.release(ident)
    assert made.title == "关于渝中区压力容器事故的情况通报"
    assert list(made.body) == [
        "2026年7月25日13时50分，渝中区发生压力容器事故，初步判定为较大事故。",
        "截至2026年7月25日14时05分，事故造成1人死亡、3人重伤，伤亡情况仍在进一步核实。",
        "事故发生后，已启动III级应急响应，正在开展人员疏散。",
    ]
    for words in ("待核", "26-0001", "7人", "5人", "李明", "长江化工"):
        assert words not in made.text


def test_a_place_that_begins_with_its_district_names_it_once(desk: Desk) -> None:
    for place in ("渝中区民权路1号", "重庆市渝中区民权路1号", "民权路1号"):
        ident = take(desk, TANK | {"district": "渝中区", "place": place})
        (paragraph,) = desk.press.release(ident).body[:1]
        assert paragraph.count("渝中区") == 1, paragraph
        assert "民权路1号" in paragraph


def test_it_is_a_file_in_text_and_word_and_an_entry_with_its_exact_text(desk: Desk) -> None:
    ident = take(desk, TANK)
    made, path, entry = desk.press.issue(ident, TOLD, "情况通报")
    assert path.read_text("utf-8-sig") == made.text
    lines = [line.text for line in Document(str(path.with_suffix(".docx"))).paragraphs]
    assert [line for line in lines if line] == ["情况通报", *made.body, "2026年7月25日"]
    assert desk.press.one(ident, entry).paper.text == made.text
    digest = sha256(made.text.encode()).hexdigest()[:12]
    assert desk.log(ident)[-1].words == f"《情况通报》已成文：{path.name} 校验码 {digest}"


def test_it_is_read_again_as_it_was_written(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    made, _path, entry = desk.press.issue(ident, TOLD)
    clock.advance(minutes=200)
    again = desk.press.one(ident, entry).paper
    assert (again.text, again.body) == (made.text, made.body)
    assert again.word is not None
    assert Document(BytesIO(again.word())).paragraphs[0].text == made.title


def test_who_authorised_it_and_the_channels_are_recorded(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    entry = desk.press.issue(ident, TOLD)[2]
    desk.press.released(ident, entry, form(clock))
    assert desk.log(ident)[-1].words == "经授权发布（王副区长：区政府）：区政府网站、微博"
    clock.advance(minutes=5)
    desk.press.released(ident, entry, form(clock, channels="新闻发布会"))
    assert desk.press.one(ident, entry).released == (
        "14:05 区政府网站、微博（王副区长授权）",
        "14:10 新闻发布会（王副区长授权）",
    )


@pytest.mark.parametrize(
    ("changes", "said", "field"),
    [
        ({"who": " "}, "请填授权人；新闻通稿经政府授权后发布（4.7）", "who"),
        ({"who": "110"}, "不像姓名", "who"),
        ({"channels": " 、"}, "请填发布渠道", "channels"),
        ({"channels": "微博"}, "微博在 14:05 已记过发布", "channels"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_is_written(
    desk: Desk, clock: FixedClock, changes: dict[str, str], said: str, field: str
) -> None:
    ident = take(desk, TANK)
    entry = desk.press.issue(ident, TOLD)[2]
    desk.press.released(ident, entry, form(clock))
    before = len(desk.log(ident))
    with pytest.raises(BadInput, match=said) as refused:
        desk.press.released(ident, entry, form(clock, **changes))
    assert refused.value.field == field
    assert len(desk.log(ident)) == before


def test_a_release_that_is_not_there_or_void_is_not_released(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    entry = desk.press.issue(ident, TOLD)[2]
    desk.logbook.strike(ident, entry, "误写")
    for document in (entry, "x"):
        with pytest.raises(BadInput, match="没有这份通稿"):
            desk.press.released(ident, document, form(clock))


def test_one_recorded_long_after_wants_a_reason(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    entry = desk.press.issue(ident, TOLD)[2]
    late = form(clock)
    clock.advance(minutes=40)
    with pytest.raises(NeedsReason):
        desk.press.released(ident, entry, late)
    desk.press.released(ident, entry, late, "忙于处置")


@pytest.mark.parametrize(
    ("texts", "title", "said", "field"),
    [
        ({"press.2": " "}, "", "一项也没有填", ""),
        ({"press.5": "死亡人数待核"}, "", "“伤亡情况”里有内部用语“待核”", "press.5"),
        ({"press.2": "渝中区"}, "26-0001 情况通报", "“标题”里有内部用语“26-0001”", "title"),
    ],
)
def test_what_is_ours_alone_is_not_written_for_the_public(
    desk: Desk, texts: dict[str, str], title: str, said: str, field: str
) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match=said) as refused:
        desk.press.issue(ident, texts, title)
    assert refused.value.field == field
    assert not desk.papers.folder.exists() or not list(desk.papers.folder.iterdir())
