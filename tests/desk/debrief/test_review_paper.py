"""复盘材料: all that a review of a real incident tells, as text and in Word."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.text import cells
from cqcmd.views.debrief import LessonView
from tests.desk.calls import TANK, report, take
from tests.desk.test_response import step
from tests.support.hostile import MARKUP

PARTS = (
    "一、基本情况",
    "二、经过",
    "三、报告逐项",
    "四、响应和预案对照",
    "五、措施",
    "六、几点得知了什么",
    "七、问题和改进",
    "八、逐条经过",
)


@pytest.fixture
def ident(desk: Desk, clock: FixedClock) -> str:
    """Reported late, started too low, and ended."""
    ident = take(desk, TANK)
    clock.advance(minutes=42)
    report(desk, ident, "city_regulator", "phone")
    step(desk, ident, "started", "IV", words="人手不足")
    clock.advance(hours=1)
    step(desk, ident, "ended")
    return ident


def word_of(desk: Desk, ident: str) -> str:
    paper = desk.review.paper(ident)
    assert paper.word is not None
    return ZipFile(BytesIO(paper.word())).read("word/document.xml").decode()


def test_it_tells_every_part_in_order(desk: Desk, ident: str) -> None:
    text = desk.review.paper(ident).text
    places = [text.index(f"\n{part}\n") for part in PARTS]
    assert places == sorted(places)
    assert "事件复盘材料：长江化工 容器 储罐爆炸 1死3重伤" in text
    assert "不是评估报告" in text
    assert "迟报  电话 市市监局  14:35  14:47  迟 12分" in text
    assert "低于预案  启动IV级" in text
    assert "图例：" in text


def test_the_word_file_has_the_picture_and_the_same_parts(desk: Desk, ident: str) -> None:
    document = word_of(desk, ident)
    for words in (*PARTS, "电话 市市监局", "低于预案", "图例：", "▲"):
        assert words in document
    assert "演练" not in document
    assert "期望" not in document, "that is of drills"


def test_no_line_of_the_text_is_wider_than_a_page(desk: Desk, ident: str) -> None:
    assert max(cells(line) for line in desk.review.paper(ident).text.splitlines()) <= 56


def test_an_empty_incident_says_that_there_is_nothing(desk: Desk) -> None:
    text = desk.review.paper(take(desk, {"summary": "不清楚"})).text
    assert "五、措施\n没有记录。" in text
    assert "演练" not in text


@pytest.mark.parametrize("words", MARKUP)
def test_what_people_wrote_is_words_on_it(desk: Desk, ident: str, words: str) -> None:
    desk.review.of(ident).keep_lesson(LessonView("", words, "", words, words, "", own=True))
    desk.logbook.note(ident, words)
    assert word_of(desk, ident)
    assert desk.review.paper(ident).text


def test_no_day_on_it_is_told_by_the_day_it_was_made_on(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK, occurred_at="昨天 23:50")
    desk.logbook.promise(ident, "给家属送饭", clock.now() + timedelta(days=1))
    text = desk.review.paper(ident).text.replace("\n", "").replace(" ", "")
    assert "事发时间2026-07-2423:50" in text
    assert "2026-07-2614:05" in text
    assert not [day for day in ("昨天", "今天", "明天") if day in text]
