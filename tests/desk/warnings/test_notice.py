"""The notice: text with six contents and two times, Word, and CAP 1.2 for the release body."""

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.papers.export import PaperExport
from tests.desk.warnings.prepared import CONTENTS, approved, consult, issued

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"

ALERT = (
    *("identifier", "sender", "sent", "status", "msgType", "source", "scope", "restriction"),
    *("addresses", "code", "note", "references", "incidents", "info"),
)
INFO = (
    *("language", "category", "event", "responseType", "urgency", "severity", "certainty"),
    *("audience", "eventCode", "effective", "onset", "expires", "senderName", "headline"),
    *("description", "instruction", "web", "contact", "parameter", "resource", "area"),
)
"""The elements of the schema of CAP 1.2, in the order in which they must stand."""

VALUES = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": {"Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Other"},
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
}


def alert(desk: Desk, ident: str) -> ET.Element:
    paper = desk.warnings.notice(ident)
    assert paper.alert is not None
    return valid(ET.fromstring(paper.alert()))


def valid(root: ET.Element) -> ET.Element:
    """Hold a message against what the schema says; returns it."""
    assert root.tag == f"{CAP}alert"
    in_order(root, ALERT, needed=("identifier", "sender", "sent", "status", "msgType", "scope"))
    (info,) = root.findall(f"{CAP}info")
    in_order(info, INFO, needed=("category", "event", "urgency", "severity", "certainty"))
    for element in root.iter():
        name = element.tag.removeprefix(CAP)
        if name in VALUES:
            assert element.text in VALUES[name], name
        if name in ("identifier", "sender"):
            assert not set(element.text or " ") & set(" ,<&\t\n"), element.text
        if name in ("sent", "onset"):
            assert (element.text or "").endswith("+08:00"), element.text
    for area in info.findall(f"{CAP}area"):
        assert text(area, "areaDesc")
    for parameter in info.findall(f"{CAP}parameter"):
        assert [child.tag for child in parameter] == [f"{CAP}valueName", f"{CAP}value"]
    return root


def in_order(element: ET.Element, names: tuple[str, ...], needed: tuple[str, ...]) -> None:
    places = [names.index(child.tag.removeprefix(CAP)) for child in element]
    assert places == sorted(places)
    assert {names.index(name) for name in needed} <= set(places)


def text(element: ET.Element, name: str) -> str:
    found = element.find(f".//{CAP}{name}")
    return "" if found is None else found.text or ""


def test_the_notice_has_six_contents_and_both_times(desk: Desk) -> None:
    ident = approved(desk)
    desk.warnings.issue(replace(CONTENTS, starts_at=desk.clock.now().replace(hour=10)), ident)
    paper = desk.warnings.notice(ident)
    assert paper.title == "关于发布索道大风黄色预警的通知"
    for line in (
        "一、事件类别：索道大风",
        "二、预警级别：三级（黄色），可能发生较大特种设备事故",
        "三、可能影响范围：长江索道沿线",
        "四、警示事项：阵风八级，可能停运",
        "五、应当采取的措施：停止载客、加密巡查",
        "六、发布机关：渝中区政府",
        "起始时间：2026-07-25 18:05",
        "发布时间：2026-07-25 14:05",
    ):
        assert line in paper.text.splitlines()
    assert "渝府发〔2026〕6号" in paper.text.replace("\n", "")


def test_a_draft_names_whoever_approved_it_as_its_issuer(desk: Desk) -> None:
    assert "六、发布机关：区县政府" in desk.warnings.notice(consult(desk)).text
    assert "六、发布机关：渝中区政府" in desk.warnings.notice(approved(desk)).text


def test_what_is_not_issued_is_a_draft_that_no_machine_is_told(desk: Desk) -> None:
    paper = desk.warnings.notice(consult(desk))
    assert paper.title.endswith("（草稿）")
    assert "四、警示事项：〔待填〕" in paper.text
    assert paper.alert is None


def test_the_word_file_says_the_same_and_names_its_issuer(desk: Desk) -> None:
    paper = desk.warnings.notice(issued(desk))
    assert paper.word is not None
    document = docx.Document(BytesIO(paper.word()))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == "关于发布索道大风黄色预警的通知"
    assert "五、应当采取的措施：停止载客、加密巡查" in lines
    assert lines[-2:] == ["渝中区政府", "2026年7月25日"]
    assert "{{" not in "".join(lines)
    assert document.core_properties.author == "渝中区政府"


def test_the_message_is_cap_and_says_what_the_warning_says(desk: Desk) -> None:
    root = alert(desk, issued(desk))
    assert text(root, "sent") == "2026-07-25T14:05:00+08:00"
    assert text(root, "language") == "zh-CN"
    assert (text(root, "status"), text(root, "msgType")) == ("Actual", "Alert")
    assert (text(root, "severity"), text(root, "areaDesc")) == ("Moderate", "长江索道沿线")
    assert text(root, "senderName") == "渝中区政府"
    assert text(root, "instruction") == "停止载客、加密巡查"


@pytest.mark.parametrize(
    ("level", "severity"), [(1, "Extreme"), (2, "Severe"), (3, "Moderate"), (4, "Minor")]
)
def test_the_graver_the_level_the_graver_the_message(desk: Desk, level: int, severity: str) -> None:
    root = alert(desk, desk.warnings.issue(replace(CONTENTS, level=level)))
    assert text(root, "severity") == severity


def test_an_adjustment_and_a_lifting_refer_to_what_went_before(
    desk: Desk, clock: FixedClock
) -> None:
    ident = desk.warnings.issue(CONTENTS)
    first = alert(desk, ident)
    clock.advance(hours=1)
    desk.warnings.issue(replace(CONTENTS, level=2, issuer="市政府"), ident)
    second = alert(desk, ident)
    assert text(second, "msgType") == "Update"
    assert text(second, "references") == ",".join(
        text(first, name) for name in ("sender", "identifier", "sent")
    )
    clock.advance(hours=1)
    desk.warnings.lift(ident, "市政府", "风停了")
    last = alert(desk, ident)
    assert (text(last, "msgType"), text(last, "description")) == ("Cancel", "市政府：风停了")
    assert len(text(last, "references").split()) == 2
    assert len({text(one, "identifier") for one in (first, second, last)}) == 3
    assert desk.warnings.notice(ident).title == "关于解除索道大风橙色预警的通知"


def test_hostile_words_leave_the_message_whole(desk: Desk) -> None:
    bad = "<info>&,\x00 甲 乙"
    ident = desk.warnings.issue(
        replace(CONTENTS, category=bad, issuer=bad, area=bad, notice=bad, measures=bad)
    )
    root = alert(desk, ident)
    assert "<info>&" in text(root, "event")


def test_all_three_are_saved_beside_each_other(desk: Desk) -> None:
    export = PaperExport(desk.papers, desk.settings)
    saved = export.save(desk.warnings.notice(issued(desk)))
    assert [path.suffix for path in saved.paths] == [".txt", ".docx", ".xml"]
    assert len({path.stem for path in saved.paths}) == 1
    again = export.save(desk.warnings.notice(desk.warnings.shown()[0].ident))
    assert not set(saved.paths) & set(again.paths)


def test_in_a_drill_the_message_is_an_exercise(tmp_path: Path, clock: FixedClock) -> None:
    opening = Opening(tmp_path / "drill", None, clock, mark="演练")
    opening.read_journal()
    desk = opening.desk
    desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    ident = desk.warnings.issue(CONTENTS)
    assert text(alert(desk, ident), "status") == "Exercise"
    paper = desk.warnings.notice(ident)
    assert "演练" in paper.text.splitlines()[0]
    assert paper.word is not None
    document = docx.Document(BytesIO(paper.word()))
    assert "演练" in document.paragraphs[0].text
    assert "演练" in document.sections[0].header.paragraphs[-1].text
    opening.close()
