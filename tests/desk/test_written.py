"""Written reports (4.1.2, 4.1.3): composed, signed, delivered, copied, each its own entry."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.papers.word_template import TEMPLATE
from cqcmd.desk.reports.forms import Issued, IssueForm
from cqcmd.documents.report.content import WrittenReport
from cqcmd.errors import BadInput
from cqcmd.incident.events.incident import Stage
from tests.desk.calls import TANK, report, states, take
from tests.desk.test_response import step
from tests.support.hostile import HOSTILE


def issue(desk: Desk, ident: str, stage: Stage = "initial", **more: object) -> Issued:
    draft = desk.written.composer.draft(ident, stage)
    values: dict[str, object] = {
        "stage": stage,
        "title": draft.title,
        "body": draft.body,
        "signer": "王局长",
        "base": len(desk.written.issued.every(ident)),
    }
    return desk.written.issue(ident, IssueForm(**(values | more)))  # type: ignore[arg-type]


def test_every_element_of_the_plan_is_composed_unknown_ones_as_to_be_verified(desk: Desk) -> None:
    ident = take(desk, TANK)
    found = desk.written.composer.elements(ident, "initial")
    assert len(found) == 13
    words = {element.name: element.words for element in found}
    assert words["单位概况"] == "长江化工"
    assert words["特种设备种类"] == "压力容器（含气瓶）"
    assert words["已经造成或者可能造成的伤亡和涉险人数"] == "死亡1人，重伤3人"
    assert words["初判的事故等级"] == (
        "初判为较大事故，依据1.5.3“锅炉、压力容器、压力管道爆炸的”（爆炸）"
    )
    assert words["现场情况"] == "待核，爆炸情形：爆炸"
    assert words["事故原因"] == "待核"
    assert words["报告人姓名"] == "李敏"
    body = desk.written.composer.draft(ident, "initial").body
    for other in found:
        assert other.name in body, other.name


def test_a_place_that_begins_with_its_district_names_it_once(desk: Desk) -> None:
    ident = take(desk, TANK | {"district": "渝中区", "place": "渝中区民权路1号"})
    draft = desk.written.composer.draft(ident, "initial")
    assert "地点：渝中区民权路1号" in draft.body


def test_what_is_only_possible_is_said_as_possible(desk: Desk) -> None:
    ident = take(desk, TANK, serious_injuries="3-12", missing="2")
    words = {
        element.name: element.words for element in desk.written.composer.elements(ident, "initial")
    }
    assert "重伤确认3人，可能12人" in words["已经造成或者可能造成的伤亡和涉险人数"]
    assert "失踪2人" in words["已经造成或者可能造成的伤亡和涉险人数"]


def measures(desk: Desk, ident: str) -> str:
    elements = desk.written.composer.elements(ident, "initial")
    return next(element.words for element in elements if element.name == "已采取的措施")


def test_measures_and_response_are_told_from_the_record(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    assert measures(desk, ident) == "待核"
    desk.tasks.advance(ident, "medical.1", "open")
    assert measures(desk, ident) == "已做部分步骤医疗救治（14时05分）"
    step(desk, ident, "started", "III")
    desk.tasks.advance(ident, "evacuation", "open")
    begun = "已启动III级应急响应；正在进行人员疏散（14时05分开始）"
    assert measures(desk, ident).startswith(begun)
    clock.advance(minutes=20)
    desk.tasks.advance(ident, "evacuation", "begun")
    done = "已启动III级应急响应；已完成人员疏散（14时05分开始，14时25分完成）"
    assert measures(desk, ident).startswith(done)
    clock.advance(hours=24)
    told = measures(desk, ident)
    assert told.startswith(done)
    desk.tasks.advance(ident, "traffic", "open")
    assert "正在进行交通疏导（2026年7月26日14时25分开始）" in measures(desk, ident)


def test_what_a_person_wrote_of_the_measures_stands_first_and_is_kept(desk: Desk) -> None:
    ident, now = take(desk, TANK), desk.clock.now()
    desk.facts.update(ident, {"measures": "关闭进料阀"}, source="赵队长", at=now)
    desk.tasks.advance(ident, "evacuation", "open")
    assert measures(desk, ident) == "关闭进料阀；正在进行人员疏散（14时05分开始）"
    [shown] = [word for word in desk.situation(ident).words if word.code == "measures"]
    assert (shown.text, shown.words) == ("关闭进料阀", measures(desk, ident))
    assert (shown.source, shown.at) == ("赵队长", now)
    desk.facts.clear(ident, "measures", "")
    assert measures(desk, ident) == "正在进行人员疏散（14时05分开始）"


def test_a_measure_that_is_opened_again_or_not_needed_is_not_told(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.tasks.advance(ident, "evacuation", "open")
    desk.tasks.reopen(ident, "evacuation")
    desk.tasks.not_needed(ident, "traffic", "厂区内")
    assert measures(desk, ident) == "待核"


def test_what_is_deleted_from_the_text_is_named_as_missing(desk: Desk) -> None:
    ident = take(desk, TANK)
    body = desk.written.composer.draft(ident, "initial").body
    assert "事故原因" in desk.written.composer.missing(ident, "initial", body)
    assert "特种设备种类" not in desk.written.composer.missing(ident, "initial", body)
    cut = "\n".join(line for line in body.splitlines() if "特种设备种类" not in line)
    assert "特种设备种类" in desk.written.composer.missing(ident, "initial", cut)


def test_issuing_enters_the_exact_text_its_hash_and_the_head_of_the_chain(desk: Desk) -> None:
    ident = take(desk, TANK)
    head = desk.backups.verify().words
    issued = issue(desk, ident, body="甲\n乙", number="渝中市监〔2026〕1号")
    assert issued.report.body == "甲\n乙"
    assert issued.report.digest == sha256("甲\n乙".encode()).hexdigest()
    assert issued.report.head
    assert issued.report.head in head
    assert issued.report.number == "渝中市监〔2026〕1号"
    assert desk.log(ident)[-1].kind == "issued"
    assert issued.report.digest[:12] in desk.log(ident)[-1].words


def test_issuing_meets_no_duty_delivering_does(desk: Desk) -> None:
    ident = take(desk, TANK)
    issued = issue(desk, ident)
    assert states(desk, ident)["书面 区县政府"] == "running"
    report(desk, ident, "district_government", "written", document=issued.entry)
    assert states(desk, ident)["书面 区县政府"] == "met"
    assert states(desk, ident)["书面 市市监局"] == "running"
    assert desk.written.issued.lines(ident)[0].delivered == "区县政府"


def test_a_follow_up_shows_only_what_changed(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    issue(desk, ident)
    clock.advance(hours=2)
    desk.facts.update(ident, {"deaths": "2"}, source="医院", at=clock.now())
    assert desk.written.composer.stage(ident) == "follow_up"
    draft = desk.written.composer.draft(ident, "follow_up")
    assert draft.title.endswith("（续报1）")
    assert "死亡" in draft.body
    assert "2人" in draft.body
    assert "特种设备种类" not in draft.body
    assert "联系电话" not in draft.body
    issue(desk, ident, "follow_up")
    assert "没有变化" in desk.written.composer.draft(ident, "follow_up").body
    assert desk.written.composer.draft(ident, "follow_up").title.endswith("（续报2）")


def test_a_change_learned_while_the_text_stood_open_is_told_by_the_next_follow_up(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    composer = desk.written.composer
    told = composer.words(ident, "initial")
    clock.advance(minutes=10)
    desk.facts.update(ident, {"deaths": "3"}, source="医院", at=clock.now())
    assert "原“死亡1人，重伤3人”，现“死亡3人，重伤3人”" in composer.news(ident, "initial", told)
    issue(desk, ident, told=told)
    body = composer.draft(ident, "follow_up").body
    assert "死亡由1人变为3人" in body


def test_after_the_final_report_a_change_wants_a_follow_up(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    issue(desk, ident)
    step(desk, ident, "started", "III")
    step(desk, ident, "ended")
    clock.advance(hours=1)
    desk.facts.update(ident, {"deaths": "3"}, source="医院", at=clock.now())
    assert desk.written.composer.stage(ident) == "follow_up", "it has a time limit, the final none"
    issue(desk, ident, "follow_up")
    for receiver in ("district_government", "city_regulator"):
        clock.advance(minutes=1)
        report(desk, ident, receiver, "written", stage="follow_up")
    assert desk.written.composer.stage(ident) == "final"
    issue(desk, ident, "final")
    assert desk.written.composer.stage(ident) == "follow_up", "there is one final report"


def test_the_final_report_tells_the_response_that_ended(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    step(desk, ident, "ended")
    words = {
        element.name: element.words for element in desk.written.composer.elements(ident, "final")
    }
    told = "已启动III级应急响应，已于2026年7月25日14时05分终止"
    assert words["已采取的措施"] == told


def test_a_final_report_says_everything(desk: Desk) -> None:
    ident = take(desk, TANK)
    issue(desk, ident)
    step(desk, ident, "started", "III")
    step(desk, ident, "ended")
    assert desk.written.composer.stage(ident) == "final"
    body = desk.written.composer.draft(ident, "final").body
    assert all(element.name in body for element in desk.written.composer.elements(ident, "final"))


@pytest.mark.parametrize(
    ("more", "field"),
    [({"signer": " "}, "signer"), ({"body": "\n "}, "body"), ({"title": ""}, "title")],
)
def test_without_text_title_or_signer_nothing_is_issued(
    desk: Desk, more: dict[str, Any], field: str
) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput) as caught:
        issue(desk, ident, **more)
    assert caught.value.field == field
    assert desk.written.issued.every(ident) == ()


def test_the_second_of_two_who_sign_is_told_who_was_first(desk: Desk) -> None:
    ident = take(desk, TANK)
    issue(desk, ident)
    with pytest.raises(BadInput, match="李敏 在 14:05 已签发"):
        issue(desk, ident, base=0)
    assert len(desk.written.issued.every(ident)) == 1


def test_a_struck_call_signs_nothing(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.logbook.undo(ident)
    with pytest.raises(BadInput, match="接报已作废"):
        issue(desk, ident)
    desk.logbook.restore(ident, desk.log(ident)[0].entry)
    issued = issue(desk, ident)
    desk.logbook.strike(ident, desk.log(ident)[0].entry, "重报")
    now = desk.clock.now()
    with pytest.raises(BadInput, match="接报已作废"):
        desk.written.copied(ident, issued.entry, "city_emergency_bureau", "钱科", "", now, "")


def test_a_report_is_addressed_to_the_government_of_the_place(desk: Desk) -> None:
    ident = take(desk, TANK)
    report = issue(desk, ident).report
    assert report.to == ("渝中区人民政府", "重庆市市场监督管理局")


def test_whom_it_is_addressed_to_can_be_changed_and_is_kept(desk: Desk) -> None:
    ident = take(desk, TANK)
    draft = desk.written.composer.draft(ident, "initial")
    form = IssueForm(
        stage="initial",
        title=draft.title,
        body=draft.body,
        signer="王局",
        base=0,
        to=" 渝中区人民政府，市安委办、渝中区人民政府：",
    )
    issued = desk.written.issue(ident, form)
    assert issued.report.to == ("渝中区人民政府", "市安委办")
    assert "渝中区人民政府、市安委办：" in desk.written.paper(issued.report).text
    with pytest.raises(BadInput, match="请填主送机关，例如 渝中区人民政府") as refused:
        desk.written.issue(ident, replace(form, to=" 、", base=1))
    assert refused.value.field == "to"


def test_a_number_nobody_gave_is_a_blank_on_paper(desk: Desk) -> None:
    issued = issue(desk, take(desk, TANK))
    assert issued.report.number == ""
    assert desk.written.paper(issued.report).text.startswith("签发人：")


def test_a_paper_goes_first_to_whoever_waits_for_it(desk: Desk) -> None:
    ident = take(desk, TANK)
    issued = issue(desk, ident)
    receivers = desk.written.issued.receivers(ident, issued.entry)
    assert receivers == ("district_government", "city_regulator")
    report(desk, ident, "district_government", "written", document=issued.entry)
    assert desk.written.issued.receivers(ident, issued.entry)[0] == "city_regulator"
    assert states(desk, ident)["电话 区县政府"] == "running", "paper is no telephone call"


def test_the_copy_is_its_own_tick_once(desk: Desk) -> None:
    ident = take(desk, TANK)
    issued = issue(desk, ident)
    now = desk.clock.now()
    desk.written.copied(ident, issued.entry, "city_emergency_bureau", "钱科", "传真", now, "")
    assert desk.written.issued.one(ident, issued.entry).copied == "14:05 钱科"
    assert states(desk, ident)["书面 区县政府"] == "running", "a copy meets no duty"
    with pytest.raises(BadInput, match="已抄送：14:05 钱科，李敏记"):
        desk.written.copied(ident, issued.entry, "city_emergency_bureau", "孙", "", now, "")
    with pytest.raises(BadInput, match="请填签收人"):
        desk.written.copied(ident, issued.entry, "city_emergency_bureau", " ", "", now, "")
    with pytest.raises(BadInput, match="没有这份报告"):
        desk.written.copied(ident, "x", "city_emergency_bureau", "孙", "", now, "")


def test_hostile_words_stay_words(desk: Desk) -> None:
    ident = take(desk, TANK)
    for number, words in enumerate(HOSTILE):
        words = words[:900]
        issued = issue(desk, ident, title=f"标题{words}", body=f"正文{words}", signer=f"王{words}")
        assert "\x1b" not in issued.report.body + issued.report.title + issued.report.signer
        assert len(desk.written.issued.every(ident)) == number + 1


def test_a_text_too_long_to_be_entered_whole_is_refused(desk: Desk) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match="10000 字"):
        issue(desk, ident, body="字" * 10_001)
    assert issue(desk, ident, body="字" * 10_000).report.body == "字" * 10_000


def test_the_call_says_the_seven_elements_and_whom_to_call(desk: Desk) -> None:
    ident = take(desk, TANK)
    spoken = desk.written.composer.spoken(desk.written.composer.phone(ident, "district_government"))
    said = "".join(words for _code, _name, words, _missing in spoken)
    assert len(said) <= 130
    for part in ("渝中区", "长江化工", "压力容器", "储罐爆炸", "李敏", "待核"):
        assert part in said, part
    assert [name for _c, name, _w, missing in spoken if missing] == ["事故发生的时间", "联系电话"]


def cells(desk: Desk, report: WrittenReport) -> list[str]:
    """The cells of the office's own form, filled with a report."""
    paper = desk.written.paper(report)
    assert paper.word is not None
    [table] = Document(BytesIO(paper.word())).tables
    return [cell.text for row in table.rows for cell in row.cells]


def test_an_offices_own_form_has_every_fact_as_it_was_signed(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK | {"occurred_at": "13:50", "serious_injuries": "3-5"})
    names = ("事发时间", "死亡", "重伤", "轻伤", "区县", "设备", "事故等级", "概要", "采取措施")
    document = Document()
    table = document.add_table(1, len(names))
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.text = f"{{{{{name}}}}}"
    desk.papers.folder.parent.mkdir(exist_ok=True)
    document.save(str(desk.papers.folder.parent / TEMPLATE))
    signed = issue(desk, ident).entry
    clock.advance(minutes=1)
    desk.facts.update(ident, {"deaths": "2"}, source="医院", at=clock.now())
    found = cells(desk, desk.written.issued.one(ident, signed).report)
    assert found[:4] == ["2026年7月25日13时50分", "1人", "确认3人，可能5人", ""]
    assert found[4:7] == ["渝中区", "压力容器（含气瓶）", "较大"]
    assert cells(desk, desk.written.composer.draft(ident, "follow_up"))[1] == "2人"


def test_every_field_of_the_plan_is_known_to_a_form(desk: Desk) -> None:
    draft = desk.written.composer.draft(take(desk, TANK), "initial")
    for fact in desk.plan.facts:
        assert {fact.name, fact.short} <= set(draft.fields)
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text("utf-8")
    listed = [name for name in draft.fields if f"、{name}" in guide or f"：{name}" in guide]
    assert listed == list(draft.fields)
    assert {"事发时间", "地点", "单位", "设备", "概要", "事故等级"} <= set(draft.fields)
    assert len(draft.elements) == 13
