"""评估报告 (5.2): composed of the record, signed by version, delivered with who and when."""

from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.desk import Desk
from cqcmd.desk.log import lines
from cqcmd.desk.reports.forms import Issued, IssueForm
from cqcmd.errors import BadInput
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.state import Incident
from cqcmd.views.debrief import LessonView
from tests.desk.calls import TANK, report, take
from tests.desk.debrief.test_assessment_owed import ended, owed
from tests.desk.test_response import step


@pytest.fixture
def ident(desk: Desk, clock: FixedClock) -> str:
    """An accident whose response has ended."""
    return ended(desk, clock)


def sign(desk: Desk, ident: str, **more: object) -> Issued:
    written = desk.review.assessment
    draft = written.composer.draft(ident, "assessment")
    values: dict[str, object] = {
        "stage": "assessment",
        "title": draft.title,
        "body": draft.body,
        "signer": "王局长",
        "base": len(written.issued.every(ident)),
    }
    return written.issue(ident, IssueForm(**(values | more)))  # type: ignore[arg-type]


def deliver(desk: Desk, ident: str, document: str, org: str, person: str = "周建国") -> None:
    now = desk.clock.now()
    desk.review.assessment.deliver(ident, document, org, person, "机要", now, "")


def words(desk: Desk, ident: str) -> dict[str, str]:
    found = desk.review.assessment.composer.elements(ident, "assessment")
    return {element.name: element.words for element in found}


def tasks(desk: Desk, ident: str) -> dict[str, str]:
    return {task.code: task.state for task in desk.tasks.aftermath(ident)}


def test_the_draft_tells_the_accident_its_reports_and_its_response(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=42)
    report(desk, ident, "city_regulator", "phone")
    step(desk, ident, "started", "IV")
    clock.advance(hours=1)
    step(desk, ident, "ended")
    draft = desk.review.assessment.composer.draft(ident, "assessment")
    assert draft.title == "关于长江化工容器事故应急评估的报告"
    assert draft.to == ("渝中区人民政府", "重庆市市场监督管理局")
    assert draft.copies == ()
    paragraphs = draft.body.split("\n")
    assert paragraphs[0] == "应急响应已经终止。现将事故应急评估情况报告如下："
    assert [line.partition("。")[0] for line in paragraphs[1:]] == [
        "一、基本情况",
        "二、经过和伤亡损失",
        "三、等级和原因",
        "四、处置措施",
        "五、信息报告情况",
        "六、应急响应情况",
        "七、措施落实情况",
        "八、经验教训",
        "九、评估结论",
    ]
    said = words(desk, ident)
    assert "电话市市监局迟报12分（应于14时35分前，14时47分报）" in said["应报和实报"]
    assert "14时47分启动IV级（低于预案）" in said["响应经过"]
    assert said["结论和建议"] == "待核"
    assert "李敏" not in draft.body, "who is on duty is no matter of an assessment"


def test_lessons_stand_in_it_with_owner_and_date(desk: Desk, ident: str) -> None:
    lesson = LessonView("", "警戒区过小", "", "按风向划", "李敏", "2026-12-31", own=True)
    desk.review.of(ident).keep_lesson(lesson)
    said = words(desk, ident)["问题和改进"]
    assert "警戒区过小，改进措施按风向划，责任人李敏，期限2026-12-31" in said


def test_no_second_that_passes_makes_other_words(desk: Desk, ident: str, clock: FixedClock) -> None:
    clock.advance(hours=2)
    before = words(desk, ident)
    clock.advance(minutes=7)
    assert words(desk, ident) == before


def test_the_text_as_signed_is_entered_with_its_hash(desk: Desk, ident: str) -> None:
    body = desk.review.assessment.composer.draft(ident, "assessment").body
    signed = sign(desk, ident, body=body.replace("待核", "处置得当"), number="渝中市监〔2026〕8号")
    assert signed.report.digest == sha256(signed.report.body.encode()).hexdigest()
    assert signed.report.signer == "王局长"
    line = next(line for line in reversed(desk.log(ident)) if line.kind == "assessed")
    assert line.kind_name == "签发评估"
    assert line.words.startswith("第1版《关于长江化工容器事故应急评估的报告》 渝中市监〔2026〕8号")
    assert line.clause == "5.2"


def test_it_is_made_as_word_in_the_layout_of_reports(desk: Desk, ident: str) -> None:
    signed = sign(desk, ident)
    paper = desk.review.assessment.paper(signed.report)
    assert paper.word is not None
    document = ZipFile(BytesIO(paper.word())).read("word/document.xml").decode()
    for said in (
        "关于长江化工容器事故应急评估的报告",
        "九、评估结论。",
        "渝中区人民政府、重庆市市场监督管理局",
    ):
        assert said in document
    assert "王局长" in document


def test_a_draft_lies_on_disk_in_word_marked_as_one(desk: Desk, ident: str) -> None:
    written = desk.review.assessment
    name = written.save_draft(written.composer.draft(ident, "assessment"), {})
    assert name.endswith(".docx")
    assert "应急评估" in name
    assert (desk.papers.folder / name).is_file()


def test_while_a_response_goes_on_it_is_not_signed(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    before = len(desk.log(ident))
    with pytest.raises(BadInput, match="III级响应还在进行"):
        sign(desk, ident)
    assert len(desk.log(ident)) == before


@pytest.mark.parametrize("field", ["title", "body", "signer"])
def test_what_is_lacking_is_said_at_its_field(desk: Desk, ident: str, field: str) -> None:
    with pytest.raises(BadInput) as caught:
        sign(desk, ident, **{field: " "})
    assert caught.value.field == field


def test_two_terminals_do_not_sign_the_same_version(desk: Desk, ident: str) -> None:
    sign(desk, ident)
    with pytest.raises(BadInput, match="已签发第1版"):
        sign(desk, ident, base=0)


def test_delivery_is_recorded_with_who_and_when_and_ends_what_is_owed(
    desk: Desk, ident: str, clock: FixedClock
) -> None:
    signed = sign(desk, ident)
    clock.advance(hours=20)
    debt = owed(desk, ident)
    assert debt is not None
    assert debt.words == "未送 区县政府、市市监局"
    deliver(desk, ident, signed.entry, "district_government")
    debt = owed(desk, ident)
    assert debt is not None
    assert debt.words == "未送 市市监局"
    deliver(desk, ident, signed.entry, "city_regulator", "陈平")
    assert owed(desk, ident) is None
    had = desk.review.assessment.issued.one(ident, signed.entry).copied
    assert had == "区县政府 11:05 周建国（机要）；市市监局 11:05 陈平（机要）"


def test_the_items_of_the_aftermath_go_with_it(desk: Desk, ident: str) -> None:
    assert tasks(desk, ident)["assessment"] == "open"
    signed = sign(desk, ident)
    assert tasks(desk, ident)["assessment"] == "begun"
    deliver(desk, ident, signed.entry, "district_government")
    assert tasks(desk, ident)["assessment_report"] == "begun"
    deliver(desk, ident, signed.entry, "city_regulator")
    found = tasks(desk, ident)
    assert (found["assessment"], found["assessment_report"]) == ("finished", "finished")
    assert found["recovery"] == "open", "nobody said anything of it"


def test_one_slip_takes_the_signature_and_what_went_with_it_back(desk: Desk, ident: str) -> None:
    sign(desk, ident)
    desk.logbook.undo(ident)
    assert desk.review.assessment.issued.every(ident) == ()
    assert tasks(desk, ident)["assessment"] == "open"


def test_it_is_delivered_once_and_to_somebody(desk: Desk, ident: str, clock: FixedClock) -> None:
    signed = sign(desk, ident)
    with pytest.raises(BadInput, match="签收人"):
        deliver(desk, ident, signed.entry, "city_regulator", " ")
    deliver(desk, ident, signed.entry, "city_regulator")
    with pytest.raises(BadInput, match="第1版已送到"):
        deliver(desk, ident, signed.entry, "city_regulator")
    with pytest.raises(BadInput, match="没有这一版"):
        deliver(desk, ident, "none", "city_regulator")
    at = clock.now()
    clock.advance(hours=2)
    with pytest.raises(NeedsReason):
        desk.review.assessment.deliver(
            ident, signed.entry, "district_government", "周建国", "", at, ""
        )


def test_a_death_on_the_ninth_day_makes_another_version_and_leaves_the_first(
    desk: Desk, ident: str, clock: FixedClock
) -> None:
    first = sign(desk, ident)
    for org in ("district_government", "city_regulator"):
        deliver(desk, ident, first.entry, org)
    assert desk.review.assessment.changed_since(ident) == ""
    clock.advance(hours=9 * 24)
    desk.facts.update(ident, {"deaths": "2"}, source="医院", at=clock.now())
    changed = desk.review.assessment.changed_since(ident)
    assert "死亡1人" in changed
    assert "死亡2人" in changed
    assert owed(desk, ident) is None, "the plan asks for no further version"
    second = sign(desk, ident)
    versions = desk.review.assessment.issued.every(ident)
    assert [one.report.title for one in versions] == [
        "关于长江化工容器事故应急评估的报告",
        "关于长江化工容器事故应急评估的报告（第2版）",
    ]
    assert versions[0].report == first.report, "also what an office's own form is filled with"
    assert "死亡1人" in versions[0].report.body
    assert "死亡2人" in versions[1].report.body
    debt = owed(desk, ident)
    assert debt is not None, "what was signed is to be handed in"
    assert debt.words == "未送 区县政府、市市监局"
    for org in ("district_government", "city_regulator"):
        deliver(desk, ident, second.entry, org)
    assert owed(desk, ident) is None


def test_a_station_that_owes_none_can_write_one_addressed_to_nobody(desk: Desk) -> None:
    ident = take(desk, TANK, deaths="12")
    step(desk, ident, "started", "II")
    step(desk, ident, "ended")
    draft = desk.review.assessment.composer.draft(ident, "assessment")
    assert draft.to == ()
    signed = sign(desk, ident)
    assert desk.review.assessment.issued.receivers(ident, signed.entry) == ()


def test_a_long_log_is_put_into_words_once_for_a_draft(
    desk: Desk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a draft costs: a sentence an entry, however many there are, and one Word file."""
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    for number in range(200):
        desk.logbook.note(ident, f"现场情况第{number}条")
    step(desk, ident, "ended")
    said: list[str] = []
    say = lines.say

    def counting(open_record: OpenRecord, incident: Incident | None, entry: Entry, now: Any) -> str:
        said.append(entry.id)
        return say(open_record, incident, entry, now)

    monkeypatch.setattr(lines, "say", counting)
    name = desk.review.assessment.put_draft(ident)
    assert (desk.papers.folder / name).is_file()
    assert len(said) > 200
    assert len(said) == len(set(said)), "no entry twice"


def test_no_draft_is_made_where_none_is_owed(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert desk.review.assessment.put_draft(ident) == ""
    assert not desk.papers.folder.exists()
