"""The after-action draft of a drill in Word: its picture, its tables, 演练 on every page."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.documents.paper import Paper
from tests.documents.test_word import words_of
from tests.drill.finished import finish, opened


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    with pytest.MonkeyPatch.context() as patch:
        data = tmp_path_factory.mktemp("drill")
        return made(finish(data, "lift-trapping", "negligent", patch))


def made(drill_folder: DrillFolder) -> Paper:
    with opened(drill_folder) as (desk, session):
        return desk.drills.debrief(session).paper()


def word(paper: Paper) -> bytes:
    assert paper.word is not None
    return paper.word()


def test_every_part_is_in_it_and_no_field_is_left(paper: Paper) -> None:
    words = words_of(word(paper))
    for part in "一二三四五六七八":
        assert f"\n{part}、" in words
    for literal in ("措施 搜寻救援", "AQ/T 9009-2015", "责任人", "导调人员：____", "草稿", "▲"):
        assert literal in words
    assert "{{" not in words


def test_drill_stands_in_the_title_on_every_page_and_at_both_ends(paper: Paper) -> None:
    document = Document(BytesIO(word(paper)))
    assert document.paragraphs[0].text.startswith("〔演练〕")
    assert document.paragraphs[-1].text == "〔演练〕"
    [section] = document.sections
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text == "〔演练〕"
    assert "演练" in document.core_properties.title
    lines = paper.text.strip().split("\n")
    assert lines[0].startswith("〔演练〕演练总结（草稿）")
    assert lines[-1] == "〔演练〕"
    assert paper.file_name.startswith("演练-lift-trapping-")
    assert paper.message.startswith("〔演练〕")


def test_each_row_of_the_picture_fills_the_grid(paper: Paper) -> None:
    document = Document(BytesIO(word(paper)))
    picture = document.tables[1]._tbl
    columns = len(picture.tblGrid.findall(qn("w:gridCol")))
    assert columns == 48
    rows = picture.findall(qn("w:tr"))
    assert len(rows) == 1 + 3 + 9
    for row in rows:
        spans = [cell.tcPr.find(qn("w:gridSpan")) for cell in row.findall(qn("w:tc"))]
        assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == columns
    marks = ["".join(row.itertext(qn("w:t"))) for row in rows[4:]]
    assert [next(mark for mark in "●▲×" if mark in text) for text in marks] == list("▲●▲●●●▲●×")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_libreoffice_draws_it(paper: Paper, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(word(paper))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=120)
    pdf = (tmp_path / "a.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True
        ).stdout
        pages = [page for page in text.split("\f") if page.strip()]
        assert 2 <= len(pages) <= 8
        assert all("演练" in page.strip().split("\n")[0] for page in pages)
        assert "10:00" in pages[0]
