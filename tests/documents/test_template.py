"""A template the office made in Word: filled as it is, or refused with all that is wrong."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from cqcmd.documents.word.report import as_word
from cqcmd.documents.word.template import default_template
from cqcmd.documents.word.template_check import FIELDS
from cqcmd.errors import BadInput
from tests.documents.reports import written
from tests.documents.test_word import words_of

REPORT = written()


def template(*lines: str | tuple[str, ...]) -> bytes:
    """A document of these paragraphs; one given in pieces is split into runs."""
    document = Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for piece in (line,) if isinstance(line, str) else line:
            paragraph.add_run(piece).bold = len(paragraph.runs) % 2 == 0
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def with_parts(data: bytes, **parts: bytes) -> bytes:
    """The same file with other parts; ``__`` in a name is a slash, ``_dot_`` a dot."""
    packed = BytesIO()
    named = {n.replace("__", "/").replace("_dot_", "."): text for n, text in parts.items()}
    with ZipFile(BytesIO(data)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *named}:
            new.writestr(name, named[name] if name in named else old.read(name))
    return packed.getvalue()


def relations(target: str, kind: str) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        name = "word/_rels/document.xml.rels"
        with ZipFile(BytesIO(data)) as packed:
            text = packed.read(name).decode()
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        link = (
            f'<Relationship Id="rX" Type="{base}{kind}" Target="{target}" TargetMode="External"/>'
        )
        text = text.replace("</Relationships>", link + "</Relationships>")
        return with_parts(data, word___rels__document_dot_xml_dot_rels=text.encode())

    return changed


GOOD = template("{{正文}}")


def refused(data: bytes) -> str:
    with pytest.raises(BadInput) as found:
        as_word(REPORT, data)
    return str(found.value)


def test_every_field_is_filled() -> None:
    lines = [f"【{name}】{{{{{name}}}}}" for name in FIELDS if name not in ("正文", "演练")]
    words = words_of(as_word(written(mark=""), template(*lines, "{{正文}}", "尾")))
    for said in (
        "【文号】渝中市监报",
        "【日期】2026年7月25日",
        "【预案】重庆市",
        "【链首】0f1e2d3c",
    ):
        assert said in words
    assert "{{" not in words


def test_a_field_that_word_split_into_runs_is_found_and_keeps_its_look() -> None:
    made = as_word(REPORT, template(("签发：{", "{签", "发人", "}", "}（签字）"), "{{ 正文 }}"))
    line = Document(BytesIO(made)).paragraphs[0]
    assert line.text == "签发：王强（签字）"
    assert [run.text for run in line.runs][:2] == ["签发：王强", ""]


def test_the_body_is_as_many_paragraphs_each_in_the_templates_style() -> None:
    document = Document()
    document.add_paragraph("{{正文}}", "Quote")
    document.add_paragraph("尾")
    packed = BytesIO()
    document.save(packed)
    made = Document(BytesIO(as_word(written(body="一段\n二段\n三段"), packed.getvalue())))
    assert [paragraph.text for paragraph in made.paragraphs] == ["一段", "二段", "三段", "尾"]
    assert {paragraph.style and paragraph.style.name for paragraph in made.paragraphs[:3]} == {
        "Quote"
    }


def test_fields_in_tables_headers_and_footers_are_filled() -> None:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "{{标题}}"
    document.add_paragraph("{{正文}}")
    document.sections[0].header.paragraphs[0].text = "{{署名}}"
    document.sections[0].footer.paragraphs[0].text = "{{事件编号}}"
    packed = BytesIO()
    document.save(packed)
    words = words_of(as_word(REPORT, packed.getvalue()))
    assert all(said in words for said in (REPORT.sender, "26-0001", "爆炸事故的报告"))


def test_a_line_of_which_nothing_is_known_goes_with_its_label() -> None:
    made = as_word(written(copies=()), template("抄送：{{抄送}}。", "{{正文}}"))
    assert "抄送" not in words_of(made)


def test_a_template_that_forgot_the_mark_is_marked_all_the_same() -> None:
    made = Document(BytesIO(as_word(written(mark="演练"), GOOD)))
    assert "〔演练〕" in [paragraph.text for paragraph in made.sections[0].header.paragraphs]


def test_ours_can_be_taken_as_a_start() -> None:
    assert words_of(as_word(REPORT, default_template())) == words_of(as_word(REPORT))


def test_all_faults_are_said_at_once() -> None:
    said = refused(template("{{单位}}和{{标题", "{{设备}}", "没有该有的"))
    lines = said.split("\n")
    assert len(lines) == 4
    assert any("“单位”" in line for line in lines)
    assert any("“设备”" in line for line in lines)
    assert any("没写完" in line for line in lines)
    assert any("没有字段“正文”" in line for line in lines)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "已损坏"),
        (b"hello", "已损坏"),
        (GOOD[: len(GOOD) // 2], "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Word"),
        (with_parts(GOOD, word__document_dot_xml=b"<broken"), "已损坏"),
        (
            with_parts(GOOD, word__document_dot_xml=b'<!DOCTYPE a [<!ENTITY x "y">]><a/>'),
            "已损坏",
        ),
        (with_parts(GOOD, word__vbaProject_dot_bin=b"x"), "带宏"),
        (with_parts(GOOD, word__big_dot_xml=b" " * 60_000_000), "展开后过大"),
        (with_parts(GOOD, word__embeddings__a_dot_bin=b"x"), "嵌入"),
        (relations("file:///c:/a.dotm", "attachedTemplate")(GOOD), "外部文件“file:///c:/a.dotm”"),
        (relations("http://example.invalid/a.png", "image")(GOOD), "外部文件"),
        (template("前 {{正文}} 后"), "单独成一段"),
        (template("{{正文}}", "{{\x41__class__}}"), "不认识的字段“A__class__”"),
        (template("{{正文}}{% for x in y %}{{ cycler.__init__ }}"), "cycler.__init__"),
    ],
    ids=lambda other: other if isinstance(other, str) else "",
)
def test_a_bad_template_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    words = refused(data)
    assert said in words
    assert all(line.endswith("。") for line in words.split("\n"))


def test_a_workbook_is_no_template() -> None:
    from cqcmd.files import write_sheet

    assert "不是 Word 文档" in refused(write_sheet("a.xlsx", [("甲",)], "甲"))


def test_a_link_to_a_page_is_allowed() -> None:
    assert as_word(REPORT, relations("http://example.invalid/", "hyperlink")(GOOD))


@pytest.mark.parametrize("code", ["DDEAUTO c:\\\\cmd", "INCLUDETEXT \\\\\\\\host\\\\a", "LINK x"])
def test_codes_that_fetch_or_run_something_are_refused(code: str) -> None:
    document = Document(BytesIO(GOOD))
    from docx.oxml.parser import OxmlElement

    for piece in (code[:3], code[3:]):
        text = OxmlElement("w:instrText")
        text.text = piece
        document.paragraphs[0].add_run()._r.append(text)
    packed = BytesIO()
    document.save(packed)
    assert code.split()[0] in refused(packed.getvalue())
