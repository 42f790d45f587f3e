"""A template that somebody made in Word: everything wrong with it, said at once."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from io import BytesIO

import docx
from docx.document import Document

from cqcmd.documents.word.template_fields import FIELD, W, paragraphs, roots
from cqcmd.errors import BadInput
from cqcmd.files.office_zip import Fault, UnsafeArchive, has_macros, unpacked
from cqcmd.i18n import _
from cqcmd.text import clean

FIELDS = (
    _("标题"),
    _("文号"),
    _("主送"),
    _("抄送"),
    _("正文"),
    _("署名"),
    _("日期"),
    _("签发人"),
    _("事件编号"),
    _("校验码"),
    _("链首"),
    _("预案"),
    _("演练"),
)
BODY_FIELD, MARK_FIELD = FIELDS[4], FIELDS[-1]

TEMPLATE_CAP = 5 * 1024 * 1024
"""The most bytes of a template."""

OLD_WORD = b"\xd0\xcf\x11\xe0"
SENTENCES: dict[Fault, str] = {
    "broken": _("模板已损坏，读不出来；请在 Word 里打开，另存为新的 .docx。"),
    "encrypted": _("模板加了密码；请在 Word 里去掉密码，另存后再用。"),
    "swollen": _("模板展开后过大，没有打开；请去掉里面的大图片，另存为新的 .docx。"),
}
_EXTERNAL = re.compile(rb'<Relationship\b[^>]*TargetMode\s*=\s*["\']External["\'][^>]*>', re.I)
_TARGET = re.compile(rb'\bTarget\s*=\s*["\']([^"\']*)["\']')
_ACTIVE = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON)\b"
)


def opened(data: bytes, own: Collection[str] = ()) -> Document:
    """Open the template to be filled; ``own`` are the fields of a form, beside those of a paper.

    Raises:
        BadInput: all that is wrong, a line each.
    """
    parts = _honest(data)
    faults = list(_in_parts(parts))
    document = _read(data)
    # Once each: a mistake copied into every header is one mistake.
    faults += dict.fromkeys(_in_words(document, own))
    if faults:
        raise BadInput("\n".join(faults))
    return document


def _honest(data: bytes) -> dict[str, bytes]:
    if len(data) > TEMPLATE_CAP:
        raise BadInput(SENTENCES["swollen"])
    if data.startswith(OLD_WORD):
        words = _("模板是旧版 Word（.doc）或加了密码的文件；请在 Word 里去掉密码，另存为 .docx。")
        raise BadInput(words)
    try:
        parts = unpacked(data)
    except UnsafeArchive as fault:
        raise BadInput(SENTENCES[fault.fault]) from fault
    if "[content_types].xml" not in parts or "word/document.xml" not in parts:
        raise BadInput(_("模板不是 Word 文档；请在 Word 里另存为 .docx。"))
    if has_macros(parts):
        raise BadInput(_("模板带宏：宏是程序，不采用。请在 Word 里另存为“Word 文档（.docx）”。"))
    return parts


def _read(data: bytes) -> Document:
    try:
        return docx.Document(BytesIO(data))
    except Exception as error:  # its parser raises whatever a broken file makes it stumble over
        raise BadInput(SENTENCES["broken"]) from error


def _in_parts(parts: dict[str, bytes]) -> Iterator[str]:
    """Name what would bring something from elsewhere, or run."""
    # A hyperlink waits to be clicked; every other outside part is fetched as the paper is opened.
    links = (
        link
        for name, text in parts.items()
        if name.endswith(".rels")
        for link in _EXTERNAL.findall(text)
        if b"/hyperlink" not in link
    )
    for link in links:
        target = _TARGET.search(link)
        words = _("模板链接到外部文件“{target}”；请在 Word 里断开链接，另存后再用。")
        yield words.format(target=_shown(target[1].decode("utf-8", "replace") if target else ""))
    for name in parts:
        if "/embeddings/" in name or "/activex/" in name:
            words = _("模板里嵌入了别的文件或控件（{name}）；请删去后另存。")
            yield words.format(name=_shown(name))


def _in_words(document: Document, own: Collection[str]) -> Iterator[str]:
    texts = [found.text for root in roots(document) for found in paragraphs(root)]
    for text in texts:
        for name in FIELD.findall(text):
            if name not in FIELDS and name not in own:
                yield _unknown(name, own)
        rest = FIELD.sub("", text)
        if "{{" in rest or "}}" in rest:
            words = _("模板里有没写完的字段“{text}”；字段须写成两对花括号，在同一段里。")
            yield words.format(text=_shown(rest))
    yield from _about_body(document, own)
    yield from _about_codes(document)


def _unknown(name: str, own: Collection[str]) -> str:
    """Name a field that does not exist, and what may have been meant."""
    like = get_close_matches(name, [*FIELDS, *own], n=3, cutoff=0.4)
    words = _("模板里有不认识的字段“{name}”；{like}文书的字段是：{fields}。事实的字段见手册。")
    meant = _("是不是“{names}”？").format(names="”“".join(like)) if like else ""
    return words.format(name=_shown(name), like=meant, fields="、".join(FIELDS))


def _about_body(document: Document, own: Collection[str]) -> Iterator[str]:
    every = [found for found in paragraphs(document.element) if found.fields]
    inside = [found for found in every if BODY_FIELD in found.fields]
    # A form has a cell for each thing and no text; a paper without either would say nothing.
    if not inside and not any(name in own for found in every for name in found.fields):
        yield _("模板里没有字段“正文”，也没有事实的字段；请在放正文的地方单独写一段 {{正文}}。")
    if any(FIELD.sub("", found.text).strip() or len(found.fields) > 1 for found in inside):
        yield _("字段“正文”要单独成一段，同一段里不能有别的字。")


def _about_codes(document: Document) -> Iterator[str]:
    """Word's own fields that fetch or run something."""
    for root in roots(document):
        for found in root.iter(f"{W}p"):
            # Together: Word may cut the name of a field in two between runs.
            codes = "".join(code.text or "" for code in found.iter(f"{W}instrText"))
            codes += " ".join(node.get(f"{W}instr", "") for node in found.iter(f"{W}fldSimple"))
            if active := _ACTIVE.search(codes.upper()):
                words = _("模板里有会取用外部内容的域“{code}”；请在 Word 里删去。")
                yield words.format(code=active[1])


def _shown(words: str) -> str:
    return clean(words, limit=60, lines=False)
