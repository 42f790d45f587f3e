"""复盘 at the desk: everything judged, ratings and lessons kept on disk, the draft made."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from cqcmd.cli.main import main
from cqcmd.desk.debrief.desk import FILE, DebriefDesk
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.desk.drill_opening import start_drill
from cqcmd.documents.paper import WIDTH
from cqcmd.drill.play import simulated_time
from cqcmd.drill.play.simulated_time import Tick
from cqcmd.errors import BadInput, Refusal
from cqcmd.text import cells
from cqcmd.views.debrief import LessonView
from tests.drill.finished import finish, opened
from tests.support.hostile import HOSTILE

NEW = LessonView("", "值班员没有复诵", "4.1.1", "改话稿", "李敏", "2026年12月1日", True)


@pytest.fixture
def drill_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DrillFolder:
    return finish(tmp_path / "data", "lift-trapping", "negligent", monkeypatch)


@pytest.fixture
def debrief(drill_folder: DrillFolder) -> Iterator[DebriefDesk]:
    with opened(drill_folder) as (desk, session):
        session.close_book()
        yield desk.drills.debrief(session)


def texts(debrief: DebriefDesk) -> list[str]:
    return [lesson.text for lesson in debrief.shown().lessons]


def test_every_expectation_grade_and_report_is_judged(debrief: DebriefDesk) -> None:
    view = debrief.shown()
    found = {outcome.words: (outcome.label, outcome.late) for outcome in view.outcomes}
    assert found["措施 搜寻救援"] == ("迟了", "0:20:00")
    assert found["定级 一般"] == ("做到", "")
    assert found["终报 区县政府"] == ("没做", "")
    assert [(check.what, check.label) for check in view.checks[:2]] == [
        ("定级 望江大厦电梯困人", "正确"),
        ("电话 首报 市市监局 11:20", "6/7 项"),
    ]
    assert "11:10 起正确" in view.checks[0].details
    phone = next(outcome for outcome in view.outcomes if outcome.words == "电话 区县政府")
    assert phone.begin is not None
    assert view.when(phone.begin) == "11:10", "its time runs from the moment it became an accident"
    assert {event.lane for event in view.events} == {"发生", "接听", "应做", "已做"}
    assert [event.at for event in view.events] == sorted(event.at for event in view.events)


def test_the_picture_holds_what_the_list_does(debrief: DebriefDesk) -> None:
    picture = debrief.picture(50)
    assert {len(bar.bar) for bar in picture.bars} == {50}
    assert [lane.name for lane in picture.lanes] == ["发生", "接听", "已做"]
    for lane in picture.lanes:
        events = [event for event in debrief.shown().events if event.lane == lane.name]
        assert sum(map(int, lane.figures.replace(" ", ""))) == len(events)
    marks = {bar.bar.strip(" [-].") for bar in picture.bars}
    assert marks == {"O", "!", "X"}


def test_a_long_drill_has_its_busiest_part_on_paper_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, debrief: DebriefDesk
) -> None:
    assert "最忙的一段" not in debrief.paper().text
    long = finish(tmp_path / "long", "ropeway-stranding", "perfect", monkeypatch)
    with opened(long) as (desk, session):
        paper = desk.drills.debrief(session).paper()
    text = paper.text
    assert "01-17 10:00 至 01-18 13:00" in text
    assert "最忙的一段：01-17 11:41 至 01-17 15:03" in text
    assert max(map(cells, paper.shown.split("\n"))) <= WIDTH


def test_what_was_written_down_later_says_when(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulated_time, "machine_counter", lambda: lambda: Tick("test", 0))
    drill_folder = start_drill(tmp_path, "lift-trapping", None)
    with opened(drill_folder) as (desk, session):
        session.run()
        session.jump()
        ident = session.scenario.call("lift")
        called = desk.clock.now()
        desk.intake.take_call(ident, {"summary": "困人", "unit": "望江大厦"}, called)
        session.clock._shared_clock.jump(called + timedelta(minutes=5))
        desk.logbook.note(ident, "家属到场", called + timedelta(minutes=2))
        session.finish()
        session.close_book()
        words = [event.words for event in desk.drills.debrief(session).shown().events]
        assert "26-0001 记事：家属到场（09:40 补记）" in words
        assert "26-0001 接报：接报，编号 26-0001" in words


def test_observations_are_part_of_it_also_later_ones(drill_folder: DrillFolder) -> None:
    with opened(drill_folder) as (desk, session):
        debrief = desk.drills.debrief(session)
        desk.drills.instructor(session).observe("口令 [red]不清", "陈导调")
        last = debrief.shown().events[-1]
        assert (last.lane, last.words) == ("记录", "口令 [red]不清（陈导调）")
        assert "口令 [red]不清（陈导调）" in debrief.paper().text


def test_what_went_wrong_is_suggested_as_a_lesson(debrief: DebriefDesk) -> None:
    found = texts(debrief)
    assert found[0] == "措施 搜寻救援：迟了 0:20:00（应于 10:00 前）"
    assert "终报 区县政府：没有做（应于 14:20 前）" in found
    assert "电话 首报 市市监局 11:20：缺：事故发生的时间" in found
    assert not any(lesson.own for lesson in debrief.shown().lessons)
    assert len({lesson.ident for lesson in debrief.shown().lessons}) == len(found)


def test_lessons_are_changed_added_and_dropped_and_stay(drill_folder: DrillFolder) -> None:
    with opened(drill_folder) as (desk, session):
        debrief = desk.drills.debrief(session)
        first, second = debrief.shown().lessons[:2]
        debrief.keep_lesson(replace(first, owner="李敏", due="2026/12/31"))
        assert debrief.keep_lesson(NEW) == "已存：值班员没有复诵"
        debrief.drop_lesson(second.ident)
    with opened(drill_folder) as (desk, session):
        lessons = desk.drills.debrief(session).shown().lessons
        assert (lessons[0].owner, lessons[0].due, lessons[0].own) == ("李敏", "2026-12-31", True)
        assert lessons[-1].due == "2026-12-01"
        assert second.text not in [lesson.text for lesson in lessons]
        assert second.text not in desk.drills.debrief(session).paper().text.replace("\n", "")
        text = desk.drills.debrief(session).paper().text
        assert "责任人 李敏；期限 2026-12-31" in text.replace("\n   ", "")
        desk.drills.debrief(session).drop_lesson(second.ident, dropped=False)
        assert second.text in texts(desk.drills.debrief(session)), "it is one again"


def test_two_terminals_keep_each_others_lessons(drill_folder: DrillFolder) -> None:
    with opened(drill_folder) as (desk, session), opened(drill_folder) as (other, theirs):
        one, two = desk.drills.debrief(session), other.drills.debrief(theirs)
        one.keep_lesson(NEW)
        two.rate("overall", "fair", "尚可")
        two.keep_lesson(replace(NEW, text="另一条"))
        assert texts(one)[-2:] == ["值班员没有复诵", "另一条"]
        assert (one.ratings()[-1].rating, one.ratings()[-1].decided) == ("良", True)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"text": "  "}, "text", "还没有写问题"),
        ({"clause": "9.9.9"}, "clause", "预案里没有条款 9.9.9"),
        ({"due": "12-31"}, "due", "2026-12-31 的样子"),
        ({"due": "2026-02-30"}, "due", "2026-12-31 的样子"),
        ({"due": "２０２６－１２－３１x"}, "due", "2026-12-31 的样子"),
    ],
)
def test_a_lesson_that_cannot_be_is_refused(
    debrief: DebriefDesk, change: dict[str, str], field: str, said: str
) -> None:
    before = texts(debrief)
    with pytest.raises(BadInput, match=said) as refused:
        debrief.keep_lesson(replace(NEW, **change))
    assert refused.value.field == field
    assert texts(debrief) == before


def test_a_rating_is_suggested_decided_and_given_back(debrief: DebriefDesk) -> None:
    reporting = debrief.ratings()[0]
    assert (reporting.rating, reporting.decided, reporting.why) == ("中", False, "得 35/50 分")
    debrief.rate("reporting", "poor", "两处迟报")
    reporting = debrief.ratings()[0]
    assert (reporting.rating, reporting.suggested, reporting.remark) == ("差", "中", "两处迟报")
    assert "预警与信息报告：差（评定，建议为中；得 35/50 分）两处迟报" in (
        debrief.paper().text.replace("\n", "")
    )
    debrief.rate("reporting", "", "两处迟报")
    assert not debrief.ratings()[0].decided


@pytest.mark.parametrize("broken", ["[]", '{"lessons": {"1": {"id": 3}}}', "{"])
def test_a_broken_file_is_told_and_kept(drill_folder: DrillFolder, broken: str) -> None:
    file = drill_folder.place / FILE
    file.write_text(broken, encoding="utf-8")
    with opened(drill_folder) as (desk, session):
        debrief = desk.drills.debrief(session)
        for act in (debrief.shown, lambda: debrief.keep_lesson(NEW), debrief.paper):
            with pytest.raises(Refusal, match=FILE):
                act()
    assert file.read_text("utf-8") == broken


def test_a_drill_that_goes_on_is_not_looked_back_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    drill_folder = start_drill(tmp_path, "lift-trapping", None)
    with opened(drill_folder) as (desk, session), pytest.raises(BadInput, match="演练还没有结束"):
        desk.drills.debrief(session).shown()
    assert main(["--data", str(tmp_path), "drill", "debrief"]) == 2
    assert "还没有结束的演练" in capfd.readouterr().err
    assert main(["drill", "debrief", str(drill_folder.place)]) == 2
    assert "演练还没有结束" in capfd.readouterr().err


def test_hostile_words_stay_words(drill_folder: DrillFolder) -> None:
    with opened(drill_folder) as (desk, session):
        debrief = desk.drills.debrief(session)
        for words in HOSTILE:
            if words.strip():
                debrief.keep_lesson(LessonView("", "x" + words, "", words, words, "", True))
        debrief.rate("overall", "good", "".join(HOSTILE)[:2000])
        paper = debrief.paper()
        assert "\x1b" not in paper.text
        assert paper.word is not None
        assert paper.word()[:2] == b"PK"


def test_the_draft_by_program_in_far_less_than_a_minute(
    drill_folder: DrillFolder, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data, place = str(drill_folder.place.parents[1]), str(drill_folder.place)
    begun = time.process_time()
    out = tmp_path / "总结.docx"
    assert main(["drill", "debrief", place, "--out", str(out)]) == 0
    assert time.process_time() - begun < 20
    assert (tmp_path / "演练-总结.docx").read_bytes()[:2] == b"PK"
    assert not out.exists()
    assert main(["--data", data, "drill", "debrief"]) == 0
    text = capfd.readouterr().out
    lines = [line for line in text.splitlines() if line.strip()]
    assert "演练总结（草稿）：望江大厦电梯困人" in text
    assert lines[-1] == "〔演练〕"
    assert main(["drill", "debrief", place, "--out", str(out)]) == 2
    assert main(["drill", "debrief", place, "--out", str(tmp_path / "a.pdf")]) == 2
    assert main(["drill", "debrief", place, "--out", str(tmp_path / "没有" / "a.txt")]) == 2
    said = capfd.readouterr().err
    assert "没有覆盖" in said
    assert ".docx 或 .txt" in said
    assert "这个目录，没有写" in said


def test_a_damaged_record_is_told_with_the_draft(
    drill_folder: DrillFolder, capfd: pytest.CaptureFixture[str]
) -> None:
    drill_folder.record.write_text("{", encoding="utf-8")
    assert main(["drill", "debrief", str(drill_folder.place)]) == 0
    told = capfd.readouterr()
    assert "record.json" in told.err
    assert "留存" in told.err
    assert "〔演练〕" in told.out


def test_a_broken_debrief_says_what_to_do(
    drill_folder: DrillFolder, capfd: pytest.CaptureFixture[str]
) -> None:
    for broken in ("{", '{"ratings": {"1": {"part": "overall", "rating": "superb"}}}'):
        (drill_folder.place / "debrief.json").write_text(broken, encoding="utf-8")
        assert main(["drill", "debrief", str(drill_folder.place)]) == 2
        assert "请把它改名移开，再打开复盘" in capfd.readouterr().err
