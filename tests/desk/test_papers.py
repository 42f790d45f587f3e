"""Papers of an incident: what they are made of, and how they are put on disk."""

import errno
import os
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import StepForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.measures.forms import TaskForm
from cqcmd.desk.papers.desk import Paper
from cqcmd.errors import Unwritable
from tests.desk.calls import TANK, take


def started(desk: Desk, ident: str, clock: FixedClock) -> None:
    desk.response.record(
        ident,
        StepForm(
            step="started",
            level="III",
            who="王副区长",
            post="区政府",
            how="phone",
            at=clock.now(),
            items="储罐爆炸处置",
            duration="至险情排除",
        ),
    )


def test_the_checklist_holds_all_ten_measures(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.tasks.amend(ident, "medical", TaskForm(words="已派三车"), "open")
    text = desk.papers.checklist(ident).text
    assert "10. " in text
    assert "11. " not in text
    assert "已派三车" in text
    assert "长江化工" in text


def test_the_start_order_says_what_was_decided_and_what_is_to_be_filled_in(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    assert desk.papers.start_order(ident).text.count("〔待填〕") == 8
    started(desk, ident, clock)
    text = desk.papers.start_order(ident).text
    for words in ("响应事项：储罐爆炸处置", "响应级别：III级", "预计期限：至险情排除"):
        assert words in text
    assert "应急处置措施：〔待填〕" in text
    assert "决定人：王副区长\n职务：区政府\n决定方式：电话\n决定时间：2026-07-25 14:05" in text


SHEETS = ("start_order", "take_over", "unit_duties")


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_is_a_word_file_too_on_the_page_of_the_reports(
    desk: Desk, clock: FixedClock, name: str
) -> None:
    ident = take(desk, TANK)
    started(desk, ident, clock)
    made: Paper = getattr(desk.papers, name)(ident)
    assert made.word is not None
    document = Document(BytesIO(made.word()))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == made.title
    for line in made.body:
        assert line.strip() in lines
    assert "事件编号：26-0001" in lines
    assert "{{" not in "".join(lines)
    [section] = document.sections
    sides = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(side.mm) for side in sides if side] == [37, 28, 26, 35]
    body = document.styles["公文正文"]
    assert body.paragraph_format.line_spacing == Pt(28.9)


def test_the_order_is_signed_by_whose_decision_it_is_by_the_plan(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    assert "人民政府" not in desk.papers.start_order(ident).text, "a draft is signed by nobody"
    started(desk, ident, clock)
    made = desk.papers.start_order(ident)
    assert made.text.rstrip().split("\n")[-2:] == ["渝中区人民政府", "2026年7月25日"]
    assert made.word is not None
    every = [line.text for line in Document(BytesIO(made.word())).paragraphs]
    assert every.count("") == 3, "below the title, above the signature and above the foot"
    lines = [line for line in every if line]
    at = lines.index("渝中区人民政府")
    assert lines[at + 1] == "2026年7月25日"


def test_the_checklist_is_a_table_in_word_a_row_a_measure_and_a_step(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    desk.tasks.amend(ident, "medical", TaskForm(words="已派三车"), "open")
    desk.tasks.advance(ident, "evacuation", "open")
    made = desk.papers.checklist(ident)
    assert made.word is not None
    document = Document(BytesIO(made.word()))
    [table] = document.tables
    found = [[cell.text for cell in row.cells] for row in table.rows]
    assert found[0] == ["序号", "措施和步骤", "状态", "负责", "开始", "完成"]
    assert [row[0] for row in found if row[0]][1:] == [str(number) for number in range(1, 11)]
    [evacuation] = [row for row in found if row[1] == "人员疏散（4.7）"]
    assert evacuation[2:] == ["进行中", "抢险救援组、秩序维护组（推定）", "07-25 14:05", ""]
    assert any("已派三车" in row[1] for row in found)
    steps = [step.text for task in desk.tasks.measures(ident) for step in task.steps]
    assert all(any(text in row[1] for row in found) for text in steps)
    assert document.paragraphs[0].text == "应急措施清单"


def test_nobody_signs_a_lowered_level_since_the_plan_does_not_say_who(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    started(desk, ident, clock)
    lowered = StepForm(step="lowered", level="IV", who="王副区长", at=clock.now(), words="已控制")
    desk.response.record(ident, lowered)
    assert desk.papers.start_order(ident).text.rstrip().split("\n")[-2:] == [
        "〔待填〕",
        "2026年7月25日",
    ]


def test_headings_of_a_sheet_have_their_face_and_stay_with_their_lines(desk: Desk) -> None:
    ident = take(desk, TANK)
    made = desk.papers.unit_duties(ident)
    assert made.word is not None
    lines = [line for line in Document(BytesIO(made.word())).paragraphs if line.text]
    heading = next(line for line in lines if line.text.startswith("2. "))
    assert heading.runs[0].style.name == "公文一级"
    assert heading.paragraph_format.keep_with_next
    below = lines[lines.index(heading) + 1]
    assert below.runs[0].style.name != "公文一级"
    assert below.paragraph_format.left_indent == Pt(32)


def test_what_was_approved_but_not_started_is_a_draft(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    form = StepForm(step="approved", level="III", who="王副区长", at=clock.now(), items="处置")
    desk.response.record(ident, form)
    text = desk.papers.start_order(ident).text
    assert "本件为草稿" in text
    assert "决定时间：〔待填〕" in text
    assert "响应事项：处置" in text


def test_a_raised_level_is_a_decision_of_its_own(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    started(desk, ident, clock)
    raised = StepForm(step="raised", level="II", who="张副市长", at=clock.now(), words="伤亡扩大")
    desk.response.record(ident, raised)
    made = desk.papers.start_order(ident)
    assert made.title == "提高应急响应级别的决定"
    assert "响应级别：II级" in made.text
    assert "响应事项：〔待填〕" in made.text


def test_saving_twice_keeps_both(desk: Desk) -> None:
    made = desk.papers.take_over(take(desk, TANK))
    first, second = desk.papers.save(made), desk.papers.save(made)
    assert first.parent.name == "文书"
    assert first != second
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith("\ufeff指挥权移交单\r\n".encode())
    assert sorted(path.name for path in first.parent.iterdir()) == sorted((first.name, second.name))


def test_a_full_disk_leaves_nothing_and_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ident = take(desk, TANK)
    before = len(desk.log(ident))

    def full(_number: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("cqcmd.local_store.json_document.os.write", full)
    with pytest.raises(Unwritable, match="没有保存"):
        desk.press.issue(ident, {"press.2": "渝中区"})
    assert list(desk.papers.folder.iterdir()) == []
    assert len(desk.log(ident)) == before


def test_a_folder_that_cannot_be_is_a_sentence(desk: Desk, tmp_path: Path) -> None:
    made = desk.papers.checklist(take(desk, TANK))
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(Unwritable, match="请检查磁盘和权限后再试"):
        desk.papers.save(made, blocked / "文书")
