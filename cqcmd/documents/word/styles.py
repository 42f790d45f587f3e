"""The faces, sizes and styles of GB/T 9704-2012, for a Word document."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from cqcmd.i18n import _

SONG, HEI = _("宋体"), _("黑体")
FANG_SONG, KAI, XIAO_BIAO_SONG = _("仿宋_GB2312"), _("楷体_GB2312"), _("方正小标宋简体")
"""Faces by their names; none is carried along, since they are other people's property."""

ALTERNATIVES = {
    FANG_SONG: _("仿宋,FangSong,STFangsong,华文仿宋,Noto Serif CJK SC"),
    KAI: _("楷体,KaiTi,STKaiti,华文楷体,Noto Serif CJK SC"),
    XIAO_BIAO_SONG: _("方正小标宋_GBK,华文中宋,STZhongsong,宋体,Noto Serif CJK SC"),
    HEI: _("SimHei,STHeiti,Noto Sans CJK SC"),
    SONG: _("SimSun,STSong,Noto Serif CJK SC"),
}
"""What to take where a face is not installed."""

CHARACTER = 320
"""Twentieths of a point of one character of 三号, 16 points."""

LINE = 578
"""Exactly 28.9 points: 22 lines fill 225 mm, a twenty-third does not fit."""

TIGHTER = -5
"""156 mm are 27.6 characters of 16 points; a quarter of a point less each makes 28 of them."""

RED = "FF0000"
"""Of the issuer's name and of the rule below the number (7.2.4, 7.2.7)."""

BODY, TITLE, HEAD, SIGNED, DATED, FOOT, PROOF, ISSUER, RULE = (
    _("公文正文"),
    _("公文标题"),
    _("公文版头"),
    _("公文署名"),
    _("公文日期"),
    _("公文版记"),
    _("公文校验"),
    _("公文发文机关"),
    _("公文红线"),
)
"""Paragraph styles. Where a template uses 公文署名 and 公文日期, they are placed by the rule."""

FIRST_LEVEL, SECOND_LEVEL, SIGNER = _("公文一级"), _("公文二级"), _("公文签发人")
"""Character styles: of headings, which in a template without them look like its text, and of the
name of who signed."""

BORDERED = (
    *("w:shd", "w:tabs", "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"),
    *("w:spacing", "w:ind", "w:jc"),
)
"""What follows the borders in the properties of a paragraph, in the order that is the rule."""

SIZES = {TITLE: 22, FOOT: 14, PROOF: 9, ISSUER: 36, RULE: 5}
LINES = {FOOT: 480, PROOF: 280, ISSUER: 1000, RULE: 227}
"""The rule stands 4 mm below the number (7.2.7)."""


def add_styles(document: Document) -> None:
    """Every style of the paper."""
    face(document.styles["Normal"], FANG_SONG, 16)
    for language in document.styles.element.iter(qn("w:lang")):
        given(language, eastAsia="zh-CN")  # or punctuation is drawn as in Japan
    for name in (BODY, TITLE, HEAD, SIGNED, DATED, FOOT, PROOF, ISSUER, RULE):
        _paragraph_style(document, name)
    for name, font in ((FIRST_LEVEL, HEI), (SECOND_LEVEL, KAI), (SIGNER, KAI)):
        face(document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER), font, 16)
    indent(document.styles[BODY].element, first=2)
    issuer: Any = document.styles[ISSUER]
    issuer.font.color.rgb = RGBColor.from_string(RED)
    issuer.paragraph_format.space_before = Mm(35)  # from the edge of the text (7.2.4)
    _rule_below(document.styles[RULE])


def _rule_below(style: Any) -> None:
    borders = put(style.element.get_or_add_pPr(), "w:pBdr", BORDERED)
    put(borders, "w:bottom", val="single", sz=12, space=1, color=RED)


def _paragraph_style(document: Document, name: str) -> None:
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    centred = name in (TITLE, ISSUER)
    face(style, XIAO_BIAO_SONG if centred else FANG_SONG, SIZES.get(name, 16))
    style.paragraph_format.space_before = style.paragraph_format.space_after = 0
    # 22 lines a page: Word would otherwise carry lines over to keep paragraphs together.
    style.paragraph_format.widow_control = False
    style.paragraph_format.alignment = ALIGN.CENTER if centred else ALIGN.LEFT
    properties = style.element.get_or_add_pPr()
    given(properties.get_or_add_spacing(), line=LINES.get(name, LINE), lineRule="exact")
    # Word's own gap between characters and figures would break the grid of 28.
    for switch in ("w:autoSpaceDE", "w:autoSpaceDN", *(("w:snapToGrid",) if name in SIZES else ())):
        put(properties, switch, ("w:spacing", "w:ind", "w:jc"), val=0)
    if name in (BODY, HEAD, SIGNED, DATED):
        put(style.element.get_or_add_rPr(), "w:spacing", ("w:sz", "w:szCs"), val=TIGHTER)


def face(style: Any, font: str, points: float) -> None:
    """Set a face by name for every script, so that figures are half as wide as characters."""
    style.font.name, style.font.size = font, Pt(points)
    fonts = style.element.rPr.rFonts
    for script in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), font)


def indent(element: Any, *, first: float = 0, left: float = 0) -> None:
    """Indents: of the first line in characters, as Word wants it; from the left in length."""
    indents = element.get_or_add_pPr().get_or_add_ind()
    if first:
        given(indents, firstLineChars=round(first * 100), firstLine=round(first * CHARACTER))
    if left:  # where a face is wider than it should be, the margin is used before a new line
        given(indents, left=round(left * (CHARACTER + TIGHTER)), right=-2 * CHARACTER)


def given(element: Any, **values: object) -> Any:
    """Set these attributes of the element and return it."""
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def put(parent: Any, tag: str, before: tuple[str, ...] = (), **values: object) -> Any:
    """Add a child with these attributes, in front of the others named: their order is a rule."""
    child = given(OxmlElement(tag), **values)
    if before:
        parent.insert_element_before(child, *before)
    else:
        parent.append(child)
    return child
