"""A written report as a Word document, laid out by GB/T 9704-2012."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as some

from cqcmd.documents.word.report import as_word
from cqcmd.text import clean
from tests.documents.reports import ELEMENTS, written
from tests.support.hostile import HOSTILE

MADE = as_word(written())
DOCUMENT = Document(BytesIO(MADE))
NAMES = ("title", "sender", "signer", "number", "incident", "plan", "digest", "head")


def words_of(data: bytes) -> str:
    """All words of a Word file: body, headers and footers."""
    with ZipFile(BytesIO(data)) as packed:
        parts = [n for n in packed.namelist() if re.match(r"word/(document|header|footer)", n)]
        texts = [packed.read(name).decode() for name in parts]
    roots = [parse_xml(text.encode()) for text in texts]
    return "\n".join("".join(p.itertext(qn("w:t"))) for r in roots for p in r.iter(qn("w:p")))


WORDS = words_of(MADE)


def style_of(line: Any) -> str:
    return str(line.style.name)


@pytest.mark.parametrize("code", [element.code for element in ELEMENTS])
def test_each_of_the_thirteen_elements_is_in_the_document(code: str) -> None:
    element = next(element for element in ELEMENTS if element.code == code)
    assert f"{element.name}：{element.words}" in WORDS


def test_everything_else_is_in_it_and_no_field_is_left() -> None:
    for words in ("渝中市监报〔2026〕12号", "签发人：王强", "抄送：市应急局。", "2026年7月25日"):
        assert words in WORDS
    assert "正文校验码：" + " ".join(["ab12cd34"] * 8) in WORDS
    assert "{{" not in WORDS
    assert "演练" not in WORDS


def test_the_page_is_the_standards() -> None:
    [section] = DOCUMENT.sections
    size = (section.page_width, section.page_height)
    assert [round(length.mm) for length in size if length] == [210, 297]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 28, 26, 35]
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:type")) == "lines"
    area = Mm(297 - 37 - 35)
    assert area // Pt(28.9) == 22, "twenty-two lines of 28.9 points fill the page"
    assert DOCUMENT.styles["公文正文"].paragraph_format.line_spacing == Pt(28.9)


def test_number_and_signer_stand_above_the_red_rule_and_the_title() -> None:
    """7.2.5 to 7.2.7, 7.3.1: number and signer on one line, the rule, then the title."""
    lines = [line for line in DOCUMENT.paragraphs if line.text.strip() or "红线" in style_of(line)]
    styles = list(map(style_of, lines[:6]))
    assert styles == ["公文发文机关", "公文版头", "公文红线", "公文标题", "公文版头", "公文正文"]
    assert lines[0].text == "渝中区市场监管局"
    assert lines[1].text.strip() == "渝中市监报〔2026〕12号\t签发人：王强"
    names = {run.text: run.style.name for run in lines[1].runs}
    assert names["王强"] == "公文签发人"
    fonts = DOCUMENT.styles["公文签发人"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "楷体_GB2312"
    rule = DOCUMENT.styles["公文红线"].element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert rule.get(qn("w:color")) == "FF0000"
    assert DOCUMENT.styles["公文发文机关"].font.color.rgb == RGBColor(255, 0, 0)


def test_a_number_not_given_yet_and_a_name_not_signed_yet_are_room_to_write() -> None:
    made = Document(BytesIO(as_word(written(number="", signer="", digest="", head=""))))
    [line] = [line for line in made.paragraphs if "签发人" in line.text]
    assert line.text.strip() == "签发人："
    assert "待" not in words_of(as_word(written(number="", signer="", body="无")))


def test_a_long_name_of_the_issuer_is_set_smaller_to_stay_on_its_line() -> None:
    sender = "重庆市渝中区市场监督管理局特种设备安全监察科"
    made = Document(BytesIO(as_word(written(sender=sender))))
    [run] = [run for run in made.paragraphs[0].runs if run.text]
    assert run.font.size is not None
    assert run.font.size.pt * len(sender) <= 156 / 25.4 * 72


def test_the_faces_are_named_with_others_to_take_instead() -> None:
    found = {}
    for name in ("公文正文", "公文标题", "公文一级", "公文二级"):
        style = DOCUMENT.styles[name]
        found[name] = (style.element.rPr.rFonts.get(qn("w:eastAsia")), style.font.size)
    assert found == {
        "公文正文": ("仿宋_GB2312", Pt(16)),
        "公文标题": ("方正小标宋简体", Pt(22)),
        "公文一级": ("黑体", Pt(16)),
        "公文二级": ("楷体_GB2312", Pt(16)),
    }
    table = ZipFile(BytesIO(MADE)).read("word/fontTable.xml").decode()
    assert re.search(r'w:name="仿宋_GB2312"[^>]*>\s*<w:altName w:val="仿宋,', table)


def test_paragraphs_are_indented_in_characters_and_headings_have_their_face() -> None:
    indents = DOCUMENT.styles["公文正文"].element.pPr.ind
    assert indents.get(qn("w:firstLineChars")) == "200"
    line = next(paragraph for paragraph in DOCUMENT.paragraphs if paragraph.text.startswith("一、"))
    assert (line.runs[0].text, line.runs[0].style.name) == ("一、基本情况。", "公文一级")
    assert line.runs[1].style.name != "公文一级"
    body = "（一）现场。已封闭。\n一、只有标题\n一二三、不是标题；是别的"
    made = Document(BytesIO(as_word(written(body=body))))
    found = {run.text: run.style.name for line in made.paragraphs for run in line.runs}
    assert found["（一）现场。"] == "公文二级"
    assert found["一、只有标题"] == "公文一级"


def test_signature_and_date_are_placed_as_on_a_paper_without_a_seal() -> None:
    """7.3.5.2: two characters behind the signature; the date begins two behind its beginning."""
    left = {
        paragraph.text: paragraph.paragraph_format.left_indent.twips
        for paragraph in DOCUMENT.paragraphs
        if paragraph.text in ("渝中区市场监管局", "2026年7月25日")
        and paragraph.paragraph_format.left_indent
    }
    character = 315
    assert left["渝中区市场监管局"] == (28 - 2 - 8) * character
    assert left["2026年7月25日"] - left["渝中区市场监管局"] == 2 * character


def test_page_numbers_stand_on_the_outer_side() -> None:
    [section] = DOCUMENT.sections
    for footer, align in ((section.footer, 2), (section.even_page_footer, 0)):
        [line] = footer.paragraphs
        assert line.text == "—  —"
        assert line.alignment == align
        assert {run.font.size for run in line.runs} == {Pt(14)}
        assert "PAGE" in line._p.xml
    assert DOCUMENT.settings.odd_and_even_pages_header_footer


def test_the_foot_has_its_rules_and_without_copies_one_line_less() -> None:
    [table] = DOCUMENT.tables
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    sizes = {border.tag.partition("}")[2]: border.get(qn("w:sz")) for border in borders}
    assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}
    assert len(table.rows) == 2
    assert len(Document(BytesIO(as_word(written(copies=())))).tables[0].rows) == 1


def test_what_is_not_real_says_so_in_the_title_and_on_every_page() -> None:
    document = Document(BytesIO(as_word(written(mark="演练·样例"))))
    [title] = [line for line in document.paragraphs if style_of(line) == "公文标题"]
    assert title.text.startswith("〔演练·样例〕\n")
    [section] = document.sections
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text == "〔演练·样例〕"


ORDER = {
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"),
        *("numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku"),
        *("wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi"),
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
        *("suppressOverlap", "jc", "textDirection", "textAlignment", "outlineLvl", "rPr", "sectPr"),
    ),
    "rPr": (
        *(
            "rStyle",
            "rFonts",
            "b",
            "bCs",
            "i",
            "iCs",
            "caps",
            "smallCaps",
            "strike",
            "color",
            "spacing",
            "w",
        ),
        *("kern", "position", "sz", "szCs", "highlight", "u", "vertAlign", "lang"),
    ),
}
"""In which order the schema of Word wants these children (ISO/IEC 29500-1, A.1)."""


@pytest.mark.parametrize(
    "sender", ["渝中区市场监管局", "重庆市渝中区市场监督管理局特种设备安全监察科"]
)
def test_properties_stand_in_the_order_that_word_wants(sender: str) -> None:
    with ZipFile(BytesIO(as_word(written(mark="演练", sender=sender)))) as packed:
        roots = [parse_xml(packed.read(f"word/{name}.xml")) for name in ("document", "styles")]
    for parent, order in ORDER.items():
        found = [element for root in roots for element in root.iter(qn(f"w:{parent}"))]
        assert found
        for element in found:
            names = [child.tag.partition("}")[2] for child in element]
            places = [order.index(name) for name in names]
            assert places == sorted(places), names


def test_it_says_nothing_of_the_machine() -> None:
    properties = DOCUMENT.core_properties
    assert properties.author == properties.last_modified_by == "渝中区市场监管局"
    assert properties.created.isoformat() == "2026-07-25T06:30:00+00:00"
    assert (properties.comments, properties.keywords, properties.revision) == ("", "", 1)
    with ZipFile(BytesIO(MADE)) as packed:
        assert not [name for name in packed.namelist() if "thumbnail" in name]
        everything = b"".join(packed.read(name) for name in packed.namelist()).lower()
    folders = (f"/{name}/".encode() for name in ("home", "root"))
    for word in (b"python-docx", b"macintosh", b"c:\\", *folders):
        assert word not in everything


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_made_harmless(words: str) -> None:
    words = words[:600]
    fields: dict[str, Any] = dict.fromkeys(NAMES, words)
    made = as_word(written(to=(words,), copies=(words,), body=words, mark=words, **fields))
    for character in "\x1b\x00\x07\x9b\u202e":
        assert character not in words_of(made)


@settings(max_examples=30, deadline=None)
@given(some.text(max_size=200))
def test_any_body_is_found_again(body: str) -> None:
    found = words_of(as_word(written(body=body)))
    for line in clean(body).split("\n"):
        assert clean(line, lines=False).strip() in found


def test_fields_typed_by_an_officer_are_words() -> None:
    body = "{{校验码}}和{{ cycler.__init__ }}\n{{正文}}"
    assert all(line in words_of(as_word(written(body=body))) for line in body.split("\n"))


def rendered(data: bytes, folder: Path) -> str:
    """The text of the PDF that LibreOffice makes of it."""
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice or pdftotext is not installed here")
    (folder / "a.docx").write_bytes(data)
    open_record = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
    ]
    command = [*open_record, "--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    read = ["pdftotext", "-layout", str(folder / "a.pdf"), "-"]
    return subprocess.run(read, check=True, capture_output=True, timeout=60).stdout.decode()


def test_the_chinese_stands_in_the_rendered_page(tmp_path: Path) -> None:
    text = re.sub(r"\s", "", rendered(as_word(written(mark="演练")), tmp_path))
    for words in (
        "（初报）",
        "渝中区人民政府、市市场监管局：",
        "死亡1人，重伤3人",
        "—1—",
        "〔演练〕",
    ):
        assert words in text


@pytest.mark.long
def test_a_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    pages = rendered(as_word(written(body="字" * 26 + "国" * 28 * 60)), tmp_path).split("\f")
    lines = [line.strip() for line in pages[1].split("\n") if "国" in line]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}
